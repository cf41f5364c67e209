package io.github.cphshare.simulator;

import static io.github.cphshare.simulator.Caller.assertRefused;
import static io.github.cphshare.simulator.Caller.body;
import static io.github.cphshare.simulator.Caller.json;
import static io.github.cphshare.simulator.Caller.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushTest {
    private static final String SERVER = "1234567b8bab40ffb711234cb80d0234";
    private static final String OTHER = "1678567b8bab40f93711234cb80d0764";
    private static final String WITHOUT = "1900567b8bab40f55711234cb80d0ce9";

    private final TestClock clock = new TestClock();
    private final CphSimulator simulator = CphSimulator.builder()
            .project("0503ddaa18000ff21ff0c009e65d5482")
            .clock(clock)
            .server(SimulatedServer.withSharedStorage(SERVER))
            .server(SimulatedServer.withSharedStorage(OTHER))
            .server(SimulatedServer.withoutSharedStorage(WITHOUT))
            .user("account", "user", "password")
            .object("bucket-a", "my_apps/test.tar", Tar.good())
            .start();
    private final Caller caller = new Caller(simulator);

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void a_push_is_answered_as_the_contract_says_and_arrives_on_each_server() throws Exception {
        HttpResponse<byte[]> response = send(caller.push(body(SERVER, OTHER)));

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode answer = json(response);
        assertThat(Contract.shared()
                        .operation("pushShareFiles")
                        .answerSchema(200)
                        .validate(answer))
                .isEmpty();
        assertThat(answer.path("request_id").textValue())
                .matches("[0-9a-f]{32}")
                .isEqualTo(response.headers().firstValue("X-Request-Id").orElseThrow());
        assertThat(answer.path("jobs")).hasSize(2);
        assertThat(simulator.jobs()).hasSize(2).allSatisfy(job -> {
            assertThat(job.state()).isEqualTo(SimulatedJob.State.SUCCEEDED);
            assertThat(job.requestId()).isEqualTo(answer.path("request_id").textValue());
            assertThat(job.endTime()).contains(clock.instant());
        });
        for (int i = 0; i < 2; i++) {
            JsonNode entry = answer.path("jobs").path(i);
            SimulatedJob job = simulator.jobs().get(i);
            assertThat(entry.path("server_id").textValue()).isEqualTo(job.serverId());
            assertThat(entry.path("job_id").textValue()).isEqualTo(job.jobId()).matches("[0-9a-f]{32}");
            SharedStorage storage = simulator.sharedStorage(job.serverId());
            assertThat(storage.files()).containsOnlyKeys("/data/app/a.txt").containsValue(5L);
            assertThat(storage.directories()).containsExactly("/data", "/data/app");
            assertThat(storage.read("/data/app/a.txt").orElseThrow()).asString().isEqualTo("hello");
            assertThat(storage.read("/data/app/b.txt")).isEmpty();
        }
    }

    @Test
    void each_server_that_cannot_take_it_is_refused_inside_the_200() throws Exception {
        simulator.put(SimulatedServer.withSharedStorage("frozen").frozen());
        simulator.put(SimulatedServer.withSharedStorage("starting").notReady());
        simulator.put(SimulatedServer.withSharedStorage("odd").refusing("CPS.9999", "No document names this."));

        HttpResponse<byte[]> response = send(caller.push(body(SERVER, WITHOUT, "nobody", "frozen", "starting", "odd")));

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode jobs = json(response).path("jobs");
        assertThat(jobs.path(0).has("job_id")).isTrue();
        assertThat(jobs.path(0).has("error_code")).isFalse();
        assertThat(jobs.path(1)).hasToString("""
                {"server_id":"%s","error_code":"CPS.0137","error_msg":"Server does not support push share files."}\
                """.formatted(WITHOUT));
        assertThat(jobs.findValuesAsText("error_code"))
                .containsExactly("CPS.0137", "CPS.0097", "CPS.1028", "CPS.0099", "CPS.9999");
        assertThat(jobs.findValuesAsText("error_msg"))
                .containsExactly(
                        "Server does not support push share files.",
                        "Parameter: server_id is invalid.",
                        "No permission to request resources. Server is frozen.",
                        "Parameter: server is not ready.",
                        "No document names this.");
        assertThat(simulator.jobs()).hasSize(1);
        assertThat(simulator.sharedStorage(WITHOUT).files()).isEmpty();
    }

    @Test
    void a_push_that_no_server_can_take_is_still_a_200() throws Exception {
        HttpResponse<byte[]> response = send(caller.push(body(WITHOUT)));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(simulator.jobs()).isEmpty();
    }

    @Test
    void a_server_named_twice_gets_two_jobs() throws Exception {
        send(caller.push(body(SERVER, SERVER)));

        assertThat(simulator.jobs()).extracting(SimulatedJob::serverId).containsExactly(SERVER, SERVER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CPS.0134 | {`bucket_name`:`bucketA`,`object_path`:`a.tar`,`server_ids`:[`1`]}",
                "CPS.0134 | {`bucket_name`:`ab`,`object_path`:`a.tar`,`server_ids`:[`1`]}",
                "CPS.0134 | {`bucket_name`:7,`object_path`:`a.tar`,`server_ids`:[`1`]}",
                "CPS.0134 | {`bucket_name`:null,`object_path`:`a.tar`,`server_ids`:[`1`]}",
                "CPS.0134 | {`bucket_name`:`bucket-a\\n`,`object_path`:`a.tar`,`server_ids`:[`1`]}",
                "CPS.0134 | {`object_path`:`a.tar`,`server_ids`:[`1`]}",
                "CPS.0134 | {}",
                "CPS.0135 | {`bucket_name`:`bucket-a`,`object_path`:`a.tar.gz`,`server_ids`:[`1`]}",
                "CPS.0135 | {`bucket_name`:`bucket-a`,`object_path`:`a b.tar`,`server_ids`:[`1`]}",
                "CPS.0135 | {`bucket_name`:`bucket-a`,`object_path`:`a.tar\\n`,`server_ids`:[`1`]}",
                "CPS.0135 | {`bucket_name`:`bucket-a`,`server_ids`:[`1`]}",
                "CPS.0094 | {`bucket_name`:`bucket-a`,`object_path`:`a.tar`,`server_ids`:`1`}",
                "CPS.0094 | {`bucket_name`:`bucket-a`,`object_path`:`a.tar`,`server_ids`:[``]}",
                "CPS.0094 | {`bucket_name`:`bucket-a`,`object_path`:`a.tar`,`server_ids`:[`1`,7]}",
                "CPS.0094 | {`bucket_name`:`bucket-a`,`object_path`:`a.tar`,`server_ids`:[`1,2`]}",
                "CPS.0095 | {`bucket_name`:`bucket-a`,`object_path`:`a.tar`,`server_ids`:[]}",
                "CPS.0095 | {`bucket_name`:`bucket-a`,`object_path`:`a.tar`}",
                "CPS.0155 | {`file_paths`:[`/data/a`],`server_ids`:[`1`]}",
                "CPS.0155 | {`bucket_name`:`bucket-a`,`object_path`:`a.tar`,`file_paths`:[`/data/a`],`server_ids`:[`1`]}",
                "APIGW.0201 | {`bucket_name`:`bucket-a`,`object_path`:`a.tar`,`server_ids`:[`1`],`more`:1}",
                "APIGW.0201 | []",
                "APIGW.0201 | {`bucket_name`:",
                "APIGW.0201 | {`bucket_name`:`bucket-a`,`bucket_name`:`bucket-b`}",
                "APIGW.0201 | {} {}",
                "APIGW.0201 | ``",
            })
    void what_the_contract_does_not_allow_is_refused_with_its_code(String code, String body) throws Exception {
        HttpResponse<byte[]> response = send(caller.push(body.replace('`', '"').replace("\"\"", "\"\"")));

        assertRefused(response, 400, code);
        assertThat(simulator.journal()).singleElement().satisfies(request -> assertThat(request.problems())
                .isNotEmpty());
        assertThat(simulator.jobs()).isEmpty();
    }

    @Test
    void all_problems_are_in_the_journal_also_where_the_answer_has_room_for_one() throws Exception {
        send(caller.push("""
                {"bucket_name":"A","object_path":"a","server_ids":[]}"""));

        assertThat(simulator.journal().get(0).problems())
                .anySatisfy(problem -> assertThat(problem).startsWith("body bucket_name"))
                .anySatisfy(problem -> assertThat(problem).startsWith("body object_path"))
                .anySatisfy(problem -> assertThat(problem).startsWith("body server_ids"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json; charset=UTF-8", "Application/JSON;charset=utf8"})
    void json_is_taken_with_and_without_a_charset(String contentType) throws Exception {
        HttpRequest.Builder push = caller.push(body(SERVER)).setHeader("Content-Type", contentType);

        assertThat(send(push).statusCode()).isEqualTo(200);
    }

    @Test
    void another_content_type_is_refused_by_the_gateway() throws Exception {
        assertRefused(send(caller.push(body(SERVER)).setHeader("Content-Type", "text/plain")), 400, "APIGW.0201");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json; charset=gbk", "application/json;a=b; CHARSET = \"utf-16\""})
    void another_charset_than_that_of_json_is_refused(String contentType) throws Exception {
        assertRefused(send(caller.push(body(SERVER)).setHeader("Content-Type", contentType)), 400, "APIGW.0201");
    }

    @Test
    void a_body_that_is_not_what_its_headers_say_is_refused() throws Exception {
        assertRefused(send(caller.push(body(SERVER)).setHeader("Content-Encoding", "gzip")), 400, "APIGW.0201");
        for (Charset charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            byte[] body = body(SERVER).getBytes(charset);
            assertRefused(send(caller.push("").POST(BodyPublishers.ofByteArray(body))), 400, "APIGW.0201");
        }
        assertRefused(send(caller.push("\uFEFF" + body(SERVER))), 400, "APIGW.0201");
        assertThat(simulator.jobs()).isEmpty();
    }

    @Test
    void of_millions_of_wrong_servers_only_so_much_is_told_that_it_fits() throws Exception {
        String millions = "\"\",".repeat(3_900_000) + "\"\"";

        assertRefused(
                send(caller.push(
                        "{\"bucket_name\":\"bucket-a\",\"object_path\":\"a.tar\",\"server_ids\":[" + millions + "]}")),
                400,
                "CPS.0094");
        assertThat(simulator.journal().get(0).problems()).hasSizeBetween(1, 101);
    }

    @Test
    void of_thousands_of_problems_the_first_are_told() throws Exception {
        send(caller.push(body("bucket-a", "my_apps/test.tar", Collections.nCopies(5_000, ""))));

        assertThat(simulator.journal().get(0).problems())
                .hasSize(101)
                .last()
                .asString()
                .contains("9900 more problems");
    }

    @Test
    void a_chunked_body_is_taken_too() throws Exception {
        byte[] body = body(SERVER).getBytes(StandardCharsets.UTF_8);

        assertThat(send(caller.push("").POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))))
                        .statusCode())
                .isEqualTo(200);
        assertThat(simulator.journal().get(0).header("transfer-encoding")).containsExactly("chunked");
    }

    @Test
    void an_address_of_more_than_32_k_is_refused() throws Exception {
        assertRefused(send(caller.push("p".repeat(33_000), simulator.token(), body(SERVER))), 414, "APIGW.0201");
    }

    @Test
    void headers_of_more_than_32_k_or_128_k_in_all_are_refused() throws Exception {
        HttpRequest.Builder many = caller.push(body(SERVER));
        for (int i = 0; i < 5; i++) {
            many.header("X-" + i, "h".repeat(30_000));
        }

        assertRefused(send(caller.push(body(SERVER)).header("X-Large", "h".repeat(33_000))), 494, "APIGW.0201");
        assertRefused(send(many), 494, "APIGW.0201");
        assertThat(send(caller.push(body(SERVER)).header("X-Large", "h".repeat(30_000)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_body_over_the_gateways_12_mb_is_refused() throws Exception {
        assertRefused(send(caller.push(" ".repeat(12 * 1024 * 1024) + body(SERVER))), 413, "APIGW.0201");
    }

    @Test
    void a_body_of_exactly_the_gateways_12_mb_is_taken() throws Exception {
        String body = body(SERVER);

        assertThat(send(caller.push(" ".repeat(12 * 1024 * 1024 - body.length()) + body))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void thousands_of_servers_fit_into_one_push() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            ids.add(String.format("%032x", i));
        }

        HttpResponse<byte[]> response = send(caller.push(body("bucket-a", "my_apps/test.tar", ids)));

        assertThat(json(response).path("jobs")).hasSize(5000);
    }

    @ParameterizedTest
    @CsvSource({"bucket-a, other.tar", "bucket-b, my_apps/test.tar"})
    void an_object_that_is_not_there_refuses_the_push_as_a_whole(String bucket, String key) throws Exception {
        assertRefused(send(caller.push(body(bucket, key, List.of(SERVER)))), 404, "CPS.0104");
        assertThat(simulator.jobs()).isEmpty();
    }

    @Test
    void without_a_token_it_is_401() throws Exception {
        HttpRequest.Builder push = caller.request("/v1/" + simulator.projectId() + "/cloud-phone/phones/share-files")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body(SERVER)));

        assertRefused(send(push), 401, "APIGW.0301");
        assertRefused(send(push.header("Authorization", "SDK-HMAC-SHA256 Access=AK")), 401, "APIGW.0301");
    }

    @Test
    void a_token_that_was_not_issued_here_is_401() throws Exception {
        assertRefused(send(caller.push(simulator.projectId(), "other", body(SERVER))), 401, "APIGW.0301");
    }

    @Test
    void an_expired_token_is_told_from_a_wrong_one() throws Exception {
        simulator.expireTokens();

        assertRefused(send(caller.push(body(SERVER))), 401, "APIGW.0307");
    }

    @Test
    void a_token_without_a_project_may_not_push() throws Exception {
        String global = send(caller.tokenRequest("user", "password", ""))
                .headers()
                .firstValue("X-Subject-Token")
                .orElseThrow();

        assertRefused(send(caller.push(simulator.projectId(), global, body(SERVER))), 403, "CPS.0001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0503ddaa18000ff21ff0c009e65d5483", "a%20b", "a%2Fb"})
    void another_project_is_refused(String projectId) throws Exception {
        assertRefused(send(caller.push(projectId, simulator.token(), body(SERVER))), 400, "CPS.0046");
    }

    @Test
    void an_address_or_method_that_the_contract_does_not_have_is_not_served() throws Exception {
        HttpResponse<byte[]> elsewhere = send(caller.request("/v1/p/cloud-phone/phones/share-apps"));
        HttpResponse<byte[]> otherMethod = send(caller.push(body(SERVER)).method("PUT", BodyPublishers.ofString("{}")));

        assertRefused(elsewhere, 404, "APIGW.0101");
        assertRefused(otherMethod, 404, "APIGW.0101");
        assertThat(simulator.journal()).hasSize(2).allSatisfy(request -> assertThat(request.operation())
                .isEmpty());
    }

    @Test
    void later_files_replace_earlier_ones_and_leave_the_rest() throws Exception {
        send(caller.push(body(SERVER)));
        simulator.putObject(
                "bucket-a",
                "my_apps/test.tar",
                Tar.archive()
                        .file("data/app/a.txt", "changed")
                        .file("cache/b", "")
                        .bytes());
        send(caller.push(body(SERVER)));

        assertThat(simulator.sharedStorage(SERVER).files())
                .containsOnly(Map.entry("/data/app/a.txt", 7L), Map.entry("/cache/b", 0L));
    }

    @Test
    void an_archive_that_cannot_be_unpacked_fails_the_job_and_leaves_nothing() throws Exception {
        simulator.putObject(
                "bucket-a",
                "bad.tar",
                Tar.archive().file("data/a", "a").file("data/../../b", "b").bytes());

        HttpResponse<byte[]> response = send(caller.push(body("bucket-a", "bad.tar", List.of(SERVER))));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(simulator.jobs()).singleElement().satisfies(job -> {
            assertThat(job.state()).isEqualTo(SimulatedJob.State.FAILED);
            assertThat(job.errorCode()).contains("CPS.0135");
            assertThat(job.errorMessage().orElseThrow()).contains("data/../../b", "not canonical");
        });
        assertThat(simulator.sharedStorage(SERVER).files()).isEmpty();
    }

    @Test
    void a_job_takes_its_time_by_the_injected_clock() throws Exception {
        try (CphSimulator slow = CphSimulator.builder()
                .clock(clock)
                .jobDuration(Duration.ofMinutes(3))
                .server(SimulatedServer.withSharedStorage(SERVER))
                .object("bucket-a", "my_apps/test.tar", Tar.good())
                .start()) {
            send(new Caller(slow).push(body(SERVER)));

            clock.advance(Duration.ofSeconds(179));
            assertThat(slow.jobs()).singleElement().satisfies(job -> {
                assertThat(job.state()).isEqualTo(SimulatedJob.State.RUNNING);
                assertThat(job.endTime()).isEmpty();
            });
            assertThat(slow.sharedStorage(SERVER).files()).isEmpty();

            clock.advance(Duration.ofSeconds(1));
            assertThat(slow.sharedStorage(SERVER).files()).hasSize(1);
            clock.advance(Duration.ofHours(1));
            assertThat(slow.jobs()).singleElement().satisfies(job -> {
                assertThat(job.state()).isEqualTo(SimulatedJob.State.SUCCEEDED);
                assertThat(Duration.between(job.beginTime(), job.endTime().orElseThrow()))
                        .hasMinutes(3);
            });
        }
    }

    @Test
    void jobs_fail_or_never_end_where_the_server_is_set_up_so() throws Exception {
        simulator.put(SimulatedServer.withSharedStorage(SERVER).failingJobs("CPS.0003", "Disk full."));
        simulator.put(SimulatedServer.withSharedStorage(OTHER).endlessJobs());

        send(caller.push(body(SERVER, OTHER)));
        clock.advance(Duration.ofDays(365));

        assertThat(simulator.jobs())
                .extracting(SimulatedJob::state)
                .containsExactly(SimulatedJob.State.FAILED, SimulatedJob.State.RUNNING);
        assertThat(simulator.jobs().get(0).errorMessage()).contains("Disk full.");
        assertThat(simulator.sharedStorage(SERVER).files()).isEmpty();
        assertThat(simulator.sharedStorage(OTHER).files()).isEmpty();
    }

    @Test
    void sixteen_callers_at_once_are_all_served_and_recorded() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 160; i++) {
                answers.add(threads.submit(
                        () -> send(caller.push(body(SERVER, OTHER))).statusCode()));
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(200);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(simulator.journal()).hasSize(160);
        assertThat(simulator.jobs()).hasSize(320).allSatisfy(job -> assertThat(job.state())
                .isEqualTo(SimulatedJob.State.SUCCEEDED));
        assertThat(simulator.jobs()).extracting(SimulatedJob::jobId).doesNotHaveDuplicates();
    }
}
