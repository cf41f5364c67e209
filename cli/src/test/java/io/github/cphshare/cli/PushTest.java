package io.github.cphshare.cli;

import static io.github.cphshare.simulator.SampleWorld.BUCKET;
import static io.github.cphshare.simulator.SampleWorld.SERVERS;
import static io.github.cphshare.simulator.SampleWorld.SERVER_WITHOUT_SHARED_STORAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.list;
import static org.assertj.core.api.InstanceOfAssertFactories.map;

import io.github.cphshare.simulator.CphSimulator;
import io.github.cphshare.simulator.Fault;
import io.github.cphshare.simulator.SampleWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushTest {
    private static final String CANARY = "canary-token-7d1f0c";
    private static final String OBJECT = "my_apps/test.tar";

    @TempDir
    Path folder;

    private CphSimulator simulator;
    private Path archive;

    @BeforeEach
    void start() throws IOException {
        archive = SampleArchive.in(folder);
        simulator = SampleWorld.builder()
                .token(CANARY)
                .object(BUCKET, OBJECT, archive)
                .start();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private Shell shell() {
        return new Shell().with("CPH_TOKEN", CANARY);
    }

    private List<String> push(String... more) {
        return pushTo(simulator.endpoint().toString(), more);
    }

    private List<String> pushTo(String endpoint, String... more) {
        List<String> args = new ArrayList<>(
                List.of("push", "--endpoint", endpoint, "--project-id", SampleWorld.PROJECT_ID, "--bucket", BUCKET));
        args.addAll(List.of(more));
        if (!args.contains("--object")) {
            args.addAll(List.of("--object", OBJECT));
        }
        return args;
    }

    @Test
    void a_push_that_all_servers_accept_exits_with_0() {
        Shell.Result result = shell().run(push("--server", SERVERS.get(0), "--server", SERVERS.get(1)));

        assertThat(result.exit()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains(SERVERS.get(0) + "  accepted  job "
                        + simulator.jobs().get(0).jobId())
                .contains("2 accepted, 0 refused (request "
                        + simulator.jobs().get(0).requestId() + ")");
        assertThat(simulator.sharedStorage(SERVERS.get(1)).files()).containsKey("/data/app/config.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--server", "--json"})
    void an_answer_that_cannot_be_written_is_told_where_it_can_be(String option) {
        List<String> args = push("--server", SERVERS.get(0));
        args.addAll(option.equals("--json") ? List.of("--json") : List.of("--server", SERVERS.get(1)));

        Shell.Result result = shell().withFullDisk().run(args);

        assertThat(result.exit()).isEqualTo(4);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains(" accepted, 0 refused (request "
                        + simulator.jobs().get(0).requestId() + ")")
                .contains("could not be written");
    }

    @Test
    void a_server_that_is_refused_inside_a_200_exits_with_3_and_its_reason() {
        Shell.Result result = shell().run(push("--server", SERVERS.get(0), "--server", SERVER_WITHOUT_SHARED_STORAGE));

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out())
                .contains(SERVER_WITHOUT_SHARED_STORAGE + "  refused   CPS.0137")
                .contains("What to do:")
                .contains("1 accepted, 1 refused");
    }

    @Test
    void the_json_of_an_answer_is_one_document_with_a_list_for_each_kind() {
        Shell.Result result =
                shell().run(push("--json", "--server", SERVERS.get(0), "--server", SERVER_WITHOUT_SHARED_STORAGE));

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.object())
                .containsOnlyKeys("requestId", "accepted", "refused", "unclear", "missing", "doubled", "unexpected")
                .containsEntry("requestId", simulator.jobs().get(0).requestId())
                .containsEntry(
                        "accepted",
                        List.of(Map.of(
                                "server",
                                SERVERS.get(0),
                                "job",
                                simulator.jobs().get(0).jobId())))
                .containsEntry("unclear", List.of())
                .containsEntry("missing", List.of())
                .containsEntry("doubled", List.of())
                .containsEntry("unexpected", List.of());
        assertThat((List<?>) result.object().get("refused"))
                .extracting("server", "code")
                .containsExactly(tuple(SERVER_WITHOUT_SHARED_STORAGE, "CPS.0137"));
    }

    @Test
    void everything_that_is_wrong_is_told_at_once_and_nothing_is_sent() throws IOException {
        Path hostile = folder.resolve("hostile.tar");
        Files.write(hostile, HostileTar.bytes());

        Shell.Result result = new Shell()
                .run(
                        "push",
                        "--endpoint",
                        "http://example.org/",
                        "--project-id",
                        "no project!",
                        "--bucket",
                        "NoBucket",
                        "--object",
                        "test.zip",
                        "--server",
                        SERVERS.get(0),
                        "--server",
                        SERVERS.get(0),
                        "--tar",
                        hostile.toString());

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("credentials: none were found; looked for, in this order: --token-file; the variable"
                        + " CPH_TOKEN;")
                .contains("endpoint: must be https")
                .contains("project_id: ")
                .contains("bucket_name: ")
                .contains("object_path: ")
                .contains("server_ids[1]: ")
                .contains("path.dotdot")
                .contains("Nothing was sent.")
                .contains("What to do: ");
    }

    @Test
    void of_very_many_problems_as_many_are_told_as_anybody_reads() throws IOException {
        Path list = Files.write(folder.resolve("list.txt"), Collections.nCopies(1_001, SERVERS.get(0)));

        Shell.Result human = shell().run(push("--servers-from", list.toString()));
        Shell.Result json = shell().run(push("--json", "--servers-from", list.toString()));

        assertThat(human.exit()).isEqualTo(1);
        assertThat(human.err().lines()).hasSizeLessThan(210).contains("  and 800 more; --json tells them all");
        assertThat((List<?>) json.object().get("violations")).hasSize(1_000);
    }

    @Test
    void a_wrong_request_never_reaches_the_service() {
        Shell.Result result = shell().run(push("--json", "--object", "test.zip", "--server", " "));

        assertThat(result.exit()).isEqualTo(1);
        assertThat(simulator.journal()).isEmpty();
        assertThat(result.object()).containsOnlyKeys("error", "violations", "findings");
        assertThat((List<?>) result.object().get("violations"))
                .extracting("field")
                .contains("object_path", "server_ids[0]");
        assertThat(result.error())
                .containsEntry("type", "InvalidRequestException")
                .containsEntry("delivery", "not_sent");
    }

    @Test
    void a_bad_archive_is_refused_before_anything_is_sent() throws IOException {
        Path hostile = folder.resolve("hostile.tar");
        Files.write(hostile, HostileTar.bytes());

        Shell.Result result = shell().run(push("--json", "--tar", hostile.toString(), "--server", SERVERS.get(0)));

        assertThat(result.exit()).isEqualTo(1);
        assertThat(simulator.journal()).isEmpty();
        assertThat((List<?>) result.object().get("findings")).extracting("rule").contains("path.dotdot");
        assertThat(result.error()).containsEntry("type", "InvalidTarException");
    }

    @Test
    void a_good_archive_is_checked_and_pushed() {
        assertThat(shell().run(push("--tar", archive.toString(), "--server", SERVERS.get(0)))
                        .exit())
                .isZero();
    }

    @Test
    void without_credentials_nothing_is_sent() {
        Shell.Result result = new Shell().run(push("--server", SERVERS.get(0)));

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("CPH_TOKEN").contains("--token-file");
        assertThat(simulator.journal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s\n", "%s\r\n", "\ufeff%s"})
    void a_token_file_outranks_the_environment_and_may_have_what_editors_add(String text) throws IOException {
        Path token = Files.writeString(folder.resolve("token.txt"), String.format(text, CANARY));

        Shell.Result result = new Shell()
                .with("CPH_TOKEN", "another")
                .run(push("--token-file", token.toString(), "--server", SERVERS.get(0)));

        assertThat(result.exit()).isZero();
        assertThat(simulator.journal())
                .singleElement()
                .extracting(request -> request.header("X-Auth-Token"))
                .isEqualTo(List.of(CANARY));
    }

    @Test
    void a_token_that_no_header_can_carry_is_refused_without_being_shown() {
        Shell.Result result = new Shell().with("CPH_TOKEN", CANARY + "\u0007").run(push("--server", SERVERS.get(0)));

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err())
                .contains("credentials: The token has a character")
                .doesNotContain(CANARY);
        assertThat(simulator.journal()).isEmpty();
    }

    @Test
    void servers_come_from_a_file_or_from_standard_input() throws IOException {
        Path file = Files.writeString(
                folder.resolve("servers.txt"), "\uFEFF# the first floor\n\n  " + SERVERS.get(1) + "\r\n");

        Shell.Result fromFile = shell().run(push("--servers-from", file.toString(), "--server", SERVERS.get(0)));
        Shell.Result fromInput = shell().withInput(SERVERS.get(2)).run(push("--servers-from", "-"));

        assertThat(fromFile.exit()).isZero();
        assertThat(fromInput.exit()).isZero();
        assertThat(simulator.jobs()).extracting("serverId").containsExactlyElementsOf(SERVERS);
    }

    static Stream<Fault> unknownOutcomes() {
        return Stream.of(
                Fault.closeAfterReading(),
                Fault.loseAnswer(),
                Fault.truncateAnswer(),
                Fault.html(200),
                Fault.empty(200),
                Fault.answer(200, "application/json", "{\"request_id\":\"r-1\",\"jobs\":[]}"));
    }

    @ParameterizedTest
    @MethodSource("unknownOutcomes")
    void an_answer_that_is_lost_or_cannot_be_relied_on_exits_with_4(Fault fault) {
        simulator.faults().next(fault);

        Shell.Result result = shell().run(push("--server", SERVERS.get(0)));

        assertThat(result.exit()).isEqualTo(4);
        assertThat(result.out() + result.err())
                .containsIgnoringCase("look at the server")
                .doesNotContain(CANARY);
        assertThat(simulator.journal()).hasSize(1);
    }

    @Test
    void a_service_that_cannot_be_reached_exits_with_4_and_says_that_nothing_was_sent() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        Shell.Result result = shell().run(pushTo("http://127.0.0.1:" + port, "--json", "--server", SERVERS.get(0)));

        assertThat(result.exit()).isEqualTo(4);
        assertThat(result.err()).contains("Nothing was sent.");
        assertThat(result.error()).containsEntry("type", "TransportException").containsEntry("delivery", "not_sent");
    }

    @Test
    void a_refusal_of_the_whole_push_exits_with_3_and_names_code_category_and_advice() {
        // Later than the push has time, so that it is not repeated.
        simulator.faults().next(Fault.error("APIGW.0308").header("Retry-After", "3600"));

        Shell.Result result = shell().run(push("--json", "--server", SERVERS.get(0)));

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.err()).contains("APIGW.0308").contains("What to do: ");
        assertThat(result.error())
                .containsEntry("type", "ThrottledException")
                .containsEntry("httpStatus", 429.0)
                .containsEntry("errorCode", "APIGW.0308")
                .containsEntry("category", "throttled")
                .containsEntry("delivery", "not_processed")
                .containsKey("requestId");
    }

    @Test
    void the_attempts_before_the_last_one_are_told_too() {
        simulator.faults().next(Fault.error("APIGW.0308").header("Retry-After", "0"), Fault.error("CPS.0104"));

        Shell.Result result = shell().run(push("--json", "--server", SERVERS.get(0)));

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.err()).contains("CPS.0104").containsPattern("before that, attempt 1: .*APIGW\\.0308");
        assertThat(result.error())
                .containsEntry("errorCode", "CPS.0104")
                .extractingByKey("earlierAttempts", list(Map.class))
                .singleElement(map(String.class, Object.class))
                .containsEntry("type", "ThrottledException")
                .containsEntry("delivery", "not_processed");
    }

    static Stream<Fault> everyWayToFail() {
        return Stream.concat(
                unknownOutcomes(),
                Stream.of(
                        Fault.error("APIGW.0301"),
                        Fault.status(403),
                        Fault.html(502),
                        Fault.answer(500, "text/plain", "you sent X-Auth-Token: " + CANARY),
                        Fault.answer(200, "application/json", "{\"request_id\":\"" + CANARY)));
    }

    @ParameterizedTest
    @MethodSource("everyWayToFail")
    void the_token_is_never_shown(Fault fault) {
        simulator.faults().always(fault);

        Shell.Result human = shell().run(push("--server", SERVERS.get(0)));
        Shell.Result json = shell().run(push("--server", SERVERS.get(0), "--json"));

        assertThat(human.exit()).isIn(3, 4);
        assertThat(json.exit()).isEqualTo(human.exit());
        assertThat(json.object()).isNotEmpty();
        assertThat(human.out() + human.err() + json.out() + json.err()).doesNotContain(CANARY);
    }

    @Test
    void a_server_with_a_job_and_an_error_is_unclear_and_exits_with_4() {
        Fault both = Fault.answer(200, "application/json", """
            {"request_id":"r","jobs":[{"server_id":"%s","job_id":"j","error_code":"CPS.0099","error_msg":"not ready"}]}\
            """.formatted(SERVERS.get(0)));
        simulator.faults().next(both, both);

        Shell.Result human = shell().run(push("--server", SERVERS.get(0)));
        Shell.Result json = shell().run(push("--json", "--server", SERVERS.get(0)));

        assertThat(human.exit()).isEqualTo(4);
        assertThat(human.out())
                .contains(SERVERS.get(0) + "  unclear  job j, and CPS.0099 not ready")
                .contains("What to do: Look at the server's jobs or files before")
                .contains("0 accepted, 0 refused, 1 unclear");
        assertThat(json.exit()).isEqualTo(4);
        assertThat((List<?>) json.object().get("unclear"))
                .extracting("server", "job", "code")
                .containsExactly(tuple(SERVERS.get(0), "j", "CPS.0099"));
    }

    @Test
    void answers_cannot_paint_the_terminal() {
        simulator.faults().next(Fault.answer(200, "application/json", """
            {"request_id":"r\\u001b[2J","jobs":[{"server_id":"%s","error_code":"X.1","error_msg":"\\u001b[31mred"}]}\
            """.formatted(SERVERS.get(0))));

        Shell.Result result = shell().run(push("--server", SERVERS.get(0)));

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out()).contains("X.1").doesNotContain("\u001b");
    }

    @Test
    void answers_cannot_paint_the_terminal_in_json_either() {
        simulator.faults().next(Fault.answer(200, "application/json", """
            {"request_id":"r","jobs":[{"server_id":"%s","error_code":"X.1","error_msg":"\u009b2J\u202e忙\ud83d\ude00"}]}\
            """.formatted(SERVERS.get(0))));

        Shell.Result result = shell().run(push("--server", SERVERS.get(0), "--json"));

        assertThat(result.out()).doesNotContain("\u009b", "\u202e").contains("\\u009b2J\\u202e忙\ud83d\ude00");
        assertThat((List<?>) result.object().get("refused"))
                .extracting("message")
                .containsExactly("\u009b2J\u202e忙\ud83d\ude00");
    }

    @Test
    void names_in_what_is_wrong_cannot_paint_the_terminal() {
        Shell.Result result = new Shell()
                .with("HUAWEICLOUD_SDK_CREDENTIALS_FILE", "/none/\u001b[2J\u009b")
                .run(push("--server", SERVERS.get(0)));

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("/none/\\u001b[2J").doesNotContain("\u001b", "\u009b");
    }

    @Test
    void all_missing_options_are_named_in_one_line() {
        Shell.Result result = shell().run("push");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .contains("--region or --endpoint", "--bucket", "--object", "--server or --servers-from");
    }

    @Test
    void files_that_cannot_be_read_exit_with_2_and_say_which() {
        String none = folder.resolve("none").toString();

        for (String option : List.of("--tar", "--token-file", "--servers-from")) {
            Shell.Result result = shell().run(push("--json", option, none, "--server", SERVERS.get(0)));
            assertThat(result.exit()).isEqualTo(2);
            assertThat(result.err()).contains(none + ": no such file");
            assertThat(result.object()).containsKey("error");
        }
        assertThat(simulator.journal()).isEmpty();
    }

    @Test
    void a_url_in_place_of_a_file_is_wrong_usage_and_not_shown() {
        Shell.Result result = shell().run(push(
                "--json", "--tar", "https://obs.example.com/a.tar?Signature=canary-5f3a", "--server", SERVERS.get(0)));

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("--tar-url");
        assertThat(result.out() + result.err()).doesNotContain("canary-5f3a");
        assertThat(result.object()).containsKey("error");
        assertThat(simulator.journal()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--tarurl, Unknown option: '--tarurl'",
        "--tar-file=, Unknown option: '--tar-file'",
        "'', https://obs.example.com/a.tar?***",
        "--timeout, https://obs.example.com/a.tar?***"
    })
    void a_url_in_the_wrong_place_is_not_shown_with_its_signature(String option, String shown) {
        String url = "https://obs.example.com/a.tar?AccessKeyId=AK&Signature=canary-5f3a'c";
        List<String> wrong = option.endsWith("=") ? List.of(option + url) : List.of(option, url);

        Shell.Result result =
                shell().run(push(wrong.stream().filter(word -> !word.isEmpty()).toArray(String[]::new)));

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).doesNotContain("canary-5f3a").contains(shown);
        assertThat(simulator.journal()).isEmpty();
    }

    @Test
    void a_time_to_wait_is_wrong_usage_where_nothing_is_waited_for() {
        Shell.Result result = shell().run(push("--timeout", "5s", "--server", SERVERS.get(0)));

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("--timeout is for --wait and --journal");
        assertThat(simulator.journal()).isEmpty();
    }

    @Test
    void an_archive_behind_a_url_is_checked_before_the_push() throws IOException {
        Path hostile = Files.write(folder.resolve("hostile.tar"), HostileTar.bytes());
        try (ObjectServer good = new ObjectServer(archive);
                ObjectServer bad = new ObjectServer(hostile)) {
            String query = "?Signature=canary-5f3a";

            Shell.Result refused =
                    shell().run(push("--json", "--tar-url", bad.url() + query, "--server", SERVERS.get(0)));
            Shell.Result unreadable =
                    shell().run(push("--tar-url", bad.url() + "/none" + query, "--server", SERVERS.get(0)));
            assertThat(simulator.jobs()).isEmpty();
            Shell.Result pushed = shell().withInput(good.url() + query + "\n")
                    .run(push("--tar-url", "-", "--server", SERVERS.get(0)));

            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.err()).contains("path.dotdot");
            assertThat(unreadable.exit()).isEqualTo(2);
            assertThat(unreadable.err())
                    .contains("What to do: Check that the object is there")
                    .doesNotContain("Name a file");
            assertThat(pushed.exit()).isZero();
            assertThat(simulator.jobs()).hasSize(1);
            assertThat(List.of(refused, unreadable, pushed))
                    .noneMatch(result -> (result.out() + result.err()).contains("canary-5f3a"));
        }
    }
}
