package io.github.cphshare.cli;

import io.github.cphshare.client.CphShareClient;
import io.github.cphshare.client.auth.CredentialsProvider;
import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.fleet.FleetJournal;
import io.github.cphshare.client.fleet.FleetOptions;
import io.github.cphshare.client.fleet.FleetPusher;
import io.github.cphshare.client.validation.InvalidRequestException;
import io.github.cphshare.client.validation.Violation;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cph-share resume}. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Version.class,
        description = {
            "Goes on with a push that was ended early, from its journal: pushes to the servers that were certainly not",
            "pushed to, and follows the jobs of the others. Servers of which it is not known are listed and left alone.",
            "Credentials are found as for 'cph-share push'.",
            ""
        },
        footer = {
            "",
            "Exit codes:",
            "  0  succeeded on all servers, in this run and those before",
            "  1  refused here, nothing was sent: a journal that is damaged or in use, no credentials",
            "  2  wrong usage, or a file that cannot be read",
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

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "The address of the service; needed where the journal names another than a region's.")
    @Nullable
    String endpoint;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "A file that holds the token, in place of CPH_TOKEN.")
    @Nullable
    Path tokenFile;

    @Option(
            names = "--push-unknown-again",
            description = "Push again to servers that may have been pushed to: where they were, they get a second push.")
    boolean pushUnknownAgain;

    @Option(
            names = "--deadline",
            paramLabel = "MINUTES",
            defaultValue = "30",
            description = "How long all of it may take; 30 minutes unless set.")
    long minutes;

    @Option(names = "--json", description = "Print one JSON document, also when it fails.")
    boolean json;

    ResumeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Duration deadline = FleetDeadline.of(minutes, Objects.requireNonNull(spec));
        try {
            return resume(Objects.requireNonNull(journal), deadline);
        } catch (CphShareException e) {
            FailureReport.of(e).print(terminal, json);
            return ExitCode.of(e);
        } catch (UnreadableFile e) {
            FailureReport.unreadable(e).print(terminal, json);
            return ExitCode.USAGE;
        }
    }

    private Integer resume(Path file, Duration deadline) throws UnreadableFile {
        if (!Files.isRegularFile(file)) {
            throw new UnreadableFile(file.toString(), new NoSuchFileException(file.toString()));
        }
        FleetJournal read = FleetJournal.read(file);
        if (endpoint == null && !read.endpointIsKnown()) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "the journal is for " + read.endpoint() + ", which is no region's address: name it with --endpoint"
                            + " if credentials may go there");
        }
        List<Violation> violations = new ArrayList<>();
        CredentialsProvider credentials = CredentialsSearch.in(terminal, tokenFile, null, read.projectId())
                .providerOr(violations);
        try (CphShareClient client = client(read, credentials, violations)) {
            if (client == null || !violations.isEmpty()) {
                FailureReport.refusedHere(violations, List.of()).print(terminal, json);
                return ExitCode.REFUSED_HERE;
            }
            return new FleetRun(terminal, file, json)
                    .run(listener -> FleetPusher.of(client)
                            .resume(
                                    file,
                                    FleetOptions.builder()
                                            .deadline(deadline)
                                            .listener(listener)
                                            .pushUnknownAgain(server -> pushUnknownAgain)
                                            .build()));
        }
    }

    private @Nullable CphShareClient client(
            FleetJournal read, CredentialsProvider credentials, List<Violation> violations) {
        try {
            return CphShareClient.builder()
                    .endpoint(endpoint != null ? endpoint : read.endpoint().toString())
                    .projectId(read.projectId())
                    .credentials(credentials)
                    .build();
        } catch (InvalidRequestException e) {
            violations.addAll(e.violations());
            return null;
        }
    }
}
