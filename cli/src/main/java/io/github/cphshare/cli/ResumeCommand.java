package io.github.cphshare.cli;

import io.github.cphshare.client.CphShareClient;
import io.github.cphshare.client.fleet.FleetJournal;
import io.github.cphshare.client.fleet.FleetOptions;
import io.github.cphshare.client.fleet.FleetPusher;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cph-share resume}. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Version.class,
        description = {
            "Goes on with a push that was ended early, from its journal.",
            "Pushes to the servers that were certainly not pushed to, and follows the jobs of the others.",
            "Servers of which it is not known are listed and left alone.",
            "Where and as whom is in the journal and needs no options; credentials are looked for as 'cph-share push' does.",
            ""
        },
        footer = {
            "",
            "Exit codes:",
            "  0  succeeded on all servers, in this run and those before",
            "  1  refused here, nothing was sent: a journal that is damaged or in use, no credentials",
            "  2  wrong usage, or a file that cannot be read or written",
            "  3  refused or failed, for some servers or for all",
            "  4  outcome unknown: for some servers it is not known, or the run ended early again",
            "",
            "Examples:",
            "  cph-share resume push.journal",
            "  cph-share resume --push-unknown-again push.journal"
        })
final class ResumeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @Nullable
    CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The journal that 'push --journal' wrote.")
    @Nullable
    Path journal;

    @Mixin
    ClientOptions options = new ClientOptions();

    @Mixin
    WaitOptions wait = new WaitOptions();

    @Option(
            names = "--push-unknown-again",
            description =
                    "Push again to servers that may have been pushed to: where they were, they get a second push.")
    boolean pushUnknownAgain;

    @Option(names = "--json", description = "Print one JSON document, also when it fails.")
    boolean json;

    ResumeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        FleetOptions.Builder fleet = FleetRun.options(wait, spec);
        Path file = Objects.requireNonNull(journal);
        return FailureReport.telling(terminal, json, () -> {
            if (!Files.isRegularFile(file)) {
                throw Files.exists(file)
                        ? new UnreadableFile(file.toString(), "is not a file")
                        : new UnreadableFile(file.toString(), new NoSuchFileException(file.toString()));
            }
            complete(FleetJournal.read(file));
            return options.use(terminal, json, client -> resume(client, file, fleet));
        });
    }

    private int resume(CphShareClient client, Path file, FleetOptions.Builder fleet) {
        return new FleetRun(terminal, file, json).run(listener -> FleetPusher.of(client)
                .resume(
                        file,
                        fleet.listener(listener)
                                .pushUnknownAgain(server -> pushUnknownAgain)
                                .build()));
    }

    /** What is not told by options is as the journal has it. */
    private void complete(FleetJournal read) {
        if (options.endpoint == null && options.region == null) {
            if (!read.endpointIsKnown()) {
                throw ClientOptions.wrongUsage(
                        spec,
                        "the journal is for " + read.endpoint() + ", which is no region's address: name it with"
                                + " --endpoint if credentials may go there");
            }
            // The region also says which project is meant where nothing else does.
            options.region = read.region();
            options.endpoint = options.region == null ? read.endpoint().toString() : null;
        }
        options.require(spec, new ArrayList<>());
        if (options.projectId == null) {
            options.projectId = read.projectId();
        }
    }
}
