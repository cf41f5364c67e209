package io.github.cphshare.cli;

import static io.github.cphshare.simulator.SampleWorld.BUCKET;
import static io.github.cphshare.simulator.SampleWorld.SERVERS;
import static io.github.cphshare.simulator.SampleWorld.SERVER_WITHOUT_SHARED_STORAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.cphshare.client.tar.TarPacker;
import io.github.cphshare.simulator.CphSimulator;
import io.github.cphshare.simulator.Fault;
import io.github.cphshare.simulator.SampleWorld;
import io.github.cphshare.simulator.SimulatedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a terminal is told after a push: jobs, servers, files. */
class FollowTest {
    private static final String TOKEN = "canary-token-7d1f0c";
    private static final String OBJECT = "my_apps/test.tar";
    private static final String FAILING = SERVERS.get(1);
    private static final String ENDLESS = SERVERS.get(2);

    @TempDir
    Path folder;

    private CphSimulator simulator;

    @BeforeEach
    void start() throws IOException {
        Path sample = folder.resolve("sample");
        SampleFolder.copyTo(sample);
        for (int i = 0; i < 60; i++) {
            Path many = sample.resolve("many/a-file-with-a-rather-long-name-" + i);
            Files.createDirectories(many.getParent());
            Files.writeString(many, "x");
        }
        Path archive = folder.resolve("test.tar");
        TarPacker.root("data").pack(sample, archive);
        simulator = SampleWorld.builder()
                .token(TOKEN)
                .object(BUCKET, OBJECT, archive)
                .server(SimulatedServer.withSharedStorage(FAILING).failingJobs("CPS.0054", "Handle job timeout."))
                .server(SimulatedServer.withSharedStorage(ENDLESS).endlessJobs())
                .start();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private Shell.Result run(String command, String... more) {
        return runWithInput("", command, more);
    }

    private Shell.Result runWithInput(String input, String command, String... more) {
        return new Shell().with("CPH_TOKEN", TOKEN).withInput(input).run(args(command, more));
    }

    private List<String> args(String command, String... more) {
        List<String> args = new ArrayList<>(List.of(
                command, "--endpoint", simulator.endpoint().toString(), "--project-id", SampleWorld.PROJECT_ID));
        args.addAll(List.of(more));
        return args;
    }

    /** What is left of a process that gets a signal at some time. */
    private Shell.Result interrupted(Callable<Boolean> when, Runnable then, List<String> args) throws Exception {
        Process process = Processes.cphShare(folder, Map.of("CPH_TOKEN", TOKEN), args);
        try {
            Processes.waitUntil(process, when);
            Processes.interrupt(process);
            Processes.waitUntil(
                    process, () -> Files.readString(folder.resolve("err")).contains("ending"));
            then.run();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Shell.Result(
                process.exitValue(), Files.readString(folder.resolve("out")), Files.readString(folder.resolve("err")));
    }

    private boolean wasAsked(String operation) {
        return simulator.journal().stream()
                .anyMatch(
                        request -> request.operation().filter(operation::equals).isPresent());
    }

    private Shell.Result push(String... more) {
        List<String> args = new ArrayList<>(List.of("--bucket", BUCKET, "--object", OBJECT));
        args.addAll(List.of(more));
        return run("push", args.toArray(String[]::new));
    }

    @Test
    void a_push_that_succeeds_everywhere_exits_with_0_when_the_jobs_have_ended() {
        Shell.Result result = push("--wait", "--server", SERVERS.get(0));

        assertThat(result.exit()).isZero();
        assertThat(result.out().strip()).isEqualTo("1 succeeded");
        assertThat(result.err())
                .contains("1 accepted, 0 refused (request "
                        + simulator.jobs().get(0).requestId() + ")")
                .contains("cph-share await");
    }

    @Test
    void failed_jobs_are_a_table_with_reasons_and_exit_with_3() {
        Shell.Result result = push(
                "--wait", "--server", SERVERS.get(0), "--server", FAILING, "--server", SERVER_WITHOUT_SHARED_STORAGE);

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out())
                .contains(FAILING + "  failed   CPS.0054 Handle job timeout.")
                .contains(SERVER_WITHOUT_SHARED_STORAGE + "  refused  CPS.0137")
                .contains("What to do:")
                .contains("1 succeeded, 1 failed, 1 refused")
                .doesNotContain(SERVERS.get(0));
    }

    @Test
    void nothing_is_painted_in_a_pipe() {
        Shell.Result result = push("--wait", "--server", SERVERS.get(0));

        assertThat(result.out() + result.err()).doesNotContain("\r").doesNotContain("\u001b");
    }

    @Test
    void jobs_that_still_run_when_the_time_is_over_exit_with_4() {
        Shell.Result result = push("--wait", "--timeout", "0s", "--server", ENDLESS);

        assertThat(result.exit()).isEqualTo(4);
        assertThat(result.out()).contains(ENDLESS + "  running").contains("1 running when the waiting ended");
    }

    @Test
    void the_json_of_an_outcome_is_one_document_with_an_entry_for_each_server() {
        Shell.Result result = push("--wait", "--json", "--server", SERVERS.get(0), "--server", FAILING);

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.object())
                .containsEntry("requestId", simulator.jobs().get(0).requestId())
                .containsEntry("complete", true)
                .containsEntry("allSucceeded", false)
                .containsEntry("findings", List.of());
        assertThat((List<?>) result.object().get("servers"))
                .extracting("server", "state", "status", "code", "message")
                .containsExactly(
                        tuple(SERVERS.get(0), "succeeded", 2.0, null, null),
                        tuple(FAILING, "failed", -1.0, "CPS.0054", "Handle job timeout."));
        assertThat(((Map<?, ?>) ((List<?>) result.object().get("servers")).get(0)).get("begin"))
                .asString()
                .endsWith("Z");
    }

    @Test
    void when_the_jobs_cannot_be_asked_about_the_outcome_is_unknown_and_the_request_is_named() {
        simulator.faults().next(Fault.error("CPS.0001").on("listJobs"));

        Shell.Result result = push("--wait", "--server", SERVERS.get(0));

        assertThat(result.exit()).isEqualTo(4);
        assertThat(result.err()).contains("(request ").contains("CPS.0001");
    }

    @Test
    void then_the_json_calls_nothing_refused_and_is_a_document_that_await_goes_on_by() {
        simulator.faults().next(Fault.error("CPS.0001").on("listJobs"));

        Shell.Result result = push("--wait", "--json", "--server", SERVERS.get(0), "--server", FAILING);

        String request = simulator.jobs().get(0).requestId();
        assertThat(result.exit()).isEqualTo(4);
        assertThat(result.error())
                .containsEntry("errorCode", "CPS.0001")
                .containsEntry("delivery", "unknown")
                .hasEntrySatisfying(
                        "advice", advice -> assertThat(advice).asString().contains("cph-share await", request));
        assertThat(result.err()).doesNotContain("did not act on it");
        assertThat(result.object()).containsEntry("requestId", request);
        assertThat(runWithInput(result.out(), "await", "-").out()).contains("1 succeeded, 1 failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"push", "await"})
    void a_signal_ends_a_wait_with_a_document_of_what_is_known(String command) throws Exception {
        List<String> args =
                args("push", "--bucket", BUCKET, "--object", OBJECT, "--json", "--wait", "--server", ENDLESS);
        if (command.equals("await")) {
            push("--server", ENDLESS);
            args = args("await", "--json", simulator.jobs().get(0).requestId());
        }

        Shell.Result result = interrupted(() -> wasAsked("listJobs"), () -> {}, args);

        assertThat(result.exit()).as(result.toString()).isEqualTo(4);
        assertThat(result.object())
                .containsEntry("requestId", simulator.jobs().get(0).requestId())
                .containsEntry("complete", false)
                .containsEntry("allSucceeded", false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--json", "--wait --json"})
    void a_push_that_is_under_way_when_a_signal_comes_tells_which_jobs_it_started(String options) throws Exception {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        simulator.faults().next(Fault.holdUntil(gate));
        List<String> args = args("push", "--bucket", BUCKET, "--object", OBJECT, "--server", ENDLESS);
        args.addAll(List.of(options.split(" ", -1)));

        Shell.Result result = interrupted(() -> wasAsked("pushShareFiles"), () -> gate.complete(null), args);

        assertThat(result.exit()).as(result.toString()).isEqualTo(options.contains("--wait") ? 4 : 0);
        assertThat(result.object())
                .containsEntry("requestId", simulator.jobs().get(0).requestId());
        assertThat((List<?>) result.object().get(options.contains("--wait") ? "servers" : "accepted"))
                .extracting("server", "job")
                .containsExactly(tuple(ENDLESS, simulator.jobs().get(0).jobId()));
    }

    @Test
    void a_push_that_was_refused_for_now_is_not_sent_again_once_a_signal_came() throws Exception {
        simulator.faults().next(Fault.error("APIGW.0308").header("Retry-After", "5"));
        List<String> args = args("push", "--bucket", BUCKET, "--object", OBJECT, "--json", "--server", ENDLESS);

        Shell.Result result = interrupted(() -> wasAsked("pushShareFiles"), () -> {}, args);

        assertThat(simulator.jobs()).isEmpty();
        assertThat(result.exit()).as(result.toString()).isEqualTo(3);
        assertThat(result.object().get("error"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("errorCode", "APIGW.0308")
                .containsEntry("delivery", "not_processed");
    }

    @Test
    void a_refused_question_does_not_say_that_the_jobs_failed() {
        simulator
                .faults()
                .next(
                        Fault.error("CPS.0001").on("listJobs"),
                        Fault.error("CPS.0001").on("listJobs"));

        Shell.Result human = run("await", "6837531fd3f54550927b930180a706bf");
        Shell.Result json = run("await", "--json", "6837531fd3f54550927b930180a706bf");

        assertThat(human.exit()).isEqualTo(4);
        assertThat(human.err()).contains("CPS.0001").doesNotContain("did not act on it");
        assertThat(json.exit()).isEqualTo(4);
        assertThat(json.error()).containsEntry("errorCode", "CPS.0001").containsEntry("delivery", "unknown");
    }

    @Test
    void await_goes_on_by_the_id_of_the_request() {
        push("--server", SERVERS.get(0), "--server", FAILING);
        String request = simulator.jobs().get(0).requestId();

        Shell.Result result = run("await", request);

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out()).contains(FAILING + "  failed").contains("1 succeeded, 1 failed");
    }

    @Test
    void await_goes_on_by_the_document_of_the_push() {
        Shell.Result pushed = push("--json", "--server", SERVERS.get(0), "--server", SERVER_WITHOUT_SHARED_STORAGE);

        Shell.Result result = runWithInput(pushed.out(), "await", "--json", "-");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.object()).containsEntry("requestId", pushed.object().get("requestId"));
        assertThat((List<?>) result.object().get("servers"))
                .extracting("server", "state")
                .containsExactly(tuple(SERVERS.get(0), "succeeded"), tuple(SERVER_WITHOUT_SHARED_STORAGE, "refused"));
    }

    @Test
    void await_follows_also_the_jobs_that_were_answered_with_an_error_beside_them() {
        String document = """
            {"requestId": "6837531fd3f54550927b930180a706bf",
             "accepted": [], "unclear": [{"server": "%s", "job": "j", "code": "CPS.0099", "message": "not ready"}]}
            """.formatted(SERVERS.get(0));

        Shell.Result result = runWithInput(document, "await", "--json", "--timeout", "0s", "-");

        assertThat(result.exit()).isEqualTo(4);
        assertThat((List<?>) result.object().get("servers"))
                .extracting("server", "job", "state")
                .containsExactly(tuple(SERVERS.get(0), "j", "unknown"));
    }

    @Test
    void a_request_that_has_no_jobs_yet_is_not_a_success() {
        Shell.Result result = run("await", "--timeout", "0s", "6837531fd3f54550927b930180a706bf");

        assertThat(result.exit()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"error\":{}}", "{\"accepted\":[]} {}", "{\"accepted\":["})
    void what_is_no_document_of_a_push_is_wrong_usage(String input) {
        Shell.Result result = runWithInput(input, "await", "-");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("standard input");
    }

    @Test
    void a_document_that_is_not_that_of_a_push_alone_is_called_what_goes_on_with_it() {
        Shell.Result waited = push("--json", "--wait", "--timeout", "0s", "--server", ENDLESS);
        String journal = folder.resolve("push.journal").toString();
        Shell.Result fleet = push("--json", "--journal", journal, "--server", SERVERS.get(0));

        assertThat(runWithInput(waited.out(), "await", "-").exit()).isEqualTo(2);
        assertThat(runWithInput(waited.out(), "await", "-").err())
                .contains("request id, " + waited.object().get("requestId"));
        assertThat(runWithInput(fleet.out(), "await", "-").err()).contains("cph-share resume " + journal);
    }

    @Test
    void wrong_usage_of_await_is_told() {
        assertThat(run("await").err()).contains("missing: REQUEST_ID or -");
        assertThat(run("await", "-", "r").err()).contains("exclude each other");
        assertThat(run("await", "--timeout", "soon", "r").err()).contains("'soon' is no time");
        assertThat(new Shell().run("await", "r").err()).contains("--region or --endpoint");
        assertThat(run("await", "a,b").exit()).isEqualTo(1);
    }

    @Test
    void servers_are_listed_with_state_and_shared_storage() {
        Shell.Result all = run("servers");
        Shell.Result sharing = run("servers", "--shared-storage");

        assertThat(all.exit()).isZero();
        assertThat(all.out().lines()).hasSize(4).allMatch(line -> line.contains("  normal  "));
        assertThat(all.out()).contains(SERVERS.get(0) + "  normal  shared storage: yes");
        assertThat(sharing.out().lines()).hasSize(3).noneMatch(line -> line.startsWith(SERVER_WITHOUT_SHARED_STORAGE));
    }

    @Test
    void why_nobody_tells_of_shared_storage_is_told_once() {
        simulator.faults().next(Fault.error("CPS.0001").on("listCloudPhoneModels"));

        Shell.Result result = run("servers");

        assertThat(result.exit()).isZero();
        assertThat(result.out().lines()).hasSize(4).allMatch(line -> line.contains("  shared storage: ?"));
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .contains("may not list the phone models", "shared storage", "CPS.0001");
    }

    @Test
    void a_server_that_is_deleted_while_they_are_listed_hides_no_other() {
        simulator.faults().next(Fault.error(404, "CPS.0015").on("showCloudPhoneServerDetail"));

        Shell.Result result = run("servers", "--shared-storage");

        assertThat(result.exit()).isZero();
        assertThat(result.out().lines()).hasSize(3);
    }

    @Test
    void a_server_of_which_nobody_tells_whether_it_has_shared_storage_is_left_out_and_named() {
        String mute = "00000000000000000000000000000001";
        simulator.put(SimulatedServer.withoutSharedStorage(mute).phoneModel("no-such-model"));

        Shell.Result result = run("servers", "--shared-storage");

        assertThat(result.out().lines()).hasSize(3).noneMatch(line -> line.startsWith(mute));
        assertThat(result.err()).contains("left out").contains(mute).doesNotContain(SERVER_WITHOUT_SHARED_STORAGE);
    }

    @Test
    void the_json_of_the_servers_tells_what_cannot_be_told() {
        Shell.Result result = run("servers", "--json");

        assertThat((List<?>) result.object().get("servers"))
                .extracting("server", "state", "status", "sharedStorage")
                .contains(
                        tuple(SERVERS.get(0), "normal", 5.0, "yes"),
                        tuple(SERVER_WITHOUT_SHARED_STORAGE, "normal", 5.0, "cannot_tell"));
    }

    @Test
    void the_files_of_a_server_are_listed() {
        push("--wait", "--server", SERVERS.get(0));

        Shell.Result result = run("ls", SERVERS.get(0), "/data/app");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("config.json").contains("welcome.txt");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void a_listing_that_was_cut_off_says_how_to_go_on_and_comes_to_its_end() {
        push("--wait", "--server", SERVERS.get(0));
        List<Object> names = new ArrayList<>();
        Shell.Result page = run("ls", "--json", SERVERS.get(0), "/data/many");
        assertThat(page.object()).containsEntry("total", 60.0).containsEntry("truncated", true);

        Object next = 0.0;
        while (next != null) {
            page = run("ls", "--json", "--offset", "" + ((Double) next).intValue(), SERVERS.get(0), "/data/many");
            ((List<?>) page.object().get("files")).forEach(file -> names.add(((Map<?, ?>) file).get("name")));
            next = page.object().get("nextOffset");
        }

        assertThat(names).hasSize(60).doesNotHaveDuplicates();
        assertThat(run("ls", SERVERS.get(0), "/data/many").err())
                .contains("of 60 entries, the service cut its text off; go on with --offset");
    }

    @Test
    void a_listing_that_fails_exits_with_3_and_one_that_does_not_end_with_4() {
        Shell.Result missing = run("ls", SERVERS.get(0), "/data/nowhere");
        Shell.Result endless = run("ls", "--timeout", "0s", ENDLESS, "/data");
        Shell.Result relative = run("ls", SERVERS.get(0), "data");

        assertThat(missing.exit()).isEqualTo(3);
        assertThat(missing.err()).contains("CPS.0199");
        assertThat(endless.exit()).isEqualTo(4);
        assertThat(relative.exit()).isEqualTo(1);
        assertThat(relative.err()).contains("path");
    }
}
