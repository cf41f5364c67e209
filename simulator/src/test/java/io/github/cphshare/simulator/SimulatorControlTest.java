package io.github.cphshare.simulator;

import static io.github.cphshare.simulator.Caller.json;
import static io.github.cphshare.simulator.Caller.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorControlTest {
    private static final String SERVER = SampleWorld.SERVERS.get(0);

    private final SimulatorControl control = new SimulatorControl(0);

    @AfterEach
    void close() {
        control.close();
    }

    private HttpResponse<byte[]> post(String path, String body) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(URI.create(control.endpoint() + path)).POST(BodyPublishers.ofString(body)));
    }

    private JsonNode started(String setup) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = post("/simulators", setup);
        assertThat(response.statusCode())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(201);
        return json(response);
    }

    private static HttpResponse<byte[]> push(JsonNode simulator) throws IOException, InterruptedException {
        String path = "/v1/" + simulator.path("project_id").asText() + "/cloud-phone/phones/share-files";
        return send(HttpRequest.newBuilder(URI.create(simulator.path("endpoint").asText() + path))
                .header("X-Auth-Token", simulator.path("token").asText())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Caller.body(SampleWorld.BUCKET, "a.tar", SampleWorld.SERVERS))));
    }

    @Test
    void each_simulator_is_one_of_its_own() throws Exception {
        JsonNode one = started("{\"name\":\"one\",\"objects\":[{\"bucket\":\"bucket-a\",\"key\":\"a.tar\"}]}");
        JsonNode other = started("");

        assertThat(push(one).statusCode()).isEqualTo(200);
        assertThat(push(other).statusCode()).isEqualTo(404);
        assertThat(one.path("token")).isNotEqualTo(other.path("token"));
        assertThat(one.path("access_key").asText()).isEqualTo(SampleWorld.ACCESS_KEY);
        assertThat(one.path("secret_key").asText()).isEqualTo(SampleWorld.SECRET_KEY);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, Host: tests.example.com",
        "GET, Host: 127.0.0.1.example.com:80",
        "POST, Origin: https://example.com",
        "POST, Origin: null",
    })
    void a_page_in_a_browser_is_turned_away(String method, String header) throws Exception {
        String host = header.startsWith("Host") ? "" : "Host: localhost\r\n";

        String answer = answer(method + " /simulators HTTP/1.1\r\n" + host + header
                + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 403 ").doesNotContain("token");
        assertThat(json(send(HttpRequest.newBuilder(URI.create(control.endpoint() + "/simulators"))))
                        .path("simulators"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8080", "127.0.0.1", "127.0.0.1:1", "[::1]:9"})
    void a_test_may_call_this_machine_by_any_of_its_names(String host) throws Exception {
        assertThat(answer("GET /simulators HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    private String answer(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), control.endpoint().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void the_journal_gives_back_what_was_sent() throws Exception {
        JsonNode simulator = started("{\"name\":\"mine\"}");
        push(simulator);

        JsonNode all = json(send(HttpRequest.newBuilder(URI.create(control.endpoint() + "/simulators"))));
        JsonNode mine = all.path("simulators").path(0);
        assertThat(mine.path("name").asText()).isEqualTo("mine");
        JsonNode request = mine.path("journal").path(0);
        assertThat(request.path("method").asText()).isEqualTo("POST");
        assertThat(request.path("path").asText()).endsWith("/cloud-phone/phones/share-files");
        assertThat(request.path("operation").asText()).isEqualTo("pushShareFiles");
        assertThat(request.path("status").asInt()).isEqualTo(404);
        assertThat(request.path("headers").path("X-auth-token").path(0)).isEqualTo(simulator.path("token"));
        assertThat(request.path("body").asText())
                .isEqualTo(Caller.body(SampleWorld.BUCKET, "a.tar", SampleWorld.SERVERS));
        assertThat(request.path("problems")).hasSize(1);
    }

    @Test
    void the_set_up_of_the_readme_is_one() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        int from = readme.indexOf("```json\n") + "```json\n".length();
        JsonNode simulator = started(readme.substring(from, readme.indexOf("```", from)));

        assertThat(push(simulator).statusCode()).isEqualTo(429);
        assertThat(simulator.path("name").asText()).isEqualTo("a push that is throttled");
    }

    @Test
    void servers_are_set_up_as_asked() throws Exception {
        JsonNode simulator = started("""
                {"objects": [{"bucket": "bucket-a", "key": "a.tar"}],
                 "servers": [{"id": "%s", "refusing": {"code": "CPS.9999", "message": "Another day."}},
                             {"id": "%s", "shared_storage": false}]}""".formatted(SERVER, SampleWorld.SERVERS.get(1)));

        JsonNode jobs = json(push(simulator)).path("jobs");

        assertThat(jobs.findValuesAsText("error_code")).containsExactly("CPS.9999", "CPS.0137");
        assertThat(jobs.findValuesAsText("job_id")).hasSize(1);
    }

    @Test
    void jobs_can_come_to_a_status_that_no_document_has_or_vanish() throws Exception {
        JsonNode simulator = started("""
                {"objects": [{"bucket": "bucket-a", "key": "a.tar"}],
                 "servers": [{"id": "%s", "odd_jobs": 7}, {"id": "%s", "vanishing_jobs": true},
                             {"id": "%s", "state": 8}]}""".formatted(SERVER, SampleWorld.SERVERS.get(1), SampleWorld.SERVERS.get(2)));

        String request = json(push(simulator)).path("request_id").asText();

        JsonNode jobs = get(simulator, "jobs?request_id=" + request).path("jobs");
        assertThat(jobs.findValuesAsText("status")).containsExactly("7", "-1");
        JsonNode frozen = get(simulator, "servers/" + SampleWorld.SERVERS.get(2));
        assertThat(frozen.path("status").asInt()).isEqualTo(8);
    }

    private static JsonNode get(JsonNode simulator, String query) throws IOException, InterruptedException {
        return json(send(
                HttpRequest.newBuilder(URI.create(simulator.path("endpoint").asText() + "/v1/"
                                + simulator.path("project_id").asText() + "/cloud-phone/" + query))
                        .header("X-Auth-Token", simulator.path("token").asText())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"status\":429,\"code\":\"APIGW.0308\",\"headers\":{\"Retry-After\":\"7\"}}|429|threshold",
                "{\"status\":501}|501|Not Implemented",
                "{\"status\":400,\"code\":\"CPS.9999\",\"message\":\"Another day.\"}|400|Another day.",
                "{\"status\":502,\"content_type\":\"text/html\",\"body\":\"<h1>502</h1>\"}|502|<h1>502</h1>",
            })
    void a_fault_meets_the_next_request(String fault, int status, String body) throws Exception {
        HttpResponse<byte[]> response = push(started("{\"faults\":[" + fault + "]}"));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains(body);
        assertThat(response.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 429);
    }

    /** A push has no idempotency key: what a caller makes of an answer that never came is what has to be tested. */
    @ParameterizedTest
    @CsvSource({
        "close_before_reading, closed by a fault before reading",
        "close_after_reading, closed by a fault after reading",
        "lose_answer,",
        "truncate_answer,",
    })
    void a_fault_can_break_the_connection_of_a_push_that_was_carried_out_or_not(
            String connection, @Nullable String whyNot) throws Exception {
        JsonNode simulator = started("""
                {"objects": [{"bucket": "bucket-a", "key": "a.tar"}],
                 "faults": [{"connection": "%s"}]}""".formatted(connection));

        assertThatThrownBy(() -> push(simulator)).isInstanceOf(IOException.class);

        JsonNode all = json(send(HttpRequest.newBuilder(URI.create(control.endpoint() + "/simulators"))));
        JsonNode problems =
                all.path("simulators").path(0).path("journal").path(0).path("problems");
        assertThat(problems).extracting(JsonNode::asText).isEqualTo(whyNot == null ? List.of() : List.of(whyNot));
        assertThat(push(simulator).statusCode()).isEqualTo(200);
    }

    @Test
    void a_fault_can_be_for_each_request() throws Exception {
        JsonNode simulator = started("{\"faults\":[{\"status\":503},{\"status\":429,\"every\":true}]}");

        assertThat(push(simulator).statusCode()).isEqualTo(503);
        assertThat(push(simulator).statusCode()).isEqualTo(429);
        assertThat(push(simulator).statusCode()).isEqualTo(429);
    }

    @ParameterizedTest
    @CsvSource({"'{\"delay_seconds\":0}', 404", "'{\"status\":503,\"delay_seconds\":0}', 503"})
    void a_fault_can_be_late(String fault, int status) throws Exception {
        assertThat(push(started("{\"faults\":[" + fault + "]}")).statusCode()).isEqualTo(status);
    }

    @Test
    void an_object_holds_what_was_given() throws Exception {
        String content = Base64.getEncoder().encodeToString(Tar.good());
        JsonNode simulator = started("""
                {"objects": [{"bucket": "bucket-a", "key": "a.tar", "base64": "%s"}]}""".formatted(content));

        HttpResponse<byte[]> object = send(
                HttpRequest.newBuilder(URI.create(simulator.path("endpoint").asText() + "/buckets/bucket-a/a.tar")));

        assertThat(object.body()).isEqualTo(Tar.good());
    }

    @Test
    void the_token_can_have_expired() throws Exception {
        HttpResponse<byte[]> response = push(started("{\"expired_token\":true}"));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(json(response).path("error_code").asText()).isEqualTo("APIGW.0307");
    }

    @Test
    void the_clock_of_one_can_be_put_forward() throws Exception {
        JsonNode simulator = started("{\"job_seconds\":60.0}");

        assertThat(post("/simulators/" + simulator.path("id") + "/clock", "{\"seconds\":60.0}")
                        .statusCode())
                .isEqualTo(200);

        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        ControlledClock clock = new ControlledClock(Clock.fixed(start, ZoneOffset.UTC));
        clock.forward(Duration.ofSeconds(60));
        assertThat(clock.instant()).isEqualTo(start.plusSeconds(60));
        assertThat(clock.withZone(ZoneOffset.MAX).instant()).isEqualTo(start.plusSeconds(60));
    }

    @Test
    void one_can_be_given_back_and_the_others_stay() throws Exception {
        JsonNode one = started("");
        JsonNode other = started("");
        HttpRequest.Builder end = HttpRequest.newBuilder(
                        URI.create(control.endpoint() + "/simulators/" + one.path("id")))
                .DELETE();

        assertThat(send(end.copy()).statusCode()).isEqualTo(204);

        assertThatThrownBy(() -> push(one)).isInstanceOf(IOException.class);
        assertThat(send(end).statusCode()).isEqualTo(400);
        assertThat(push(other).statusCode()).isEqualTo(404);
        JsonNode left = json(send(HttpRequest.newBuilder(URI.create(control.endpoint() + "/simulators"))));
        assertThat(left.path("simulators").findValuesAsText("id"))
                .containsExactly(other.path("id").asText());
        assertThat(started("").path("id")).isNotEqualTo(other.path("id")).isNotEqualTo(one.path("id"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/simulators|{\"name\":1}|400|name has to be there, and be a string",
                "/simulators|{\"servers\":{}}|400|servers has to be a list",
                "/simulators|{\"job_seconds\":\"5\"}|400|job_seconds has to be a whole number",
                "/simulators|{\"job_seconds\":-5}|400|job_seconds has to be a whole number",
                "/simulators|{\"job_seconds\":5.5}|400|job_seconds has to be a whole number",
                "/simulators|{\"expired_token\":\"yes\"}|400|expired_token has to be true or false",
                "/simulators|{\"objects\":[{\"bucket\":\"b\",\"key\":\"k\",\"base64\":\"?\"}]}|400|has to be base64",
                "/simulators|{\"faults\":[{\"status\":\"500\"}]}|400|status has to be a whole number",
                "/simulators|{\"faults\":[{\"status\":500,\"headers\":[]}]}|400|headers has to be a JSON object",
                "/simulators|{\"faults\":[{\"status\":500,\"headers\":{\"A\":1}}]}|400|A has to be there",
                "/simulators|{\"sever\":[]}|400|the set-up has no sever",
                "/simulators|{\"servers\":[{\"name\":\"a\"}]}|400|a server has no name",
                "/simulators|{\"servers\":[{}]}|400|id has to be there",
                "/simulators|{\"faults\":[{\"status\":400,\"code\":\"CPS.NONE\"}]}|400|CPS.NONE",
                "/simulators|{\"faults\":[1]}|400|a fault has to be a JSON object",
                "/simulators|{\"faults\":[{}]}|400|a fault needs a status, a connection or delay_seconds",
                "/simulators|{\"faults\":[{\"connection\":\"cut\"}]}|400|there is no connection cut",
                "/simulators|{\"faults\":[{\"connection\":\"lose_answer\",\"status\":500}]}|400|breaks the connection has no status",
                "/simulators|{\"faults\":[{\"delay_seconds\":1,\"body\":\"\"}]}|400|only late has no body",
                "/simulators|{|400|not JSON",
                "/simulators/0/clock|{\"seconds\":-1}|400|seconds has to be a whole number from 0 on",
                "/simulators/0/clock|{\"seconds\":1e300}|400|seconds has to be a whole number from 0 on",
                "/simulators/0/clock|{}|400|seconds has to be there",
                "/simulators/0/clock|{\"seconds\":1}|400|there is no simulator 0",
                "/elsewhere|{}|404|there is no POST /elsewhere",
            })
    void what_is_not_understood_is_refused(String path, String body, int status, String why) throws Exception {
        HttpResponse<byte[]> response = post(path, body);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(json(response).path("error").asText()).contains(why);
    }
}
