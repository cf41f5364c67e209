package io.github.cphshare.cli;

import com.squareup.moshi.JsonWriter;
import io.github.cphshare.client.tar.TarChecker;
import io.github.cphshare.client.tar.TarPolicy;
import io.github.cphshare.client.tar.TarReport;
import io.github.cphshare.client.tar.TarRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
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
            "Reads headers only, unpacks nothing, sends nothing. Several archives are checked side by side",
            "and reported in the order of the arguments."
        },
        footer = {
            "",
            "Exit codes: 0 all accepted, 1 at least one refused, 2 a file cannot be read.",
            "",
            "Examples:",
            "  cph-share check test.tar",
            "  cph-share check --json one.tar two.tar",
            "  cph-share check 'https://bucket-a.obs.example.com/test.tar?AccessKeyId=...&Expires=...&Signature=...'",
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

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "The archives: files, or https:// URLs signed for GET, of which headers only are fetched.")
    List<String> archives = new ArrayList<>();

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<ArchiveCheck> checks = ArchiveCheck.all(
                TarChecker.of(policy()), archives.stream().map(TarSource::of).toList());
        List<Checked> done = new ArrayList<>();
        int exit = ExitCode.DONE;
        for (ArchiveCheck check : checks) {
            try {
                TarReport report = check.report();
                done.add(new Checked(check.source(), report));
                exit = report.accepted() ? exit : Math.max(exit, ExitCode.REFUSED_HERE);
                if (!json) {
                    TarText.print(terminal, terminal.out(), check.source().name(), report);
                }
            } catch (UnreadableFile e) {
                terminal.err().println("cph-share check: " + e.getMessage());
                exit = ExitCode.USAGE;
            }
        }
        if (json) {
            Json.print(terminal.out(), document -> write(document, done));
        }
        return exit;
    }

    private record Checked(TarSource source, TarReport report) {}

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

    private static void write(JsonWriter json, List<Checked> all) throws IOException {
        json.beginArray();
        for (Checked checked : all) {
            TarReport report = checked.report();
            json.beginObject();
            json.name("file").value(checked.source().name());
            json.name("ok").value(report.accepted());
            json.name("entries").value(report.entries());
            json.name("bytes").value(report.totalSize());
            json.name("loosened").beginArray();
            for (String words : report.policy().loosened()) {
                json.value(words);
            }
            json.endArray();
            json.name("findings");
            TarText.write(json, report.findings());
            json.name("unlisted").beginObject();
            for (TarRule rule : new TreeSet<>(report.unlisted().keySet())) {
                json.name(rule.id()).value(report.unlisted().get(rule));
            }
            json.endObject();
            json.endObject();
        }
        json.endArray();
    }
}
