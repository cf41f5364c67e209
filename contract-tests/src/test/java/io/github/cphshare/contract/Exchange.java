package io.github.cphshare.contract;

import static au.com.dius.pact.consumer.dsl.LambdaDsl.newJsonBody;
import static au.com.dius.pact.consumer.dsl.Matchers.regexp;

import au.com.dius.pact.consumer.dsl.LambdaDslJsonArray;
import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import au.com.dius.pact.consumer.dsl.PactBuilder;
import au.com.dius.pact.core.model.PactSpecVersion;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.cphshare.client.PushRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One push and its answer, in Pact's words. Not thread-safe.
 *
 * <p>The request is pinned by value, since it has to arrive as it was asked for; the token by being there. Of an answer,
 * what a client decides by (server ids, error codes) is pinned by value, everything else by type, and the order of the
 * jobs not at all.
 */
final class Exchange {
    static final String CONSUMER = "cph-share-client";
    static final String PROVIDER = "cloud-phone";
    static final String TOKEN_HEADER = "X-Auth-Token";
    static final String FAKE_TOKEN = "not-a-real-token";

    private static final String JSON = "application/json";
    private static final String ANYTHING = ".+";
    private static final Set<String> DECIDED_BY = Set.of("server_id", "error_code");

    private final PactBuilder pact = new PactBuilder(CONSUMER, PROVIDER, PactSpecVersion.V4);
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Contract contract;
    private final String description;
    private final PushRequest request;

    Exchange(Contract contract, String description, PushRequest request) {
        this.contract = contract;
        this.description = description;
        this.request = request;
    }

    Exchange given(String state, Map<String, Object> parameters) {
        pact.given(state, parameters);
        return this;
    }

    Exchange answerHeader(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Pinned answered(int status, JsonNode body, Consumer<Outcome> check) {
        pact.expectsToReceiveHttpInteraction(description, http -> http.withRequest(
                        sent -> sent.method(contract.push().method().toUpperCase(Locale.ROOT))
                                .path(regexp(addressPattern(), address()))
                                .header(TOKEN_HEADER, regexp(ANYTHING, FAKE_TOKEN))
                                .header("Content-Type", JSON)
                                .body(newJsonBody(this::asked).build()))
                .willRespondWith(answer -> {
                    answer.status(status).header("Content-Type", JSON);
                    headers.forEach((name, value) -> answer.header(name, regexp(ANYTHING, value)));
                    return answer.body(newJsonBody(object -> like(object, body)).build());
                }));
        return new Pinned(pact.toPact(), request, check);
    }

    private void asked(LambdaDslObject body) {
        body.stringValue("bucket_name", request.bucketName());
        body.stringValue("object_path", request.objectPath());
        body.array("server_ids", ids -> request.serverIds().forEach(ids::stringValue));
    }

    private String address() {
        return contract.push().path().replace("{project_id}", contract.projectId());
    }

    private String addressPattern() {
        String pattern = contract.projectIdPattern();
        return contract.push().path().replace("{project_id}", pattern.substring(1, pattern.length() - 1));
    }

    private static void like(LambdaDslObject object, JsonNode fields) {
        fields.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (value.isArray()) {
                object.arrayContaining(name, array -> like(array, value));
            } else if (value.isObject()) {
                object.object(name, nested -> like(nested, value));
            } else if (value.isNull()) {
                object.nullValue(name);
            } else if (DECIDED_BY.contains(name)) {
                object.stringValue(name, value.textValue());
            } else {
                object.stringType(name, value.textValue());
            }
        });
    }

    private static void like(LambdaDslJsonArray array, JsonNode elements) {
        elements.forEach(element -> array.object(object -> like(object, element)));
    }
}
