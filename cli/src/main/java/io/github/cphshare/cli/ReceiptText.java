package io.github.cphshare.cli;

import com.squareup.moshi.JsonWriter;
import io.github.cphshare.client.PushReceipt;
import io.github.cphshare.client.ServerAnswer;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the service answered to a push, server by server, for people and for programs. */
final class ReceiptText {
    private static final String NO_SERVER = "(no server named)";

    private ReceiptText() {}

    /** A line of the table. */
    private record Row(
            String server,
            String answer,
            boolean good,
            String reason,
            @Nullable String advice) {
        static Row of(String word, ServerAnswer answer) {
            String job = answer.jobId() != null ? "job " + answer.jobId() : "";
            String error = (Objects.requireNonNullElse(answer.errorCode(), "") + " "
                            + Objects.requireNonNullElse(answer.errorMessage(), ""))
                    .strip();
            String reason = job.isEmpty() || error.isEmpty() ? job + error : job + ", and " + error;
            return new Row(
                    Objects.requireNonNullElse(answer.serverId(), NO_SERVER),
                    word,
                    word.equals("accepted"),
                    reason,
                    answer.advice());
        }
    }

    static void print(Terminal terminal, PushReceipt receipt) {
        List<Row> rows = rows(receipt);
        int servers = width(rows.stream().map(Row::server).toList());
        int answers = width(rows.stream().map(Row::answer).toList());
        PrintStream out = terminal.out();
        for (Row row : rows) {
            String answer = padded(row.answer(), answers);
            int indent = 2 + servers + 2 + answers + 2;
            String reason = Text.wrapped(indent, Text.printable(row.reason())).strip();
            out.println("  " + padded(Text.printable(row.server()), servers) + "  "
                    + (row.good() ? terminal.good(answer) : terminal.bad(answer)) + "  " + reason);
            if (row.advice() != null) {
                out.println(Text.wrapped(indent, "What to do: " + row.advice()));
            }
        }
        out.println(summary(receipt));
    }

    private static List<Row> rows(PushReceipt receipt) {
        List<Row> rows = new ArrayList<>();
        receipt.accepted().forEach(answer -> rows.add(Row.of("accepted", answer)));
        receipt.refused().forEach(answer -> rows.add(Row.of("refused", answer)));
        receipt.unclear().forEach(answer -> rows.add(Row.of("unclear", answer)));
        receipt.missing()
                .forEach(server -> rows.add(new Row(
                        server,
                        "missing",
                        false,
                        "the service did not say what became of it",
                        "Look at the server's jobs or files before you push to it again.")));
        receipt.doubled().forEach(answer -> rows.add(Row.of("doubled", answer)));
        receipt.unexpected().forEach(answer -> rows.add(Row.of("unexpected", answer)));
        return rows;
    }

    private static int width(List<String> cells) {
        return cells.stream()
                .mapToInt(cell -> Text.printable(cell).length())
                .max()
                .orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    static String summary(PushReceipt receipt) {
        List<String> parts = new ArrayList<>();
        parts.add(receipt.accepted().size() + " accepted");
        parts.add(receipt.refused().size() + " refused");
        addUnlessNone(parts, receipt.unclear().size(), "unclear");
        addUnlessNone(parts, receipt.missing().size(), "missing");
        addUnlessNone(parts, receipt.doubled().size(), "answered more than once");
        addUnlessNone(parts, receipt.unexpected().size(), "not asked for");
        String request = receipt.requestId() == null ? "" : " (request " + Text.printable(receipt.requestId()) + ")";
        return parts.stream().collect(Collectors.joining(", ", "", "")) + request;
    }

    private static void addUnlessNone(List<String> parts, int count, String word) {
        if (count > 0) {
            parts.add(count + " " + word);
        }
    }

    /** Of jobs that are followed, what is told of servers that nobody asked for. */
    static void printUnexpected(Terminal terminal, List<ServerAnswer> answers) {
        answers.forEach(answer -> terminal.out()
                .println("  " + terminal.bad("not asked for") + ": " + Text.printable(answer.toString())));
    }

    /** An array of servers and their jobs. */
    static void writeJobs(JsonWriter json, List<ServerAnswer> answers) throws IOException {
        json.beginArray();
        for (ServerAnswer answer : answers) {
            json.beginObject();
            json.name("server").value(answer.serverId());
            json.name("job").value(answer.jobId());
            json.endObject();
        }
        json.endArray();
    }

    static void write(JsonWriter json, PushReceipt receipt) throws IOException {
        json.beginObject();
        writeFields(json, receipt);
        json.endObject();
    }

    /** The same without the object around it, for a document that says more. */
    static void writeFields(JsonWriter json, PushReceipt receipt) throws IOException {
        json.name("requestId").value(receipt.requestId());
        writeJobs(json.name("accepted"), receipt.accepted());
        json.name("refused").beginArray();
        for (ServerAnswer answer : receipt.refused()) {
            json.beginObject();
            json.name("server").value(answer.serverId());
            json.name("code").value(answer.errorCode());
            json.name("message").value(answer.errorMessage());
            json.name("advice").value(answer.advice());
            json.endObject();
        }
        json.endArray();
        write(json, "unclear", receipt.unclear());
        json.name("missing").beginArray();
        for (String server : receipt.missing()) {
            json.value(server);
        }
        json.endArray();
        write(json, "doubled", receipt.doubled());
        write(json, "unexpected", receipt.unexpected());
    }

    /** Answers of either kind. */
    private static void write(JsonWriter json, String name, List<ServerAnswer> answers) throws IOException {
        json.name(name).beginArray();
        for (ServerAnswer answer : answers) {
            json.beginObject();
            json.name("server").value(answer.serverId());
            json.name("job").value(answer.jobId());
            json.name("code").value(answer.errorCode());
            json.name("message").value(answer.errorMessage());
            json.endObject();
        }
        json.endArray();
    }
}
