package io.github.cphshare.cli;

import static io.github.cphshare.simulator.SampleWorld.BUCKET;
import static io.github.cphshare.simulator.SampleWorld.SERVERS;
import static io.github.cphshare.simulator.SampleWorld.SERVER_WITHOUT_SHARED_STORAGE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cphshare.client.CphShareClient;
import io.github.cphshare.client.auth.CredentialsProvider;
import io.github.cphshare.client.fleet.FleetOptions;
import io.github.cphshare.client.fleet.FleetOutcome;
import io.github.cphshare.client.fleet.FleetPush;
import io.github.cphshare.client.fleet.FleetPusher;
import io.github.cphshare.simulator.CphSimulator;
import io.github.cphshare.simulator.Fault;
import io.github.cphshare.simulator.SampleWorld;
import io.github.cphshare.simulator.SimulatedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code push --journal} and {@code resume}. */
class FleetCommandsTest {
    private static final String TOKEN = "canary-token-7d1f0c";
    private static final String OBJECT = "my_apps/test.tar";

    @TempDir
    Path folder;

    private CphSimulator simulator;
    private Path servers;
    private Path journal;

    @BeforeEach
    void start() throws IOException {
        Path archive = SampleArchive.in(folder);
        simulator = SampleWorld.builder()
                .token(TOKEN)
                .object(BUCKET, OBJECT, archive)
                .start();
        servers = Files.write(folder.resolve("servers.txt"), SERVERS);
        journal = folder.resolve("push.journal");
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private Shell shell() {
        return new Shell().with("CPH_TOKEN", TOKEN);
    }

    private List<String> push(String... more) {
        List<String> args = new ArrayList<>(
                List.of("push", "--endpoint", simulator.endpoint().toString()));
        args.addAll(List.of("--project-id", SampleWorld.PROJECT_ID, "--bucket", BUCKET, "--object", OBJECT));
        args.addAll(List.of("--servers-from", servers.toString(), "--journal", journal.toString()));
        args.addAll(List.of(more));
        return args;
    }

    private Shell.Result resume(String... more) {
        List<String> args = new ArrayList<>(List.of("resume", journal.toString()));
        args.addAll(List.of(more));
        return shell().run(args);
    }

    @Test
    void a_push_with_a_journal_follows_the_jobs_to_their_end() {
        Shell.Result result = shell().run(push());

        assertThat(result.exit()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo(SERVERS.size() + " succeeded" + System.lineSeparator());
        assertThat(journal).isNotEmptyFile();
        assertThat(simulator.sharedStorage(SERVERS.get(1)).files()).containsKey("/data/app/config.json");
    }

    @Test
    void what_failed_or_was_refused_is_in_a_table_and_exits_with_3() {
        simulator.put(SimulatedServer.withSharedStorage(SERVERS.get(0)).failingJobs("CPS.0003", "it broke"));

        Shell.Result result = shell().run(push("--server", SERVER_WITHOUT_SHARED_STORAGE));

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out())
                .contains(SERVERS.get(0) + "  failed     CPS.0003 it broke")
                .contains(SERVER_WITHOUT_SHARED_STORAGE + "  refused    CPS.0137")
                .contains((SERVERS.size() - 1) + " succeeded, 1 failed, 1 refused");
    }

    @Test
    void an_answer_about_a_server_that_nobody_asked_for_is_shown_and_exits_with_4() {
        String refused = SERVERS.stream()
                .map(server -> "{\"server_id\":\"" + server + "\",\"error_code\":\"CPS.0137\"},")
                .collect(Collectors.joining());
        simulator
                .faults()
                .next(Fault.answer(
                        200,
                        "application/json",
                        "{\"request_id\":\"r\",\"jobs\":[" + refused
                                + "{\"server_id\":\"stranger\",\"job_id\":\"j\"}]}"));

        Shell.Result result = shell().run(push());

        assertThat(result.exit()).isEqualTo(4);
        assertThat(result.out()).contains("  not asked for: stranger");
        assertThat(resume("--json").object())
                .containsEntry("unexpected", List.of(Map.of("server", "stranger", "job", "j")));
    }

    @Test
    void the_json_is_one_document_with_each_server() {
        Shell.Result result = shell().run(push("--json"));

        assertThat(result.exit()).isZero();
        assertThat(result.object())
                .containsOnlyKeys("journal", "end", "cause", "resumable", "counts", "servers", "unexpected", "findings")
                .containsEntry("end", "done")
                .containsEntry("resumable", false);
        assertThat((List<?>) result.object().get("servers"))
                .hasSize(SERVERS.size())
                .extracting("state")
                .containsOnly("succeeded");
    }

    @Test
    void a_journal_is_not_written_over() throws IOException {
        Files.writeString(journal, "something else");

        Shell.Result result = shell().run(push());

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("exists already").contains("Resume it, or name another file");
        assertThat(journal).hasContent("something else");
        assertThat(simulator.journal()).isEmpty();
    }

    @Test
    void servers_of_a_lost_answer_are_unknown_and_left_alone_unless_told_otherwise() {
        simulator.faults().next(Fault.loseAnswer());

        Shell.Result lost = shell().run(push());
        assertThat(lost.exit()).isEqualTo(4);
        assertThat(lost.out()).contains("0 succeeded, " + SERVERS.size() + " unknown");
        assertThat(lost.err()).contains("resume --push-unknown-again").doesNotContain(TOKEN);

        assertThat(resume().exit()).isEqualTo(4);
        assertThat(simulator.jobs()).hasSize(SERVERS.size());

        assertThat(resume("--push-unknown-again").exit()).isZero();
        assertThat(simulator.jobs()).hasSize(2 * SERVERS.size());
    }

    @Test
    void refused_credentials_end_it_and_the_journal_goes_on() {
        Shell.Result refused = new Shell().with("CPH_TOKEN", "another").run(push("--json"));

        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.object()).containsEntry("end", "gave_up").containsEntry("resumable", true);
        assertThat(resume().exit()).isZero();
        assertThat(simulator.jobs()).hasSize(SERVERS.size());
    }

    @Test
    void a_damaged_journal_is_refused_and_says_which_line() throws IOException {
        shell().run(push());
        Files.writeString(
                journal,
                Files.readString(journal).replace(SERVERS.get(0), SERVERS.get(0).replace('1', '2')));

        Shell.Result result = resume("--json");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.error()).containsEntry("type", "JournalException");
        assertThat(result.err()).contains("line 2 was changed");
    }

    @Test
    void a_journal_that_is_not_there_is_a_file_that_cannot_be_read() {
        assertThat(resume().exit()).isEqualTo(2);
    }

    @Test
    void a_journal_that_cannot_be_made_is_a_file_that_cannot_be_written() {
        journal = folder.resolve("none").resolve("push.journal");
        Shell.Result nowhere = shell().run(push());
        journal = folder;
        Shell.Result taken = shell().run(push());

        assertThat(nowhere.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(nowhere.err())
                .contains("there is no such folder", "Name a file")
                .doesNotContain(".tmp");
        assertThat(taken.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(taken.err()).contains("is a folder");
        assertThat(simulator.journal()).isEmpty();
    }

    @Test
    void what_is_there_and_no_journal_is_not_called_missing() {
        for (Path noFile : List.of(Path.of("").toAbsolutePath().getRoot(), Path.of(""), folder)) {
            journal = noFile;
            Shell.Result pushed = shell().run(push());
            assertThat(pushed.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(pushed.err()).contains("is a folder");

            Shell.Result resumed = resume();
            assertThat(resumed.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(resumed.err()).contains("is not a file");
        }
        journal = folder.resolve("none");
        assertThat(resume().err()).contains("no such file or folder");
        assertThat(simulator.journal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"access key", "IAM user"})
    void a_push_whose_project_its_region_names_is_resumed_without_naming_either(String credentials) throws Exception {
        shell().run(push());
        Rechained.lines(
                journal,
                line -> line.replace(
                        "\"endpoint\":\"" + simulator.endpoint() + "/\",\"project\":\"" + SampleWorld.PROJECT_ID + "\"",
                        "\"endpoint\":\"https://cph.cn-north-4.myhuaweicloud.com/\",\"project\":null"));
        Shell shell = credentials.equals("access key")
                ? new Shell().with("HUAWEICLOUD_SDK_AK", "AK").with("HUAWEICLOUD_SDK_SK", "SK")
                : new Shell()
                        .with("CPH_IAM_ACCOUNT", "a")
                        .with("CPH_IAM_USER", "u")
                        .with("CPH_IAM_PASSWORD", "p");

        // All of it is done, so nothing is sent.
        Shell.Result result = shell.run("resume", journal.toString());

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo(SERVERS.size() + " succeeded" + System.lineSeparator());
    }

    @Test
    void the_command_that_goes_on_can_be_copied_into_a_shell() {
        journal = folder.resolve("the user's push.journal");

        Shell.Result result = new Shell().with("CPH_TOKEN", "another").run(push());

        assertThat(result.err()).contains("cph-share resume '" + folder + "/the user'\\''s push.journal'");
    }

    @Test
    void credentials_go_to_no_address_that_only_a_file_names() {
        try (CphShareClient elsewhere = CphShareClient.builder()
                .endpoint("https://service.invalid")
                .projectId(SampleWorld.PROJECT_ID)
                .credentials(CredentialsProvider.token(TOKEN))
                .build()) {
            FleetPusher.of(elsewhere)
                    .pushAll(FleetPush.builder()
                            .bucketName(BUCKET)
                            .objectPath(OBJECT)
                            .serverIds(SERVERS)
                            .journal(journal)
                            .options(FleetOptions.builder()
                                    .deadline(Duration.ofNanos(1))
                                    .build())
                            .build());
        }

        Shell.Result result = resume("--json");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("https://service.invalid/").contains("--endpoint");
        assertThat(result.error()).containsEntry("type", "WrongUsage").containsEntry("delivery", "not_sent");
    }

    @Test
    void a_run_that_something_here_ended_half_way_was_not_refused_by_the_service() {
        FleetOutcome outcome;
        try (CphShareClient client = CphShareClient.builder()
                .endpoint(simulator.endpoint().toString())
                .projectId(SampleWorld.PROJECT_ID)
                .credentials(CredentialsProvider.token(TOKEN))
                .build()) {
            outcome = FleetPusher.of(client)
                    .pushAll(FleetPush.builder()
                            .bucketName(BUCKET)
                            .objectPath(OBJECT)
                            .serverIds(List.of(SERVER_WITHOUT_SHARED_STORAGE, SERVERS.get(0)))
                            .journal(journal)
                            .options(FleetOptions.builder()
                                    .serversPerRequest(1)
                                    .listener(progress -> {
                                        throw new IllegalStateException("broken");
                                    })
                                    .build())
                            .build());
        }

        assertThat(outcome.toString()).contains("1 not pushed", "1 refused");
        assertThat(ExitCode.of(outcome)).isEqualTo(ExitCode.UNKNOWN);
    }

    @Test
    void there_has_to_be_some_time_for_it() {
        Shell.Result result = shell().run(push("--timeout", "0s"));

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("--timeout: deadline must be more than zero");
        assertThat(journal).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ctrl_c_ends_it_gently_and_the_journal_goes_on(boolean json) throws Exception {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        simulator.faults().next(Fault.holdUntil(gate));
        // More servers than go into one request: the others are not pushed to.
        List<String> many =
                Stream.iterate(1, i -> i + 1).limit(150).map("%032x"::formatted).toList();
        many.forEach(id -> simulator.put(SimulatedServer.withSharedStorage(id)));
        Files.write(servers, many);
        Process process = Processes.cphShare(folder, Map.of("CPH_TOKEN", TOKEN), json ? push("--json") : push());
        try {
            Processes.waitUntil(process, () -> !simulator.journal().isEmpty()); // The first request is there, and held.
            Processes.interrupt(process);
            Processes.waitUntil(
                    process, () -> Files.readString(folder.resolve("err")).contains("ending"));
            gate.complete(null);

            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            String out = Files.readString(folder.resolve("out"), UTF_8);
            String err = Files.readString(folder.resolve("err"), UTF_8);
            assertThat(process.exitValue()).as(out + err).isEqualTo(4);
            if (json) {
                assertThat(out).contains("\"end\": \"interrupted\"", "\"resumable\": true", "\"not_pushed\": 50");
            } else {
                assertThat(err).contains("The journal goes on from here: cph-share resume " + journal);
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(simulator.jobs()).hasSize(100);

        Shell.Result resumed = resume();
        assertThat(resumed.out()).contains("150 succeeded");
        assertThat(resumed.exit()).isZero();
        assertThat(simulator.jobs()).hasSize(150);
    }

    @Test
    void why_nothing_was_pushed_is_told() {
        Shell.Result result = shell().run(
                        "push",
                        "--endpoint",
                        simulator.endpoint().toString(),
                        "--project-id",
                        SampleWorld.PROJECT_ID,
                        "--bucket",
                        "no-such-bucket",
                        "--object",
                        OBJECT,
                        "--servers-from",
                        servers.toString(),
                        "--journal",
                        journal.toString());

        assertThat(result.exit()).isEqualTo(ExitCode.REFUSED_BY_SERVICE);
        assertThat(result.err()).containsPattern("Not pushed \\(\\d+\\): CPS\\.\\d{4} ");
    }
}
