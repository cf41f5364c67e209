package io.github.cphshare.cli;

import io.github.cphshare.client.tar.InvalidTarException;
import io.github.cphshare.client.tar.TarPacker;
import io.github.cphshare.client.tar.TarReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cph-share pack}. */
@Command(
        name = "pack",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Version.class,
        description = {
            "Packs a folder into an archive that passes the check. The same content gives the same bytes.",
            "What cannot be packed safely (links, devices, names that collide on the phone) is refused.",
            "All entries get the time of SOURCE_DATE_EPOCH, in seconds since 1970, or else 1970 itself."
        },
        footer = {
            "",
            "Exit codes: 0 packed and checked, 1 refused, 2 a file cannot be read or written.",
            "",
            "Examples:",
            "  cph-share pack my_app -o test.tar",
            "  cph-share pack thumbnails -o thumbnails.tar --root cache"
        })
final class PackCommand implements Callable<Integer> {
    private static final String EPOCH = "SOURCE_DATE_EPOCH";
    private static final Pattern OWNER = Pattern.compile("([0-9]{1,15}):([0-9]{1,15})");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,15}");

    private static final int SECONDS_TO_END = 15;

    private final Terminal terminal;

    @Spec
    @Nullable
    CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The folder; what it holds comes to lie below the root.")
    @Nullable
    Path folder;

    @Option(names = "-o", paramLabel = "FILE", required = true, description = "The archive; replaced if it exists.")
    @Nullable
    Path archive;

    @Option(
            names = "--root",
            paramLabel = "NAME",
            defaultValue = "data",
            description = "Where the content goes on the phone: data or cache. Default: ${DEFAULT-VALUE}.")
    String root = "data";

    @Option(
            names = "--owner",
            paramLabel = "UID:GID",
            defaultValue = "0:0",
            description = "Who all entries belong to, as numbers. Default: ${DEFAULT-VALUE}.")
    String owner = "0:0";

    PackCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** At the time that whoever builds the same again sets, see reproducible-builds.org. */
    private TarPacker packer() {
        Matcher ids = OWNER.matcher(owner);
        if (!ids.matches()) {
            throw new IllegalArgumentException("--owner is not UID:GID, two numbers: '" + Text.printable(owner) + "'");
        }
        TarPacker packer = TarPacker.root(root).withOwner(Long.parseLong(ids.group(1)), Long.parseLong(ids.group(2)));
        String seconds = terminal.environment().getOrDefault(EPOCH, "");
        if (seconds.isEmpty()) {
            return packer;
        }
        if (!SECONDS.matcher(seconds).matches()) {
            throw new IllegalArgumentException(
                    EPOCH + " is not a number of seconds since 1970: '" + Text.printable(seconds) + "'");
        }
        return packer.withModificationTime(Instant.ofEpochSecond(Long.parseLong(seconds)));
    }

    private TarReport pack(Path from, Path to) throws IOException {
        TarPacker packer = packer();
        // What is half done is taken away again.
        try (GentleEnd end = GentleEnd.within(
                        terminal, SECONDS_TO_END, "ending; the archive is not made.", "ended without waiting longer.");
                PackProgress progress = new PackProgress(terminal, System::nanoTime)) {
            TarReport report = packer.withProgress(progress).pack(from, to);
            end.exitWith(ExitCode.DONE);
            return report;
        }
    }

    @Override
    public Integer call() throws UnreadableFile {
        Path from = Objects.requireNonNull(folder);
        Path to = Objects.requireNonNull(archive);
        // An empty name, as of a variable that is not set, would be the folder where one happens to be.
        if (from.toString().isEmpty()) {
            throw wrongUsage("DIR is empty; the folder where you are is .");
        }
        if (to.toString().equals("-")) {
            throw wrongUsage("an archive is not written to standard output; a file of that name is ./-");
        }
        try {
            TarReport report = pack(from, to);
            terminal.out()
                    .println(Text.printable(to.toString()) + ": packed below " + root + "/: "
                            + TarText.contents(report));
            // Accepted, so warnings.
            TarText.printFindings(terminal, terminal.err(), report);
            return ExitCode.DONE;
        } catch (IllegalArgumentException e) {
            throw wrongUsage(e.getMessage());
        } catch (InvalidTarException e) {
            TarText.print(terminal, terminal.err(), from.toString(), e.report());
            return ExitCode.REFUSED_HERE;
        } catch (IOException e) {
            throw new UnreadableFile(from + " -> " + to, e);
        }
    }

    private ParameterException wrongUsage(@Nullable String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
