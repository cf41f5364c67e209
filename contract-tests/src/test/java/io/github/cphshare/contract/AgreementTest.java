package io.github.cphshare.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import au.com.dius.pact.core.model.ContentType;
import au.com.dius.pact.core.model.IHttpPart;
import au.com.dius.pact.core.model.OptionalBody;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cphshare.contract.Contract.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The committed pact and the OpenAPI document say the same, and the pact says all of it. */
class AgreementTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Contract CONTRACT = Contract.published();
    private static final OpenApiCheck CHECK = new OpenApiCheck(CONTRACT);

    static List<SynchronousHttp> interactions() {
        return PactFile.interactions(PactFile.parse(PactFile.read(PactFile.COMMITTED)));
    }

    @ParameterizedTest
    @MethodSource("interactions")
    void an_interaction_of_the_pact_is_one_of_the_contract(SynchronousHttp interaction) {
        assertThat(CHECK.findings(interaction)).as(interaction.getDescription()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void an_interaction_that_breaks_the_contract_is_found(
            String what, Consumer<SynchronousHttp> mutation, String finding) {
        SynchronousHttp interaction = interactions().stream()
                .filter(one -> covers(one, CONTRACT.push(), "200"))
                .findFirst()
                .orElseThrow();
        assertThat(CHECK.findings(interaction)).isEmpty();

        mutation.accept(interaction);

        assertThat(CHECK.findings(interaction)).as(what).anyMatch(key -> key.startsWith(finding));
    }

    static Stream<Arguments> an_interaction_that_breaks_the_contract_is_found() {
        return Stream.of(
                broken(
                        "a bucket name that breaks the pattern",
                        sent(body -> body.put("bucket_name", "bucketA")),
                        "validation.request.body.schema.pattern"),
                broken(
                        "a request without its object path",
                        sent(body -> body.remove("object_path")),
                        "validation.request.body.schema.required"),
                broken(
                        "a request with a field too many",
                        sent(body -> body.put("file_paths", "/data/x")),
                        "validation.request.body.schema.additionalProperties"),
                broken(
                        "a request to no server",
                        sent(body -> body.putArray("server_ids")),
                        "validation.request.body.schema.minItems"),
                broken(
                        "an answer of another type",
                        answered(body -> body.put("request_id", 1)),
                        "validation.response.body.schema.type"),
                broken(
                        "an answer of another type, further in",
                        answered(body -> ((ObjectNode) body.path("jobs").path(0)).put("job_id", 1)),
                        "validation.response.body.schema.type"),
                broken(
                        "an answer with a null",
                        answered(body -> body.putNull("request_id")),
                        "validation.response.body.schema.type"),
                broken(
                        "an answer whose list is none",
                        answered(body -> body.put("jobs", "none")),
                        "validation.response.body.schema.type"),
                broken(
                        "a push that would also delete",
                        sent(body -> body.putArray("file_paths").add("/data/x")),
                        "validation.request.body.schema.additionalProperties"),
                broken(
                        "another path",
                        one -> one.getRequest().setPath("/v1/0503/cloud-phone/phones/share-file"),
                        "validation.request.path.missing"),
                broken(
                        "a project id that breaks the pattern",
                        one -> one.getRequest().setPath("/v1/a%20b/cloud-phone/phones/share-files"),
                        "validation.request.parameter.schema.pattern"),
                broken(
                        "another method",
                        one -> one.getRequest().setMethod("PUT"),
                        "validation.request.operation.notAllowed"),
                broken(
                        "a status that is not documented",
                        one -> one.getResponse().setStatus(418),
                        "validation.response.status.unknown"),
                broken(
                        "a request without a token",
                        one -> one.getRequest().getHeaders().remove(Exchange.TOKEN_HEADER),
                        "validation.request.security"),
                broken(
                        "a request of another content type",
                        one -> one.getRequest().getHeaders().put("Content-Type", List.of("text/plain")),
                        "validation.request.contentType.notAllowed"),
                broken(
                        "an answer of another content type",
                        one -> one.getResponse().getHeaders().put("Content-Type", List.of("text/html")),
                        "validation.response.contentType.notAllowed"));
    }

    @Test
    void the_contract_names_every_field_but_those_of_a_later_day_which_show_that_they_do_no_harm() {
        OpenApiCheck strict = OpenApiCheck.toTheLastField(CONTRACT);
        List<SynchronousHttp> interactions = interactions();
        assertThat(interactions).anyMatch(one -> !strict.findings(one).isEmpty());

        interactions.forEach(one -> edit(one.getResponse(), AgreementTest::withoutFieldsOfALaterDay));

        assertThat(interactions).allSatisfy(one -> assertThat(strict.findings(one))
                .as(one.getDescription())
                .isEmpty());
    }

    private static void withoutFieldsOfALaterDay(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            object.remove(names.stream().filter(name -> name.startsWith("a_later_")).toList());
        }
        node.forEach(AgreementTest::withoutFieldsOfALaterDay);
    }

    @Test
    void a_field_of_an_answer_that_the_contract_does_not_name_is_found() {
        OpenApiCheck strict = OpenApiCheck.toTheLastField(CONTRACT);
        SynchronousHttp interaction = interactions().stream()
                .filter(one -> covers(one, CONTRACT.push(), "200"))
                .filter(one -> strict.findings(one).isEmpty())
                .findFirst()
                .orElseThrow();

        answered(body -> body.put("a_later_field", 1)).accept(interaction);

        assertThat(strict.findings(interaction))
                .containsExactly("validation.response.body.schema.additionalProperties");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void a_query_that_breaks_the_contract_is_found(String what, String parameter, String value, String finding) {
        SynchronousHttp interaction = interactions().stream()
                .filter(one -> covers(one, CONTRACT.operation("listJobs"), "200"))
                .findFirst()
                .orElseThrow();
        assertThat(CHECK.findings(interaction)).isEmpty();

        interaction.getRequest().getQuery().put(parameter, List.of(value));

        assertThat(CHECK.findings(interaction)).as(what).anyMatch(key -> key.startsWith(finding));
    }

    static Stream<Arguments> a_query_that_breaks_the_contract_is_found() {
        return Stream.of(
                arguments("a page too large", "limit", "101", "validation.request.parameter.schema.maximum"),
                arguments("a page that is no number", "offset", "ten", "validation.request.parameter.schema.type"),
                arguments(
                        "more request ids than are allowed",
                        "request_ids",
                        "r" + ",r".repeat(20),
                        "validation.request.parameter.collection.tooManyItems"));
    }

    @Test
    void every_status_of_every_operation_has_an_interaction() {
        assertThat(uncovered(CONTRACT, interactions())).isEmpty();
    }

    @Test
    void a_status_without_an_interaction_is_found() {
        List<SynchronousHttp> without429 = interactions().stream()
                .filter(one -> one.getResponse().getStatus() != 429)
                .toList();

        assertThat(uncovered(CONTRACT, without429))
                .hasSameSizeAs(CONTRACT.operations())
                .contains("pushShareFiles 429", "listJobs 429");
    }

    @Test
    void an_operation_without_an_interaction_is_found() {
        String another = """
                paths:
                  /v1/phones:
                    get:
                      operationId: listPhones
                      responses:
                        '200':
                          description: The phones.
                """;
        Contract grown = new Contract(CONTRACT.text().replace("\npaths:\n", "\n" + another));

        assertThat(uncovered(grown, interactions())).containsExactly("listPhones 200");
    }

    private static List<String> uncovered(Contract contract, List<SynchronousHttp> interactions) {
        return contract.operations().stream()
                .flatMap(operation -> operation.statuses().stream()
                        .filter(status -> interactions.stream().noneMatch(one -> covers(one, operation, status)))
                        .map(status -> operation.id() + " " + status))
                .toList();
    }

    private static boolean covers(SynchronousHttp one, Operation operation, String status) {
        return CONTRACT.operationAt(
                                one.getRequest().getMethod(), one.getRequest().getPath())
                        .filter(at -> at.id().equals(operation.id()))
                        .isPresent()
                && String.valueOf(one.getResponse().getStatus()).equals(status);
    }

    private static Arguments broken(String what, Consumer<SynchronousHttp> mutation, String finding) {
        return arguments(what, mutation, finding);
    }

    private static Consumer<SynchronousHttp> sent(Consumer<ObjectNode> change) {
        return one -> edit(one.getRequest(), change);
    }

    private static Consumer<SynchronousHttp> answered(Consumer<ObjectNode> change) {
        return one -> edit(one.getResponse(), change);
    }

    private static void edit(IHttpPart part, Consumer<ObjectNode> change) {
        try {
            ObjectNode body = (ObjectNode) JSON.readTree(part.getBody().valueAsString());
            change.accept(body);
            part.setBody(OptionalBody.body(body.toString().getBytes(StandardCharsets.UTF_8), ContentType.getJSON()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
