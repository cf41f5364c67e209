package io.github.cphshare.cli;

import com.squareup.moshi.JsonWriter;
import io.github.cphshare.client.tar.TarChecker;
import io.github.cphshare.client.tar.TarPolicy;
import io.github.cphshare.client.tar.TarReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cph-share check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Version.class,
        description = {
            "Checks tar archives: would every common reader unpack the same files, all of them below data/ or cache/?",
            "Reads headers only, unpacks nothing, sends nothing."
        },
        footer = {
            "",
            "Exit codes: 0 all accepted, 1 at least one refused, 2 a file cannot be read.",
            "",
            "Examples:",
            "  cph-share check test.tar",
            "  cph-share check --json one.tar two.tar",
            "  cph-share check --root data test.tar",
            "  cph-share check --any-root elsewhere.tar"
        })
final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON document, an array with an element for each file.")
    boolean json;

    @Option(
            names = "--root",
            paramLabel = "NAME",
            description = "Accept entries below this folder only; repeatable. Default: data and cache.")
    List<String> roots = new ArrayList<>();

    @Option(names = "--any-root", description = "Accept entries below any folder, for archives not meant for a push.")
    boolean anyRoot;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The archives.")
    List<Path> files = new ArrayList<>();

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        TarChecker checker = TarChecker.of(policy());
        Map<Path, TarReport> reports = new LinkedHashMap<>();
        boolean allRead = true;
        for (Path file : files) {
            try {
                TarReport report = checker.check(file);
                reports.put(file, report);
                if (!json) {
                    TarText.print(terminal, terminal.out(), file, report);
                }
            } catch (IOException e) {
                terminal.err().println("cph-share check: " + new UnreadableFile(file.toString(), e).getMessage());
                allRead = false;
            }
        }
        if (json) {
            Json.print(terminal.out(), document -> write(document, reports));
        }
        if (!allRead) {
            return ExitCode.USAGE;
        }
        return reports.values().stream().allMatch(TarReport::accepted) ? ExitCode.DONE : ExitCode.REFUSED_HERE;
    }

    private TarPolicy policy() {
        if (anyRoot && !roots.isEmpty()) {
            throw wrongUsage("--root and --any-root exclude each other");
        }
        if (anyRoot) {
            return TarPolicy.strict().withAnyRoot();
        }
        if (roots.isEmpty()) {
            return TarPolicy.strict();
        }
        try {
            return TarPolicy.strict().withRoots(roots.toArray(String[]::new));
        } catch (IllegalArgumentException e) {
            throw wrongUsage("--root: " + e.getMessage());
        }
    }

    private ParameterException wrongUsage(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }

    private static void write(JsonWriter json, Map<Path, TarReport> reports) throws IOException {
        json.beginArray();
        for (Map.Entry<Path, TarReport> entry : reports.entrySet()) {
            TarReport report = entry.getValue();
            json.beginObject();
            json.name("file").value(entry.getKey().toString());
            json.name("ok").value(report.accepted());
            json.name("entries").value(report.entries());
            json.name("bytes").value(report.totalSize());
            json.name("findings");
            TarText.write(json, report.findings());
            json.endObject();
        }
        json.endArray();
    }
}
