package io.github.cphshare.simulator;

import static io.github.cphshare.simulator.Caller.body;
import static io.github.cphshare.simulator.Caller.json;
import static io.github.cphshare.simulator.Caller.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {
    private static final String SCOPE = """
            ,"scope":{"project":{"name":"cn-north-4"}}""";

    private final TestClock clock = new TestClock();
    private final CphSimulator simulator = CphSimulator.builder()
            .clock(clock)
            .project("p1")
            .user("account", "user", "pass-canary")
            .server(SimulatedServer.withSharedStorage("s1"))
            .object("bucket-a", "my_apps/test.tar", Tar.good())
            .start();
    private final Caller caller = new Caller(simulator);
    private final Operation operation = Contract.shared().operation("keystoneCreateUserTokenByPassword");

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void a_login_with_millions_of_wrong_values_is_refused_like_any_other() throws Exception {
        String millions = "\"\",".repeat(3_800_000) + "\"\"";

        HttpResponse<byte[]> response = send(caller.request("/v3/auth/tokens")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"auth\":{\"identity\":{\"methods\":[" + millions + "]}}}")));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(simulator.journal().get(0).problems()).hasSizeBetween(1, 101);
    }

    private String token(HttpResponse<byte[]> response) {
        return response.headers().firstValue("X-Subject-Token").orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"name\":\"cn-north-4\"", "\"id\":\"p1\"", "\"id\":\"p1\",\"name\":\"other\""})
    void name_and_password_give_a_token_that_pushes(String project) throws Exception {
        HttpResponse<byte[]> response =
                send(caller.tokenRequest("user", "pass-canary", ",\"scope\":{\"project\":{" + project + "}}"));

        assertThat(response.statusCode()).isEqualTo(201);
        JsonNode answer = json(response);
        assertThat(operation.answerSchema(201).validate(answer)).isEmpty();
        assertThat(answer.path("token")).hasToString("""
                {"expires_at":"2026-01-02T09:05:22.701000Z","issued_at":"2026-01-01T09:05:22.701000Z",\
                "methods":["password"],"project":{"id":"p1","name":"cn-north-4"}}""");
        assertThat(send(caller.push("p1", token(response), body("s1"))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_token_is_good_for_24_hours_and_a_new_one_does_not_end_it() throws Exception {
        String first = token(send(caller.tokenRequest("user", "pass-canary", SCOPE)));
        clock.advance(Duration.ofHours(24).minusMillis(1));
        String second = token(send(caller.tokenRequest("user", "pass-canary", SCOPE)));
        assertThat(send(caller.push("p1", first, body("s1"))).statusCode()).isEqualTo(200);

        clock.advance(Duration.ofMillis(1));

        Caller.assertRefused(send(caller.push("p1", first, body("s1"))), 401, "APIGW.0307");
        assertThat(send(caller.push("p1", second, body("s1"))).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"user, wrong", "other, pass-canary"})
    void a_wrong_name_or_password_is_401_in_the_shape_of_iam(String user, String password) throws Exception {
        HttpResponse<byte[]> response = send(caller.tokenRequest(user, password, SCOPE));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(json(response)).hasToString("""
                {"error":{"code":401,"message":"The username or password is wrong.","title":"Unauthorized"}}""");
        assertThat(response.headers().firstValue("X-Subject-Token")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{",
                "",
                "{\"auth\":{\"identity\":{\"methods\":[],\"password\":{}}}}",
                "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":{\"name\":\"user\","
                        + "\"password\":7,\"domain\":{\"name\":\"account\"}}}}}}"
            })
    void a_body_that_the_contract_does_not_allow_is_400_with_every_problem(String body) throws Exception {
        HttpResponse<byte[]> response =
                send(caller.tokenRequest("user", "pass-canary", SCOPE).POST(BodyPublishers.ofString(body)));

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode answer = json(response);
        assertThat(operation.answerSchema(400).validate(answer)).isEmpty();
        List<String> problems = simulator.journal().get(0).problems();
        assertThat(problems).isNotEmpty();
        assertThat(answer.path("error").path("message").textValue()).contains(problems);
    }

    @Test
    void a_query_that_the_contract_does_not_allow_is_400() throws Exception {
        assertThat(send(caller.tokenRequest("user", "pass-canary", SCOPE)
                                .uri(URI.create(simulator.endpoint() + "/v3/auth/tokens?nocatalog=%3C")))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_project_that_is_not_there_is_404() throws Exception {
        HttpResponse<byte[]> response = send(caller.tokenRequest("user", "pass-canary", """
                        ,"scope":{"project":{"name":"cn-south-1"}}"""));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(operation.answerSchema(404).validate(json(response))).isEmpty();
    }

    @Test
    void the_journal_shows_no_password_and_no_token() throws Exception {
        String token = token(send(caller.tokenRequest("user", "pass-canary", SCOPE)));
        send(caller.tokenRequest("user", "pass-canary\n", SCOPE));
        send(caller.push("p1", token, body("s1")));
        send(caller.push("p1", "wrong-canary", body("s1")));

        assertThat(simulator.journal()).hasSize(4);
        assertThat(simulator.journal().toString()).doesNotContain("canary", token, simulator.token());
        assertThat(simulator.journal().toString() + simulator).doesNotContain(simulator.token());
        assertThat(simulator.journal().get(2).header("x-auth-token")).containsExactly(token);
    }
}
