package io.github.cphshare.cli;

import io.github.cphshare.client.CphShareClient;
import io.github.cphshare.client.PushReceipt;
import io.github.cphshare.client.PushRequest;
import io.github.cphshare.client.auth.CredentialsProvider;
import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.fleet.FleetOptions;
import io.github.cphshare.client.fleet.FleetPush;
import io.github.cphshare.client.fleet.FleetPusher;
import io.github.cphshare.client.tar.TarChecker;
import io.github.cphshare.client.tar.TarFinding;
import io.github.cphshare.client.tar.TarReport;
import io.github.cphshare.client.validation.InvalidRequestException;
import io.github.cphshare.client.validation.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cph-share push}. */
@Command(
        name = "push",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Version.class,
        description = {
            "Pushes an archive from an OBS bucket to cloud phone servers, and says what was answered for each.",
            "The request goes out once; it is repeated only when it was certainly not acted on.",
            "Its jobs run on; --wait waits for them, and tells what became of each. With --timeout 0s it looks once.",
            "With --journal any number of servers is pushed to in many requests, their jobs are followed, and what is"
                    + " done is written down, so that 'cph-share resume' can go on with what was ended early, also by Ctrl-C."
                    + " Its --timeout is for all of it, and more than 0s.",
            "",
            "Credentials are the first that is there of:",
            "  1. a token: --token-file, or the environment variable CPH_TOKEN",
            "  2. an access key: HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK; for a temporary one also",
            "     HUAWEICLOUD_SDK_SECURITY_TOKEN",
            "  3. an IAM user: CPH_IAM_ACCOUNT, CPH_IAM_USER and CPH_IAM_PASSWORD, who logs in to the project,",
            "     or to the region's (--region or CPH_REGION)",
            "  4. an access key in the section [basic] of the file .huaweicloud/credentials in the home",
            "     folder, or of the one that HUAWEICLOUD_SDK_CREDENTIALS_FILE names",
            "HUAWEICLOUD_SDK_PROJECT_ID names the project of the first three, project_id in the file that of",
            "the last; IAM's answer names that of an IAM user. HUAWEICLOUD_SDK_IAM_ENDPOINT is the IAM that is",
            "asked, in place of the region's.",
            ""
        },
        customSynopsis = {
            "cph-share push (--region REGION | --endpoint URL) [--project-id ID] --bucket NAME",
            "               --object KEY (--server ID | --servers-from FILE)...",
            "               [--tar FILE | --tar-url URL] [--wait | --journal FILE] [--timeout TIME]",
            "               [--token-file FILE] [--json]",
            "       cph-share push --explain-credentials [--region REGION] [--project-id ID]",
            "               [--token-file FILE] [--json]"
        },
        footer = {
            "",
            "Exit codes:",
            "  0  accepted for all servers; with --wait or --journal, succeeded on all",
            "  1  refused here, nothing was sent",
            "  2  wrong usage, or a file that cannot be read or written",
            "  3  refused by the service, or its jobs failed, for some servers or for all",
            "  4  outcome unknown: the network failed, or the answer leaves servers out, names one twice,",
            "     names one that was not asked for, or gives one a job and an error;",
            "     with --wait or --journal also: jobs still ran when the time was over, or when it was ended",
            "",
            "Examples:",
            "  export CPH_TOKEN=...",
            "  cph-share push --region cn-north-4 --project-id 0503ddaa18000ff21ff0c009e65d5482 \\",
            "      --bucket bucket-a --object my_apps/test.tar \\",
            "      --server 1234567b8bab40ffb711234cb80d0234 --server 1678567b8bab40f93711234cb80d0764",
            "  cph-share push --region cn-north-4 --project-id 0503ddaa18000ff21ff0c009e65d5482 \\",
            "      --bucket bucket-a --object my_apps/test.tar --servers-from servers.txt \\",
            "      --tar test.tar --token-file token.txt --json",
            "  cph-share push --region cn-north-4 --project-id 0503ddaa18000ff21ff0c009e65d5482 \\",
            "      --bucket bucket-a --object my_apps/test.tar --servers-from servers.txt \\",
            "      --journal push.journal",
            "  cph-share push --explain-credentials"
        })
final class PushCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    ClientOptions options = new ClientOptions();

    @Mixin
    WaitOptions wait = new WaitOptions();

    @Option(names = "--bucket", paramLabel = "NAME", description = "The OBS bucket that holds the archive.")
    @Nullable
    String bucket;

    @Option(names = "--object", paramLabel = "KEY", description = "The archive's key in the bucket, ending in .tar.")
    @Nullable
    String object;

    @Option(names = "--server", paramLabel = "ID", description = "A cloud phone server (not a phone); repeatable.")
    List<String> servers = new ArrayList<>();

    @Option(
            names = "--servers-from",
            paramLabel = "FILE",
            description =
                    "Servers, one a line; - is standard input. Empty lines and lines that begin with # are skipped.")
    @Nullable
    String serversFrom;

    @Option(
            names = "--tar",
            paramLabel = "FILE",
            description = "A copy of the archive: checked first, and nothing is sent when it is refused.")
    @Nullable
    Path tar;

    @Option(
            names = "--tar-url",
            paramLabel = "URL",
            description = "The archive in the bucket, by a URL signed for GET: checked first, headers only are fetched."
                    + " A - reads the URL from standard input, where no list of processes shows it.")
    @Nullable
    String tarUrl;

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description = "Write down what is done in a new file, and follow the jobs to their end.")
    @Nullable
    Path journal;

    @Option(
            names = "--explain-credentials",
            description = "Tell where the credentials would come from, without showing any, and send nothing.")
    boolean explainCredentials;

    @Option(names = "--wait", description = "Wait until the jobs have ended, and say what became of each.")
    boolean waits;

    @Option(names = "--json", description = "Print one JSON document, also when the push fails.")
    boolean json;

    PushCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!explainCredentials) {
            requireOptions();
        }
        return FailureReport.telling(terminal, json, () -> {
            CredentialsSearch search = options.search(terminal);
            return explainCredentials ? search.explain(terminal, json) : push(search);
        });
    }

    private void requireOptions() {
        List<String> missing = new ArrayList<>();
        addIf(bucket == null, "--bucket", missing);
        addIf(object == null, "--object", missing);
        addIf(servers.isEmpty() && serversFrom == null, "--server or --servers-from", missing);
        options.require(spec, missing);
        if (journal != null) {
            FleetRun.options(wait, spec); // Wrong usage comes before a look at credentials.
        }
        if (tar != null && TarSource.of(tar.toString()) instanceof TarSource.Remote) {
            // As a file it would not be found, and the message would show the signature.
            throw ClientOptions.wrongUsage(spec, "--tar takes a file; a URL is given by --tar-url");
        }
        if (tar != null && tarUrl != null) {
            throw ClientOptions.wrongUsage(spec, "--tar and --tar-url exclude each other");
        }
        if (!waits && journal == null && wait.isGiven(spec)) {
            throw ClientOptions.wrongUsage(spec, "--timeout is for --wait and --journal");
        }
        if ("-".equals(tarUrl) && "-".equals(serversFrom)) {
            throw ClientOptions.wrongUsage(spec, "--tar-url and --servers-from cannot both read standard input");
        }
    }

    private static void addIf(boolean missing, String option, List<String> all) {
        if (missing) {
            all.add(option);
        }
    }

    private int push(CredentialsSearch search) throws UnreadableFile {
        List<Violation> violations = new ArrayList<>();
        List<TarFinding> refusals = tarRefusals();
        CredentialsProvider credentials = search.providerOr(violations);
        PushRequest request = request(violations);
        try (CphShareClient client = options.client(credentials, violations)) {
            if (request == null || client == null || !violations.isEmpty() || !refusals.isEmpty()) {
                FailureReport.refusedHere(violations, refusals).print(terminal, json);
                return ExitCode.REFUSED_HERE;
            }
            if (journal != null) {
                return pushAll(client, request, journal);
            }
            return Waiting.gently(terminal, json, () -> {
                PushReceipt receipt = Waiting.answerTo(client, request);
                return waits ? waitFor(client, receipt) : tell(receipt);
            });
        }
    }

    private int tell(PushReceipt receipt) {
        if (json) {
            Json.print(terminal.out(), document -> ReceiptText.write(document, receipt));
        } else {
            ReceiptText.print(terminal, receipt);
        }
        if (terminal.out().checkError()) {
            // Jobs run, and nobody else says of which request.
            terminal.err().println("cph-share: " + ReceiptText.summary(receipt));
        }
        return ExitCode.of(receipt);
    }

    private int pushAll(CphShareClient client, PushRequest request, Path file) {
        FleetOptions.Builder fleet = FleetRun.options(wait, spec);
        return new FleetRun(terminal, file, json).run(listener -> FleetPusher.of(client)
                .pushAll(FleetPush.builder()
                        .bucketName(request.bucketName())
                        .objectPath(request.objectPath())
                        .serverIds(request.serverIds())
                        .journal(file)
                        .options(fleet.listener(listener).build())
                        .build()));
    }

    /** From here on jobs run: whatever fails, what becomes of them is not known. */
    private int waitFor(CphShareClient client, PushReceipt receipt) {
        terminal.err()
                .println("cph-share: " + ReceiptText.summary(receipt)
                        + "; waiting for the jobs. Ending this does not end them: 'cph-share await' goes on.");
        try {
            return Waiting.show(
                    terminal, json, receipt.requestId(), listener -> client.await(receipt, wait.timeout, listener));
        } catch (CphShareException e) {
            FailureReport report = FailureReport.whileWaiting(e, receipt.requestId());
            report.print(terminal, false);
            if (json) {
                Json.print(terminal.out(), document -> {
                    document.beginObject();
                    report.writeFields(document);
                    ReceiptText.writeFields(document, receipt); // What 'await -' goes on by.
                    document.endObject();
                });
            }
            return ExitCode.UNKNOWN;
        }
    }

    private List<TarFinding> tarRefusals() throws UnreadableFile {
        TarSource source = tarSource();
        if (source == null) {
            return List.of();
        }
        TarReport report = source.check(TarChecker.strict());
        if (!report.accepted()) {
            return report.findings();
        }
        report.findings().forEach(finding -> terminal.err().println(TarText.line(terminal, finding)));
        return List.of();
    }

    private @Nullable TarSource tarSource() throws UnreadableFile {
        if (tar != null) {
            return new TarSource.Local(tar);
        }
        if (tarUrl == null) {
            return null;
        }
        return new TarSource.Remote("-".equals(tarUrl) ? TextFiles.line(terminal.in()) : tarUrl);
    }

    private @Nullable PushRequest request(List<Violation> violations) throws UnreadableFile {
        PushRequest.Builder builder =
                PushRequest.builder().bucketName(bucket).objectPath(object).serverIds(servers);
        if (serversFrom != null) {
            builder.serverIds(TextFiles.serverIds(serversFrom, terminal.in()));
        }
        try {
            return builder.build();
        } catch (InvalidRequestException e) {
            violations.addAll(e.violations());
            return null;
        }
    }
}
