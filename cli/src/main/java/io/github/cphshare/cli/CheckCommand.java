package io.github.cphshare.cli;

import com.squareup.moshi.JsonWriter;
import io.github.cphshare.client.tar.TarChecker;
import io.github.cphshare.client.tar.TarPolicy;
import io.github.cphshare.client.tar.TarReport;
import io.github.cphshare.client.tar.TarRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/** {@code cph-share check}. */
final class CheckCommand implements Callable<Integer> {
    private static final String[] DESCRIPTION = {
        "Checks tar archives: would every common reader unpack the same files, all of them below data/ or cache/?",
        "Reads headers only, unpacks nothing, sends nothing. Several archives are checked side by side",
        "and reported in the order of the arguments."
    };
    private static final String[] FOOTER = {
        "",
        "Exit codes: 0 all accepted, 1 at least one refused, 2 a file cannot be read,",
        "or the result cannot be written.",
        "",
        "Examples:",
        "  cph-share check test.tar",
        "  cph-share check --json one.tar two.tar",
        "  cph-share check 'https://bucket-a.obs.example.com/test.tar?...&Signature=...'",
        "  cph-share check --root data test.tar",
        "  cph-share check --any-root elsewhere.tar"
    };

    private final Terminal terminal;
    private final CommandSpec spec = Cli.command("check", this);
    private final OptionSpec json = OptionSpec.builder("--json")
            .type(boolean.class)
            .description(
                    "Print one JSON document, an array with an element for each file; error says why one cannot be read.")
            .build();
    private final OptionSpec root = OptionSpec.builder("--root")
            .type(String[].class)
            .paramLabel("NAME")
            .description("Accept entries below this folder only; repeatable. Default: data and cache.")
            .build();
    private final OptionSpec anyRoot = OptionSpec.builder("--any-root")
            .type(boolean.class)
            .description("Accept entries below any folder, for archives not meant for a push.")
            .build();
    private final PositionalParamSpec archives = PositionalParamSpec.builder()
            .type(String[].class)
            .paramLabel("FILE")
            .index("0..*")
            .arity("1..*")
            .required(true)
            .description("The archives: files, or https:// URLs signed for GET, of which headers only are fetched.")
            .build();

    private CheckCommand(Terminal terminal) {
        this.terminal = terminal;
        spec.addOption(json)
                .addOption(root)
                .addOption(anyRoot)
                .addPositional(archives)
                .usageMessage()
                .description(DESCRIPTION)
                .footer(FOOTER);
    }

    /** What the command takes; {@link Cli} says why there are no annotations. */
    static CommandSpec spec(Terminal terminal) {
        return new CheckCommand(terminal).spec;
    }

    @Override
    public Integer call() {
        List<TarSource> sources = new ArrayList<>();
        for (String archive : values(archives)) {
            sources.add(TarSource.of(archive));
        }
        List<ArchiveCheck> checks = ArchiveCheck.all(TarChecker.of(policy()), sources);
        List<Checked> done = new ArrayList<>();
        int exit = ExitCode.DONE;
        for (ArchiveCheck check : checks) {
            try {
                TarReport report = check.report();
                done.add(new Checked(check.source(), report, null));
                exit = report.accepted() ? exit : Math.max(exit, ExitCode.REFUSED_HERE);
                if (!isSet(json)) {
                    TarText.print(terminal, terminal.out(), check.source().name(), report);
                }
            } catch (UnreadableFile e) {
                done.add(new Checked(check.source(), null, e.getMessage()));
                terminal.err().println("cph-share check: " + e.getMessage());
                exit = ExitCode.USAGE;
            }
        }
        if (isSet(json)) {
            Json.print(terminal.out(), document -> write(document, done));
        }
        return exit;
    }

    /** A report, or why there is none. */
    private record Checked(
            TarSource source,
            @Nullable TarReport report,
            @Nullable String error) {}

    private TarPolicy policy() {
        List<String> roots = values(root);
        if (isSet(anyRoot) && !roots.isEmpty()) {
            throw wrongUsage("--root and --any-root exclude each other");
        }
        if (isSet(anyRoot)) {
            return TarPolicy.strict().withAnyRoot();
        }
        if (roots.isEmpty()) {
            return TarPolicy.strict();
        }
        try {
            return TarPolicy.strict().withRoots(roots.toArray(new String[0]));
        } catch (IllegalArgumentException e) {
            throw wrongUsage("--root: " + e.getMessage());
        }
    }

    private ParameterException wrongUsage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static boolean isSet(OptionSpec option) {
        return Boolean.TRUE.equals(option.getValue());
    }

    private static List<String> values(ArgSpec argument) {
        String[] values = argument.getValue();
        return values == null ? List.of() : List.of(values);
    }

    private static void write(JsonWriter json, List<Checked> all) throws IOException {
        json.beginArray();
        for (Checked checked : all) {
            json.beginObject();
            json.name("file").value(checked.source().name());
            TarReport report = checked.report();
            json.name("ok").value(report != null && report.accepted());
            json.name("error").value(checked.error());
            json.name("entries").value(report == null ? null : report.entries());
            json.name("bytes").value(report == null ? null : report.totalSize());
            json.name("loosened").beginArray();
            for (String words :
                    report == null ? List.<String>of() : report.policy().loosened()) {
                json.value(words);
            }
            json.endArray();
            json.name("findings");
            TarText.write(json, report == null ? List.of() : report.findings());
            Map<TarRule, Long> unlisted = report == null ? Map.of() : report.unlisted();
            json.name("unlisted").beginObject();
            for (TarRule rule : new TreeSet<>(unlisted.keySet())) {
                json.name(rule.id()).value(unlisted.get(rule));
            }
            json.endObject();
            json.endObject();
        }
        json.endArray();
    }
}
