package io.github.cphshare.cli;

import com.squareup.moshi.JsonWriter;
import io.github.cphshare.client.PushOutcome;
import io.github.cphshare.client.ServerOutcome;
import io.github.cphshare.client.ServerOutcome.State;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What became of a push, for people and for programs. */
final class OutcomeText {
    private OutcomeText() {}

    /** The servers on which it did not succeed, why not, and the numbers. */
    static void print(Terminal terminal, PushOutcome outcome) {
        PrintStream out = terminal.out();
        List<ServerOutcome> rest = outcome.servers().stream()
                .filter(server -> server.state() != State.SUCCEEDED)
                .toList();
        int servers = width(rest.stream().map(ServerOutcome::serverId));
        int states = width(rest.stream().map(server -> Text.lower(server.state())));
        int indent = 2 + servers + 2 + states + 2;
        for (ServerOutcome server : rest) {
            String state = padded(Text.lower(server.state()), states);
            out.println("  " + padded(Text.printable(server.serverId()), servers) + "  "
                    + (server.state() == State.RUNNING ? state : terminal.bad(state)) + "  "
                    + Text.wrapped(indent, Text.printable(reason(server))).strip());
            if (server.advice() != null) {
                out.println(Text.wrapped(indent, "What to do: " + server.advice()));
            }
        }
        ReceiptText.printUnexpected(terminal, outcome.unexpected());
        outcome.unknownRequests()
                .forEach(id -> out.println("  " + terminal.bad("unknown request") + " " + Text.printable(id)
                        + ": the service told of none of its jobs, or not all about them"));
        outcome.findings().forEach(finding -> terminal.err().println("cph-share: " + Text.printable(finding)));
        out.println(summary(outcome));
    }

    private static String reason(ServerOutcome server) {
        if (server.errorCode() != null || server.errorMessage() != null) {
            return (Objects.requireNonNullElse(server.errorCode(), "") + " "
                            + Objects.requireNonNullElse(server.errorMessage(), ""))
                    .strip();
        }
        if (server.why() != null) {
            return server.why();
        }
        return server.jobId() == null ? "" : "job " + server.jobId();
    }

    private static int width(Stream<String> cells) {
        return cells.mapToInt(cell -> Text.printable(cell).length()).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    static String summary(PushOutcome outcome) {
        List<String> parts = new ArrayList<>();
        parts.add(outcome.succeeded().size() + " succeeded");
        addUnlessNone(parts, outcome.failed().size(), "failed");
        addUnlessNone(parts, outcome.refused().size(), "refused");
        addUnlessNone(parts, outcome.running().size(), "running");
        addUnlessNone(parts, outcome.unknown().size(), "unknown");
        return String.join(", ", parts) + (outcome.complete() ? "" : " when the waiting ended");
    }

    private static void addUnlessNone(List<String> parts, int count, String word) {
        if (count > 0) {
            parts.add(count + " " + word);
        }
    }

    /** @param requestId the push; {@code null} where several were waited for */
    static void write(JsonWriter json, PushOutcome outcome, @Nullable String requestId) throws IOException {
        json.beginObject();
        json.name("requestId").value(requestId);
        json.name("complete").value(outcome.complete());
        json.name("allSucceeded").value(outcome.allSucceeded());
        json.name("servers").beginArray();
        for (ServerOutcome server : outcome.servers()) {
            json.beginObject();
            json.name("server").value(server.serverId());
            json.name("state").value(Text.lower(server.state()));
            json.name("job").value(server.jobId());
            json.name("status").value(server.status());
            json.name("code").value(server.errorCode());
            json.name("message").value(server.errorMessage());
            json.name("advice").value(server.advice());
            json.name("why").value(server.why());
            json.name("begin").value(text(server.beginTime()));
            json.name("end").value(text(server.endTime()));
            json.endObject();
        }
        json.endArray();
        ReceiptText.writeJobs(json.name("unexpected"), outcome.unexpected());
        Json.writeTexts(json.name("unknownRequests"), outcome.unknownRequests());
        Json.writeTexts(json.name("findings"), outcome.findings());
        json.endObject();
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
