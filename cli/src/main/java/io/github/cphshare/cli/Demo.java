package io.github.cphshare.cli;

import io.github.cphshare.client.CphShareClient;
import io.github.cphshare.client.PushOutcome;
import io.github.cphshare.client.PushReceipt;
import io.github.cphshare.client.PushRequest;
import io.github.cphshare.client.ServerAnswer;
import io.github.cphshare.client.auth.CredentialsProvider;
import io.github.cphshare.client.file.ShareListing;
import io.github.cphshare.client.server.PreflightReport;
import io.github.cphshare.client.server.Server;
import io.github.cphshare.client.tar.Severity;
import io.github.cphshare.client.tar.TarChecker;
import io.github.cphshare.client.tar.TarFinding;
import io.github.cphshare.client.tar.TarPacker;
import io.github.cphshare.client.tar.TarReport;
import io.github.cphshare.simulator.CphSimulator;
import io.github.cphshare.simulator.RecordedRequest;
import io.github.cphshare.simulator.SampleWorld;
import io.github.cphshare.simulator.SimulatedServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The main job, step by step. Each step holds what it shows against what it says, and fails where they differ. */
final class Demo {
    private static final String OBJECT = "demo/sample.tar";
    private static final String NO_SHARED_STORAGE = "CPS.0137";
    private static final String FAILING = SampleWorld.SERVERS.get(SampleWorld.SERVERS.size() - 1);
    /** Long enough to be seen running, and over when it is looked at next. */
    private static final Duration JOB = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Terminal terminal;
    private final PrintStream out;
    private final Path sample;
    private final Path archive;

    /**
     * @param folder empty; belongs to the demo
     */
    Demo(Terminal terminal, Path folder) {
        this.terminal = terminal;
        this.out = terminal.out();
        this.sample = folder.resolve("sample");
        this.archive = folder.resolve("sample.tar");
    }

    void run() throws IOException {
        out.println(Text.wrapped(
                0,
                "From a folder to the shared storage of cloud phone servers, on a simulator of the service. Nothing"
                        + " leaves this machine."));
        pack();
        refuse();
        try (CphSimulator simulator = SampleWorld.builder()
                .server(SimulatedServer.withSharedStorage(FAILING).failingJobs("CPS.0054", "Handle job timeout."))
                .jobDuration(JOB)
                .start()) {
            store(simulator);
            see(simulator);
        }
    }

    private void pack() throws IOException {
        step("1. Pack a folder", "cph-share pack cli/src/main/sample -o sample.tar");
        SampleFolder.copyTo(sample);
        TarReport report = TarPacker.root("data").pack(sample, archive);
        expect(report.accepted() && report.findings().isEmpty(), "the packed archive passes the check");
        for (String file : SampleFolder.FILES) {
            out.println("  data/" + padded(file) + bytes(Long.valueOf(Files.size(sample.resolve(file)))));
        }
        out.println("  sample.tar: " + terminal.good("accepted") + ": " + TarText.contents(report));
    }

    private void refuse() throws IOException {
        step("2. Check an archive that somebody else made", "cph-share check hostile.tar");
        TarReport report = TarChecker.strict().check(new ByteArrayInputStream(HostileTar.bytes()));
        expect(!report.accepted(), "the hostile archive is refused");
        List<TarFinding> errors = report.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
        for (TarFinding finding : errors) {
            out.println("  " + terminal.strong(finding.rule().id()) + "  " + finding.entry());
            out.println(Text.wrapped(4, finding.message()));
        }
        out.println("  hostile.tar: " + terminal.bad("refused") + ": " + TarText.contents(report) + ", "
                + Text.count(errors.size(), "error", "errors") + ". Nothing was unpacked, nothing is sent.");
    }

    private void store(CphSimulator simulator) throws IOException {
        step("3. Store the good one in a bucket", "");
        byte[] bytes = Files.readAllBytes(archive);
        simulator.putObject(SampleWorld.BUCKET, OBJECT, bytes);
        expect(
                simulator
                        .object(SampleWorld.BUCKET, OBJECT)
                        .map(stored -> Arrays.equals(stored, bytes))
                        .orElse(false),
                "the bucket holds the archive");
        out.println("  The simulator listens at " + simulator.endpoint() + " and holds " + SampleWorld.BUCKET + "/"
                + OBJECT + ".");
    }

    private void see(CphSimulator simulator) throws IOException {
        PushRequest request = PushRequest.builder()
                .bucketName(SampleWorld.BUCKET)
                .objectPath(OBJECT)
                .serverIds(Stream.concat(
                                SampleWorld.SERVERS.stream(), Stream.of(SampleWorld.SERVER_WITHOUT_SHARED_STORAGE))
                        .toList())
                .build();
        try (CphShareClient client = CphShareClient.builder()
                .endpoint(simulator.endpoint().toString())
                .credentials(CredentialsProvider.token(simulator.token()))
                .projectId(simulator.projectId())
                .build()) {
            preflight(client, request);
            PushReceipt receipt = push(simulator, client, request);
            follow(client, receipt);
            look(simulator, client);
        }
    }

    private void preflight(CphShareClient client, PushRequest request) {
        step("4. Ask beforehand whether a push can work", "");
        PreflightReport report = client.preflight(request);
        for (Server server : report.servers()) {
            out.println("  " + server.id() + "  " + Text.lower(server.state()) + ", shared storage: "
                    + Text.lower(server.supportsSharedStorage()));
        }
        report.findings()
                .forEach(finding ->
                        out.println("  " + terminal.bad(finding.rule().id()) + "  " + finding.message()));
        expect(report.pushable().equals(SampleWorld.SERVERS), "all but one server can be pushed to");
        expect(
                report.findings().size() == 1
                        && SampleWorld.SERVER_WITHOUT_SHARED_STORAGE.equals(
                                report.findings().get(0).serverId()),
                "the one without shared storage is found out");
    }

    private PushReceipt push(CphSimulator simulator, CphShareClient client, PushRequest request) {
        step(
                "5. Push it anyway",
                "cph-share push --wait --bucket " + SampleWorld.BUCKET + " --object " + OBJECT + " --server ...");
        PushReceipt receipt = client.push(request);
        ReceiptText.print(terminal, receipt);
        expect(
                receipt.accepted().stream().map(ServerAnswer::serverId).toList().equals(SampleWorld.SERVERS),
                "the servers with shared storage accept the push");
        expect(
                receipt.refused().size() == 1
                        && SampleWorld.SERVER_WITHOUT_SHARED_STORAGE.equals(
                                receipt.refused().get(0).serverId())
                        && NO_SHARED_STORAGE.equals(receipt.refused().get(0).errorCode()),
                "the server without shared storage is refused with " + NO_SHARED_STORAGE);
        expect(receipt.missing().isEmpty(), "each server is answered for");
        List<RecordedRequest> pushes = simulator.journal().stream()
                .filter(seen -> seen.method().equals("POST"))
                .toList();
        expect(pushes.size() == 1, "the simulator saw one push");
        out.println(Text.wrapped(
                2,
                "The answer was an HTTP 200 all the same: a success of the call is not one of each server. The"
                        + " simulator saw one push: " + pushes.get(0) + "."));
        return receipt;
    }

    private void follow(CphShareClient client, PushReceipt receipt) {
        step("6. Follow the jobs to their end", "");
        PushOutcome outcome;
        try (ProgressBar bar = new ProgressBar(terminal, System::nanoTime)) {
            outcome = client.await(receipt, LONGEST, bar);
        }
        OutcomeText.print(terminal, outcome);
        expect(
                outcome.complete() && outcome.succeeded().size() == SampleWorld.SERVERS.size() - 1,
                "all jobs but one succeed");
        expect(
                outcome.failedServers().equals(List.of(FAILING, SampleWorld.SERVER_WITHOUT_SHARED_STORAGE)),
                "one job fails, and one server was refused");
    }

    private void look(CphSimulator simulator, CphShareClient client) throws IOException {
        step("7. Look at what arrived", "cph-share ls SERVER /data/app");
        for (String server : SampleWorld.SERVERS) {
            if (server.equals(FAILING)) {
                continue;
            }
            ShareListing listing = client.listShareFiles(server, "/data/app");
            out.println("  " + server + ":/data/app");
            listing.files().forEach(file -> out.println("     " + padded(file.name()) + bytes(file.size())));
            expect(
                    !listing.truncated()
                            && listing.files().size()
                                    == SampleFolder.FILES.stream()
                                            .filter(file -> file.startsWith("app/"))
                                            .count(),
                    "the service lists what was packed");
            for (String file : SampleFolder.FILES) {
                byte[] arrived =
                        simulator.sharedStorage(server).read("/data/" + file).orElse(new byte[0]);
                expect(
                        Arrays.equals(arrived, Files.readAllBytes(sample.resolve(file))),
                        file + " arrived as it was packed");
            }
            expect(simulator.sharedStorage(server).files().size() == SampleFolder.FILES.size(), "nothing else arrived");
        }
        for (String without : List.of(FAILING, SampleWorld.SERVER_WITHOUT_SHARED_STORAGE)) {
            expect(
                    simulator.sharedStorage(without).files().isEmpty(),
                    "nothing arrived where the push failed or was refused");
            out.println("  " + without + "  nothing arrived");
        }
        out.println();
        out.println("All of it was compared byte by byte, and went as told.");
    }

    private void step(String title, String command) {
        out.println();
        out.println(terminal.strong(title) + (command.isEmpty() ? "" : "   $ " + command));
        out.println();
    }

    private static String padded(String path) {
        return String.format("%-28s", path);
    }

    private static String bytes(@Nullable Long size) {
        return String.format("%6d bytes", size);
    }

    private static void expect(boolean holds, String claim) {
        if (!holds) {
            throw new IllegalStateException("the demo is not as told, expected: " + claim);
        }
    }
}
