package io.github.cphshare.contract;

import static au.com.dius.pact.consumer.dsl.LambdaDsl.newJsonBody;
import static au.com.dius.pact.consumer.dsl.Matchers.regexp;
import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.consumer.dsl.DslPart;
import au.com.dius.pact.consumer.dsl.LambdaDslJsonArray;
import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import au.com.dius.pact.consumer.dsl.PactBuilder;
import au.com.dius.pact.core.model.Interaction;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Pact;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cphshare.client.PushReceipt;
import io.github.cphshare.client.PushRequest;
import io.github.cphshare.client.ServerAnswer;
import io.github.cphshare.client.error.AuthenticationException;
import io.github.cphshare.client.error.ConflictException;
import io.github.cphshare.client.error.NotFoundException;
import io.github.cphshare.client.error.PermissionDeniedException;
import io.github.cphshare.client.error.ServiceException;
import io.github.cphshare.client.error.ServiceUnavailableException;
import io.github.cphshare.client.error.ThrottledException;
import io.github.cphshare.contract.Contract.Answer;
import io.github.cphshare.contract.Contract.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * PushShareFiles, pinned: one interaction for every named example of the contract, and some for the freedom that the
 * contract leaves to an answer. Nothing that the contract says is said again here.
 *
 * <p>The request is pinned by value, since it has to arrive as it was asked for; the token by being there. Of an answer,
 * what a client decides by (server ids, error codes) is pinned by value, everything else by type, and the order of the
 * jobs not at all.
 */
final class PushPact {
    static final String CONSUMER = "cph-share-client";
    static final String PROVIDER = "cloud-phone";
    static final String TOKEN_HEADER = "X-Auth-Token";
    static final String FAKE_TOKEN = "not-a-real-token";

    private static final String JSON = "application/json";
    private static final String REQUEST_ID_HEADER = "X-Request-Id";
    private static final Set<String> DECIDED_BY = Set.of("server_id", "error_code");

    private static final Map<String, Class<? extends ServiceException>> FAILURES = Map.of(
            "INVALID_REQUEST", ServiceException.class,
            "AUTHENTICATION", AuthenticationException.class,
            "PERMISSION_DENIED", PermissionDeniedException.class,
            "NOT_FOUND", NotFoundException.class,
            "CONFLICT", ConflictException.class,
            "UNSUPPORTED", ServiceException.class,
            "LIMIT_EXCEEDED", ServiceException.class,
            "THROTTLED", ThrottledException.class,
            "UNAVAILABLE", ServiceUnavailableException.class,
            "UNEXPECTED", ServiceException.class);

    private final Operation push;
    private final JsonNode projectId;
    private final List<JsonNode> catalogue = Contract.catalogue();

    PushPact(Contract contract) {
        push = contract.operation("pushShareFiles");
        projectId = contract.pathParameter("project_id");
    }

    String projectId() {
        return projectId.path("example").asText();
    }

    /** All of it, as the file has it. */
    V4Pact whole() {
        List<Interaction> interactions = pinned().stream()
                .flatMap(pinned -> pinned.pact().getInteractions().stream())
                .toList();
        V4Pact any = pinned().get(0).pact();
        return new V4Pact(any.getConsumer(), any.getProvider(), new ArrayList<>(interactions));
    }

    List<Pinned> pinned() {
        List<Pinned> all = new ArrayList<>(List.of(
                everyServerAccepted(),
                oneServerRefused(),
                refusedWithAnUnknownCode(),
                refusedWithAnEmptyJobId(),
                aServerIsMissing(),
                withoutARequestId(),
                withUnknownFields(),
                withLongIds()));
        push.answers().stream().filter(answer -> answer.status() >= 300).forEach(answer -> all.add(failed(answer)));
        return all;
    }

    /**
     * The contract knows no null, so this can't be pinned; the client takes it for an absent field all the same.
     */
    Pinned withNulls() {
        Answer answer = push.answer("oneServerRefused");
        ObjectNode body = answer.body().deepCopy();
        job(body, 0).putNull("error_code").putNull("error_msg");
        job(body, 1).putNull("job_id");
        return ok("a push that is answered with nulls", body, List.of(), receipt -> {
            assertThat(receipt.accepted()).hasSize(1);
            assertThat(receipt.refused()).singleElement().satisfies(PushPact::hasNoSharedStorage);
        });
    }

    private Pinned everyServerAccepted() {
        Answer answer = push.answer("everyServerAccepted");
        return ok("a push that every server accepts", answer.body(), List.of(archiveAndServers()), receipt -> {
            assertThat(receipt.allAccepted()).isTrue();
            assertThat(receipt.requestId())
                    .isEqualTo(answer.body().path("request_id").asText());
            assertThat(receipt.accepted())
                    .extracting(ServerAnswer::serverId)
                    .containsExactlyElementsOf(request().serverIds());
            assertThat(receipt.accepted())
                    .extracting(ServerAnswer::jobId)
                    .containsExactlyElementsOf(answer.body().path("jobs").findValuesAsText("job_id"));
        });
    }

    private Pinned oneServerRefused() {
        Answer answer = push.answer("oneServerRefused");
        String refused = request().serverIds().get(1);
        State state = new State(States.NO_SHARED_STORAGE, Map.of("server_id", refused));
        return ok(
                "a push that one server refuses, having no shared storage",
                answer.body(),
                List.of(archiveAndServers(), state),
                receipt -> {
                    assertThat(receipt.allAccepted()).isFalse();
                    assertThat(receipt.accepted())
                            .extracting(ServerAnswer::serverId)
                            .containsExactly(request().serverIds().get(0));
                    assertThat(receipt.refused()).singleElement().satisfies(one -> {
                        assertThat(one.serverId()).isEqualTo(refused);
                        assertThat(one.errorMessage())
                                .isEqualTo(answer.body().at("/jobs/1/error_msg").asText());
                        hasNoSharedStorage(one);
                    });
                });
    }

    private static void hasNoSharedStorage(ServerAnswer answer) {
        assertThat(answer.errorCode()).isEqualTo("CPS.0137");
        assertThat(answer.jobId()).isNull();
    }

    private Pinned refusedWithAnUnknownCode() {
        ObjectNode body = push.answer("oneServerRefused").body().deepCopy();
        ObjectNode refusal = job(body, 1).put("error_code", "CPS.9999").put("error_msg", "A reason of a later day.");
        State state = new State(
                States.REFUSED_FOR_ANOTHER_REASON,
                Map.of(
                        "server_id", refusal.path("server_id").asText(),
                        "error_code", refusal.path("error_code").asText(),
                        "error_msg", refusal.path("error_msg").asText()));
        return ok(
                "a push that one server refuses with a code that no catalogue has",
                body,
                List.of(archiveAndServers(), state),
                receipt -> assertThat(receipt.refused()).singleElement().satisfies(one -> {
                    assertThat(one.errorCode()).isEqualTo("CPS.9999");
                    assertThat(one.advice()).isNotBlank();
                }));
    }

    private Pinned refusedWithAnEmptyJobId() {
        ObjectNode body = push.answer("oneServerRefused").body().deepCopy();
        job(body, 1).put("job_id", "");
        return shaped(
                "a push that one server refuses with an empty job id",
                body,
                receipt -> assertThat(receipt.refused()).singleElement().satisfies(PushPact::hasNoSharedStorage));
    }

    private Pinned aServerIsMissing() {
        ObjectNode body = push.answer("everyServerAccepted").body().deepCopy();
        ((ArrayNode) body.path("jobs")).remove(1);
        return shaped("a push whose answer leaves a server out", body, receipt -> {
            assertThat(receipt.accepted()).hasSize(1);
            assertThat(receipt.missing()).containsExactly(request().serverIds().get(1));
            assertThat(receipt.allAccepted()).isFalse();
        });
    }

    private Pinned withoutARequestId() {
        ObjectNode body = push.answer("everyServerAccepted").body().deepCopy();
        String id = body.remove("request_id").asText();
        return pinned(
                "a push whose answer has its request id in the header alone",
                request(),
                List.of(new State(States.ANOTHER_SHAPE, Map.of())),
                200,
                Map.of(REQUEST_ID_HEADER, id),
                body,
                outcome -> assertThat(outcome.receipt().requestId()).isEqualTo(id));
    }

    private Pinned withUnknownFields() {
        ObjectNode body = push.answer("everyServerAccepted").body().deepCopy();
        body.put("a_later_field", "a later value").putObject("a_later_object").put("depth", "one");
        job(body, 0).put("a_later_field", "a later value");
        return shaped(
                "a push whose answer has fields of a later day", body, receipt -> assertThat(receipt.allAccepted())
                        .isTrue());
    }

    /** Documents say 32 characters; 36 and more have been seen in their own examples. */
    private Pinned withLongIds() {
        UnaryOperator<String> longer = id -> id + "-" + id;
        PushRequest documented = request();
        PushRequest request = PushRequest.builder()
                .bucketName(documented.bucketName())
                .objectPath(documented.objectPath())
                .serverIds(documented.serverIds().stream().map(longer).toList())
                .build();
        ObjectNode body = push.answer("everyServerAccepted").body().deepCopy();
        for (int i = 0; i < request.serverIds().size(); i++) {
            job(body, i)
                    .put("server_id", request.serverIds().get(i))
                    .put("job_id", longer.apply(job(body, i).path("job_id").asText()));
        }
        return pinned(
                "a push to servers whose ids are longer than documented",
                request,
                List.of(new State(States.ARCHIVE_AND_LONG_IDS, parameters(request))),
                200,
                Map.of(),
                body,
                outcome -> {
                    assertThat(outcome.receipt().allAccepted()).isTrue();
                    assertThat(outcome.receipt().accepted())
                            .extracting(ServerAnswer::serverId)
                            .containsExactlyElementsOf(request.serverIds());
                });
    }

    private Pinned failed(Answer answer) {
        String code = text(answer.body(), "error_code");
        String category = category(code, answer.status());
        return pinned(
                "a push that is answered with " + answer.status() + ": " + answer.name(),
                request(),
                List.of(new State(States.FAILS, failure(answer.status(), code))),
                answer.status(),
                Map.of(),
                answer.body(),
                outcome -> {
                    ServiceException failure = outcome.failure(FAILURES.get(category));
                    assertThat(failure.httpStatus()).isEqualTo(answer.status());
                    assertThat(failure.errorCode()).isEqualTo(code);
                    assertThat(failure.errorMessage()).isEqualTo(text(answer.body(), "error_msg"));
                    assertThat(failure.requestId()).isEqualTo(text(answer.body(), "request_id"));
                    assertThat(failure.category().name()).isEqualTo(category);
                });
    }

    private static Map<String, Object> failure(int status, @Nullable String code) {
        return code == null ? Map.of("status", status) : Map.of("status", status, "error_code", code);
    }

    /** What the catalogue says about a code with a status; about the status where an answer has no code. */
    private String category(@Nullable String code, int status) {
        String listed = code == null ? "*" : code;
        return catalogue.stream()
                .filter(row -> row.path("code").asText().equals(listed))
                .filter(row -> row.path("statuses").toString().contains("\"" + status + "\""))
                .map(row -> row.path("category").asText())
                .findFirst()
                .orElseThrow(() -> new AssertionError("the catalogue has no " + listed + " with " + status));
    }

    private Pinned shaped(String description, JsonNode body, Consumer<PushReceipt> check) {
        return ok(description, body, List.of(new State(States.ANOTHER_SHAPE, Map.of())), check);
    }

    private Pinned ok(String description, JsonNode body, List<State> states, Consumer<PushReceipt> check) {
        return pinned(description, request(), states, 200, Map.of(), body, outcome -> check.accept(outcome.receipt()));
    }

    private Pinned pinned(
            String description,
            PushRequest request,
            List<State> states,
            int status,
            Map<String, String> headers,
            JsonNode body,
            Consumer<Outcome> check) {
        PactBuilder pact = new PactBuilder(CONSUMER, PROVIDER, PactSpecVersion.V4);
        states.forEach(state -> pact.given(state.name(), state.parameters()));
        pact.expectsToReceiveHttpInteraction(description, http -> http.withRequest(sent -> sent.method(
                                push.method().toUpperCase(Locale.ROOT))
                        .path(regexp(addressPattern(), address()))
                        .header(TOKEN_HEADER, regexp(".+", FAKE_TOKEN))
                        .header("Content-Type", JSON)
                        .body(newJsonBody(object -> asked(object, request)).build()))
                .willRespondWith(answer -> {
                    answer.status(status).header("Content-Type", JSON);
                    headers.forEach((name, value) -> answer.header(name, regexp(".+", value)));
                    return answer.body(like(body));
                }));
        return new Pinned(pact.toPact(), request, check);
    }

    private static void asked(LambdaDslObject body, PushRequest request) {
        body.stringValue("bucket_name", request.bucketName());
        body.stringValue("object_path", request.objectPath());
        body.array("server_ids", ids -> request.serverIds().forEach(ids::stringValue));
    }

    private String address() {
        return push.path().replace("{project_id}", projectId());
    }

    private String addressPattern() {
        String pattern = projectId.path("schema").path("pattern").asText();
        return push.path().replace("{project_id}", pattern.substring(1, pattern.length() - 1));
    }

    private static DslPart like(JsonNode body) {
        return newJsonBody(object -> fill(object, body)).build();
    }

    private static void fill(LambdaDslObject object, JsonNode fields) {
        fields.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (value.isArray()) {
                object.arrayContaining(name, array -> fill(array, value));
            } else if (value.isObject()) {
                object.object(name, nested -> fill(nested, value));
            } else if (value.isNull()) {
                object.nullValue(name);
            } else if (DECIDED_BY.contains(name)) {
                object.stringValue(name, value.textValue());
            } else {
                object.stringType(name, value.textValue());
            }
        });
    }

    private static void fill(LambdaDslJsonArray array, JsonNode elements) {
        elements.forEach(element -> array.object(object -> fill(object, element)));
    }

    /** The request of the contract's example. */
    PushRequest request() {
        JsonNode example = push.request();
        List<String> serverIds = new ArrayList<>();
        example.path("server_ids").forEach(id -> serverIds.add(id.asText()));
        return PushRequest.builder()
                .bucketName(example.path("bucket_name").asText())
                .objectPath(example.path("object_path").asText())
                .serverIds(serverIds)
                .build();
    }

    private State archiveAndServers() {
        return new State(States.ARCHIVE_AND_SERVERS, parameters(request()));
    }

    private static Map<String, Object> parameters(PushRequest request) {
        return Map.of(
                "bucket_name", request.bucketName(),
                "object_path", request.objectPath(),
                "server_ids", request.serverIds());
    }

    private static ObjectNode job(ObjectNode body, int index) {
        return (ObjectNode) body.path("jobs").path(index);
    }

    private static @Nullable String text(JsonNode body, String field) {
        return body.path(field).textValue();
    }

    private record State(String name, Map<String, Object> parameters) {}
}
