package io.github.cphshare.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cphshare.client.PushReceipt;
import io.github.cphshare.client.PushRequest;
import io.github.cphshare.client.ServerAnswer;
import io.github.cphshare.contract.Contract.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * PushShareFiles, pinned: one interaction for every named example of the contract, and some for the freedom that the
 * contract leaves to an answer. Nothing that the contract says is said again here.
 */
final class PushPact {
    private static final String ACCEPTED = "everyServerAccepted";
    private static final String REFUSED = "oneServerRefused";

    private final Contract contract;
    private final PushRequest request;

    PushPact(Contract contract) {
        this.contract = contract;
        this.request = exampleOf(contract);
    }

    /** The request of the contract's example. */
    static PushRequest exampleOf(Contract contract) {
        ObjectNode example = (ObjectNode) contract.push().request();
        List<String> serverIds = new ArrayList<>();
        example.path("server_ids").forEach(id -> serverIds.add(id.asText()));
        return PushRequest.builder()
                .bucketName(example.path("bucket_name").asText())
                .objectPath(example.path("object_path").asText())
                .serverIds(serverIds)
                .build();
    }

    List<Pinned> pinned() {
        List<Pinned> all = new ArrayList<>(List.of(
                everyServerAccepted(),
                oneServerRefused(),
                refusedWithAnUnknownCode(),
                refusedWithAnEmptyJobId(),
                aServerIsLeftOut(),
                requestIdInTheHeaderAlone(),
                fieldsOfALaterDay(),
                longIds()));
        contract.push().answers().stream()
                .filter(answer -> answer.status() >= 300)
                .forEach(answer -> all.add(failed(answer)));
        return all;
    }

    /** The contract knows no null, so this can't be pinned; the client takes it for an absent field all the same. */
    Pinned withNulls() {
        ObjectNode body = body(REFUSED);
        job(body, 0).putNull("error_code").putNull("error_msg");
        job(body, 1).putNull("job_id");
        return exchange("a push that is answered with nulls").answered(200, body, receipt(receipt -> {
            assertThat(receipt.accepted()).hasSize(1);
            assertThat(receipt.refused()).singleElement().satisfies(PushPact::hasNoSharedStorage);
        }));
    }

    private Pinned everyServerAccepted() {
        ObjectNode body = body(ACCEPTED);
        return served("a push that every server accepts").answered(200, body, receipt(receipt -> {
            assertThat(receipt.allAccepted()).isTrue();
            assertThat(receipt.requestId()).isEqualTo(body.path("request_id").asText());
            assertThat(receipt.accepted())
                    .extracting(ServerAnswer::serverId)
                    .containsExactlyElementsOf(request.serverIds());
            assertThat(receipt.accepted())
                    .extracting(ServerAnswer::jobId)
                    .containsExactlyElementsOf(body.path("jobs").findValuesAsText("job_id"));
        }));
    }

    private Pinned oneServerRefused() {
        ObjectNode body = body(REFUSED);
        String refused = request.serverIds().get(1);
        return served("a push that one server refuses, having no shared storage")
                .given(States.NO_SHARED_STORAGE, Map.of("server_id", refused))
                .answered(200, body, receipt(receipt -> {
                    assertThat(receipt.allAccepted()).isFalse();
                    assertThat(receipt.accepted())
                            .extracting(ServerAnswer::serverId)
                            .containsExactly(request.serverIds().get(0));
                    assertThat(receipt.refused()).singleElement().satisfies(one -> {
                        assertThat(one.serverId()).isEqualTo(refused);
                        assertThat(one.errorMessage())
                                .isEqualTo(job(body, 1).path("error_msg").asText());
                        hasNoSharedStorage(one);
                    });
                }));
    }

    private static void hasNoSharedStorage(ServerAnswer answer) {
        assertThat(answer.errorCode()).isEqualTo("CPS.0137");
        assertThat(answer.jobId()).isNull();
    }

    private Pinned refusedWithAnUnknownCode() {
        String code = "CPS.9999";
        String message = "A reason of a later day.";
        ObjectNode body = body(REFUSED);
        job(body, 1).put("error_code", code).put("error_msg", message);
        return served("a push that one server refuses with a code that no catalogue has")
                .given(
                        States.REFUSED_FOR_ANOTHER_REASON,
                        Map.of("server_id", request.serverIds().get(1), "error_code", code, "error_msg", message))
                .answered(200, body, receipt(receipt -> assertThat(receipt.refused())
                        .singleElement()
                        .satisfies(one -> {
                            assertThat(one.errorCode()).isEqualTo(code);
                            assertThat(one.errorMessage()).isEqualTo(message);
                            assertThat(one.advice()).isNotBlank();
                        })));
    }

    private Pinned refusedWithAnEmptyJobId() {
        ObjectNode body = body(REFUSED);
        job(body, 1).put("job_id", "");
        return shaped("a push that one server refuses with an empty job id")
                .answered(200, body, receipt(receipt -> assertThat(receipt.refused())
                        .singleElement()
                        .satisfies(PushPact::hasNoSharedStorage)));
    }

    private Pinned aServerIsLeftOut() {
        ObjectNode body = body(ACCEPTED);
        ((ArrayNode) body.path("jobs")).remove(1);
        return shaped("a push whose answer leaves a server out").answered(200, body, receipt(receipt -> {
            assertThat(receipt.accepted()).hasSize(1);
            assertThat(receipt.missing()).containsExactly(request.serverIds().get(1));
            assertThat(receipt.allAccepted()).isFalse();
        }));
    }

    private Pinned requestIdInTheHeaderAlone() {
        ObjectNode body = body(ACCEPTED);
        String id = body.remove("request_id").asText();
        return shaped("a push whose answer has its request id in the header alone")
                .answerHeader("X-Request-Id", id)
                .answered(200, body, receipt(receipt -> assertThat(receipt.requestId())
                        .isEqualTo(id)));
    }

    private Pinned fieldsOfALaterDay() {
        ObjectNode body = body(ACCEPTED);
        body.put("a_later_field", "a later value").putObject("a_later_object").put("depth", "one");
        job(body, 0).put("a_later_field", "a later value");
        return shaped("a push whose answer has fields of a later day")
                .answered(200, body, receipt(receipt -> assertThat(receipt.allAccepted())
                        .isTrue()));
    }

    /** The documents say 32 characters, and give examples of other lengths. */
    private Pinned longIds() {
        UnaryOperator<String> longer = id -> id + "-" + id;
        PushRequest asked = PushRequest.builder()
                .bucketName(request.bucketName())
                .objectPath(request.objectPath())
                .serverIds(request.serverIds().stream().map(longer).toList())
                .build();
        ObjectNode body = body(ACCEPTED);
        body.path("jobs").forEach(job -> ((ObjectNode) job)
                .put("server_id", longer.apply(job.path("server_id").asText()))
                .put("job_id", longer.apply(job.path("job_id").asText())));
        return new Exchange(contract, "a push to servers whose ids are longer than documented", sent(asked))
                .given(States.ARCHIVE_AND_LONG_IDS, parameters(asked))
                .answered(200, body, receipt(receipt -> {
                    assertThat(receipt.allAccepted()).isTrue();
                    assertThat(receipt.accepted())
                            .extracting(ServerAnswer::serverId)
                            .containsExactlyElementsOf(asked.serverIds());
                }));
    }

    private Pinned failed(Answer answer) {
        DocumentedFailure failure = new DocumentedFailure(answer);
        return exchange("a push that is answered with " + answer.status() + ": " + answer.name())
                .given(States.FAILS, failure.parameters())
                .answered(answer.status(), answer.body(), failure::check);
    }

    private Exchange exchange(String description) {
        return new Exchange(contract, description, sent(request));
    }

    private Sent sent(PushRequest asked) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("bucket_name", asked.bucketName()).put("object_path", asked.objectPath());
        asked.serverIds().forEach(body.putArray("server_ids")::add);
        return new Sent(contract.push(), Map.of(), Map.of(), Optional.of(body), client -> client.push(asked));
    }

    private Exchange served(String description) {
        return exchange(description).given(States.ARCHIVE_AND_SERVERS, parameters(request));
    }

    private Exchange shaped(String description) {
        return exchange(description).given(States.ANOTHER_SHAPE, Map.of());
    }

    private static Consumer<Outcome> receipt(Consumer<PushReceipt> check) {
        return outcome -> check.accept(outcome.receipt());
    }

    private ObjectNode body(String example) {
        return contract.push().answer(example).body().deepCopy();
    }

    private static ObjectNode job(ObjectNode body, int index) {
        return (ObjectNode) body.path("jobs").path(index);
    }

    private static Map<String, Object> parameters(PushRequest request) {
        return Map.of(
                "bucket_name", request.bucketName(),
                "object_path", request.objectPath(),
                "server_ids", request.serverIds());
    }
}
