package io.github.cphshare.cli;

import com.squareup.moshi.JsonWriter;
import io.github.cphshare.client.tar.Severity;
import io.github.cphshare.client.tar.TarFinding;
import io.github.cphshare.client.tar.TarReport;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** Reports of tar checks, for people and for programs. */
final class TarText {
    private TarText() {}

    /** A line for each finding, then one for the archive. */
    static void print(Terminal terminal, PrintStream out, String archive, TarReport report) {
        printFindings(terminal, out, report);
        for (String words : report.policy().loosened()) {
            out.println("  loosened: " + words);
        }
        String verdict = report.accepted() ? terminal.good("accepted") : terminal.bad("refused");
        out.println(Text.printable(archive) + ": " + verdict + ": " + contents(report) + findings(report));
    }

    static void printFindings(Terminal terminal, PrintStream out, TarReport report) {
        for (TarFinding finding : report.findings()) {
            out.println("  " + line(terminal, finding));
        }
        report.unlisted()
                .forEach((rule, more) ->
                        out.println("  and " + Text.count(more, "finding", "findings") + " more of " + rule.id()));
    }

    static String line(Terminal terminal, TarFinding finding) {
        String severity = Text.lower(finding.severity());
        return (finding.severity() == Severity.ERROR ? terminal.bad(severity) : severity)
                + " " + terminal.strong(finding.rule().id())
                + (finding.entry().isEmpty() ? "" : " '" + finding.entry() + "'")
                + (finding.offset() < 0 ? "" : " at byte " + finding.offset())
                + ": " + finding.message();
    }

    static String contents(TarReport report) {
        return Text.count(report.entries(), "entry", "entries") + ", "
                + Text.count(report.totalSize(), "byte", "bytes");
    }

    private static String findings(TarReport report) {
        StringBuilder words = new StringBuilder();
        for (Severity severity : Severity.values()) {
            int listed = 0;
            for (TarFinding finding : report.findings()) {
                listed += finding.severity() == severity ? 1 : 0;
            }
            if (listed > 0) {
                words.append(", ").append(Text.count(listed, Text.lower(severity), Text.lower(severity) + "s"));
            }
        }
        return words.toString();
    }

    static void write(JsonWriter json, List<TarFinding> findings) throws IOException {
        json.beginArray();
        for (TarFinding finding : findings) {
            json.beginObject();
            json.name("rule").value(finding.rule().id());
            json.name("severity").value(Text.lower(finding.severity()));
            json.name("entry").value(finding.entry());
            json.name("offset").value(finding.offset());
            json.name("message").value(finding.message());
            json.endObject();
        }
        json.endArray();
    }
}
