package io.github.cphshare.simulator;

import static io.github.cphshare.simulator.Caller.json;
import static io.github.cphshare.simulator.Caller.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** IAM's list of projects, which has one here. */
class ProjectsTest {
    private final CphSimulator simulator =
            CphSimulator.builder().project("p1", "cn-north-4").start();
    private final Caller caller = new Caller(simulator);
    private final Operation operation = Contract.shared().operation("keystoneListProjects");

    @AfterEach
    void close() {
        simulator.close();
    }

    private HttpResponse<byte[]> ask(String query, String token) throws Exception {
        return send(caller.request("/v3/projects" + query).header("X-Auth-Token", token));
    }

    @ParameterizedTest
    @CsvSource({"?name=cn-north-4, 1", "?name=cn-south-1, 0", "'', 1"})
    void a_project_is_found_by_its_name(String query, int found) throws Exception {
        HttpResponse<byte[]> response = ask(query, simulator.token());

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode answer = json(response);
        assertThat(operation.answerSchema(200).validate(answer)).isEmpty();
        assertThat(answer.path("projects")).hasSize(found);
        if (found == 1) {
            assertThat(answer.path("projects").path(0))
                    .hasToString("{\"id\":\"p1\",\"name\":\"cn-north-4\",\"enabled\":true}");
        }
    }

    @Test
    void without_credentials_that_are_good_it_is_refused_in_the_shape_of_iam() throws Exception {
        for (HttpResponse<byte[]> response :
                java.util.List.of(ask("", "unknown"), send(caller.request("/v3/projects")))) {
            assertThat(response.statusCode()).isEqualTo(401);
            JsonNode answer = json(response);
            assertThat(operation.answerSchema(401).validate(answer)).isEmpty();
            assertThat(answer.path("error").path("code").asInt()).isEqualTo(401);
        }
    }

    @Test
    void a_name_that_breaks_the_contract_is_refused() throws Exception {
        assertThat(ask("?name=", simulator.token()).statusCode()).isEqualTo(400);
    }
}
