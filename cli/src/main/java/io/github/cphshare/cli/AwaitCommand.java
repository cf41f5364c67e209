package io.github.cphshare.cli;

import io.github.cphshare.client.AwaitListener;
import io.github.cphshare.client.CphShareClient;
import io.github.cphshare.client.PushOutcome;
import io.github.cphshare.client.PushReceipt;
import io.github.cphshare.client.error.ServiceException;
import io.github.cphshare.client.error.TransportException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cph-share await}. */
@Command(
        name = "await",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Version.class,
        description = {
            "Waits until the jobs of pushes have ended, and says what became of them on each server.",
            "Ending it ends the waiting, not the jobs; it can be called again. With --timeout 0s it looks once.",
            ""
        },
        customSynopsis = {
            "cph-share await (--region REGION | --endpoint URL) [--project-id ID] [--timeout TIME]",
            "               [--token-file FILE] [--json] (REQUEST_ID... | -)"
        },
        footer = {
            "",
            "Credentials are looked for as 'cph-share push' does; see its --help.",
            "",
            "Exit codes:",
            "  0  all jobs succeeded",
            "  1  refused here, nothing was sent",
            "  2  wrong usage, or a document that cannot be read",
            "  3  jobs failed, or servers were refused",
            "  4  not known: jobs still run, or nothing can be told about them",
            "",
            "Examples:",
            "  cph-share await --region cn-north-4 --project-id 0503ddaa18000ff21ff0c009e65d5482 \\",
            "      6837531fd3f54550927b930180a706bf",
            "  cph-share push --json ... > receipt.json",
            "  cph-share await --region cn-north-4 --project-id 0503ddaa18000ff21ff0c009e65d5482 \\",
            "      --timeout 2h --json - < receipt.json"
        })
final class AwaitCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    private final Terminal terminal;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    ClientOptions options = new ClientOptions();

    @Mixin
    WaitOptions wait = new WaitOptions();

    @Option(names = "--json", description = "Print one JSON document.")
    boolean json;

    @Parameters(
            paramLabel = "REQUEST_ID",
            arity = "0..*",
            description = "The request ids of pushes; - reads the document of a 'push --json' from standard input, and"
                    + " knows from it which jobs there have to be.")
    List<String> requestIds = new ArrayList<>();

    AwaitCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        options.require(spec, requestIds.isEmpty() ? new ArrayList<>(List.of("REQUEST_ID or -")) : new ArrayList<>());
        boolean stored = requestIds.contains(STANDARD_INPUT);
        if (stored && requestIds.size() > 1) {
            throw ClientOptions.wrongUsage(spec, "- and request ids exclude each other");
        }
        return options.use(terminal, json, client -> stored ? awaitStored(client) : awaitRequests(client));
    }

    private int awaitStored(CphShareClient client) throws UnreadableFile {
        PushReceipt receipt = StoredReceipt.read(terminal.in());
        return show(receipt.requestId(), listener -> client.await(receipt, wait.timeout, listener));
    }

    private int awaitRequests(CphShareClient client) {
        return show(
                requestIds.size() == 1 ? requestIds.get(0) : null,
                listener -> client.awaitRequests(requestIds, wait.timeout, listener));
    }

    /** That a question is refused, or not answered, says nothing about the jobs: neither that they failed nor that there are none. */
    private int show(@Nullable String requestId, Function<AwaitListener, PushOutcome> await) {
        return Waiting.gently(terminal, json, () -> {
            try {
                return Waiting.show(terminal, json, requestId, await);
            } catch (ServiceException | TransportException e) {
                FailureReport.whileWaiting(e, requestId).print(terminal, json);
                return ExitCode.UNKNOWN;
            }
        });
    }
}
