package io.github.cphshare.cli;

import com.squareup.moshi.JsonWriter;
import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.fleet.FleetEnd;
import io.github.cphshare.client.fleet.FleetOutcome;
import io.github.cphshare.client.fleet.FleetServer;
import io.github.cphshare.client.fleet.FleetState;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What became of a push to a fleet, for people and for programs. */
final class FleetText {
    private FleetText() {}

    static void print(Terminal terminal, FleetOutcome outcome, Path journal) {
        PrintStream out = terminal.out();
        List<FleetServer> troubled = Stream.of(FleetState.FAILED, FleetState.REFUSED, FleetState.UNKNOWN)
                .flatMap(state -> outcome.in(state).stream())
                .toList();
        int width = troubled.stream()
                .limit(Text.MOST_ROWS)
                .mapToInt(server -> Text.printable(server.serverId()).length())
                .max()
                .orElse(0);
        Text.printRows(out, troubled, server -> row(terminal, server, width));
        ReceiptText.printUnexpected(terminal, outcome.unexpected());
        out.println(counts(outcome));
        printWhyNotPushed(terminal, outcome);
        outcome.findings().forEach(finding -> terminal.err().println("Note: " + Text.printable(finding)));
        printEnd(terminal, outcome, journal);
    }

    private static String row(Terminal terminal, FleetServer server, int width) {
        String id = Text.printable(server.serverId());
        String state = Text.lower(server.state());
        int indent = 2 + width + 2 + "succeeded".length() + 2;
        return "  " + id + " ".repeat(width - id.length()) + "  " + terminal.bad(state)
                + " ".repeat("succeeded".length() - state.length()) + "  "
                + Text.wrapped(indent, why(server)).strip();
    }

    /** Mostly one reason for all of them: a refused request says the same of each of its servers. */
    private static void printWhyNotPushed(Terminal terminal, FleetOutcome outcome) {
        outcome.in(FleetState.NOT_PUSHED).stream()
                .map(FleetText::why)
                .filter(why -> !why.isEmpty())
                .collect(Collectors.groupingBy(why -> why, LinkedHashMap::new, Collectors.counting()))
                .forEach((why, servers) -> terminal.err().println("Not pushed (" + servers + "): " + why));
    }

    private static String why(FleetServer server) {
        return Stream.of(server.errorCode(), server.message())
                .filter(Objects::nonNull)
                .map(Text::printable)
                .collect(Collectors.joining(" "));
    }

    private static String counts(FleetOutcome outcome) {
        return Stream.of(
                        FleetState.SUCCEEDED,
                        FleetState.FAILED,
                        FleetState.REFUSED,
                        FleetState.RUNNING,
                        FleetState.UNKNOWN,
                        FleetState.NOT_PUSHED)
                .filter(state -> outcome.count(state) > 0 || state == FleetState.SUCCEEDED)
                .map(state -> outcome.count(state) + " " + words(state))
                .collect(Collectors.joining(", "));
    }

    private static String words(FleetState state) {
        return Text.lower(state).replace('_', ' ');
    }

    private static void printEnd(Terminal terminal, FleetOutcome outcome, Path journal) {
        PrintStream err = terminal.err();
        switch (outcome.end()) {
            case DONE -> {
                // The counts have said it.
            }
            case DEADLINE -> err.println("cph-share: the deadline came first.");
            case INTERRUPTED -> err.println("cph-share: interrupted.");
            case GAVE_UP -> err.println("cph-share: gave up: " + terminal.bad(Text.printable(cause(outcome))));
        }
        if (outcome.cause() instanceof CphShareException failure) {
            err.println("What to do: " + Text.printable(failure.advice()));
        }
        if (outcome.resumable()) {
            err.println("The journal goes on from here: " + resuming(journal));
        }
        if (outcome.count(FleetState.UNKNOWN) > 0) {
            err.println("Look at the jobs or files of the unknown servers; where they lack the files,"
                    + " this pushes to all of them again: cph-share resume --push-unknown-again "
                    + Text.argument(journal.toString()));
        }
    }

    /** The command that goes on with a journal, to be copied into a shell. */
    static String resuming(Path journal) {
        return "cph-share resume " + Text.argument(journal.toString());
    }

    private static String cause(FleetOutcome outcome) {
        return outcome.cause() == null ? "" : String.valueOf(outcome.cause().getMessage());
    }

    static void write(JsonWriter json, FleetOutcome outcome, Path journal) throws IOException {
        json.beginObject();
        json.name("journal").value(journal.toString());
        json.name("end").value(Text.lower(outcome.end()));
        json.name("cause").value(outcome.end() == FleetEnd.GAVE_UP ? cause(outcome) : null);
        json.name("resumable").value(outcome.resumable());
        json.name("counts").beginObject();
        for (FleetState state : FleetState.values()) {
            json.name(Text.lower(state)).value(outcome.count(state));
        }
        json.endObject();
        json.name("servers").beginArray();
        for (FleetServer server : outcome.servers()) {
            json.beginObject();
            json.name("server").value(server.serverId());
            json.name("state").value(Text.lower(server.state()));
            json.name("requestId").value(server.requestId());
            json.name("job").value(server.jobId());
            json.name("code").value(server.errorCode());
            json.name("message").value(server.message());
            json.endObject();
        }
        json.endArray();
        ReceiptText.writeJobs(json.name("unexpected"), outcome.unexpected());
        Json.writeTexts(json.name("findings"), outcome.findings());
        json.endObject();
    }
}
