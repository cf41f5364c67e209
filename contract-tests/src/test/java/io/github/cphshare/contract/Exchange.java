package io.github.cphshare.contract;

import static au.com.dius.pact.consumer.dsl.LambdaDsl.newJsonBody;
import static au.com.dius.pact.consumer.dsl.Matchers.regexp;

import au.com.dius.pact.consumer.dsl.HttpRequestBuilder;
import au.com.dius.pact.consumer.dsl.LambdaDslJsonArray;
import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import au.com.dius.pact.consumer.dsl.PactBuilder;
import au.com.dius.pact.core.model.PactSpecVersion;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One request and its answer, in Pact's words. Not thread-safe.
 *
 * <p>The request is pinned by value, since it has to arrive as it was asked for; the token by being there. Of an answer,
 * what a client decides by (ids of servers and models, states, error codes) is pinned by value, everything else by type, and the order of the
 * jobs not at all.
 */
final class Exchange {
    static final String CONSUMER = "cph-share-client";
    static final String PROVIDER = "cloud-phone";
    static final String TOKEN_HEADER = "X-Auth-Token";
    static final String FAKE_TOKEN = "not-a-real-token";

    private static final String JSON = "application/json";
    private static final String ANYTHING = ".+";
    private static final Set<String> DECIDED_BY =
            Set.of("server_id", "error_code", "status", "phone_model_name", "version");

    private final PactBuilder pact = new PactBuilder(CONSUMER, PROVIDER, PactSpecVersion.V4);
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Contract contract;
    private final String description;
    private final Sent sent;

    Exchange(Contract contract, String description, Sent sent) {
        this.contract = contract;
        this.description = description;
        this.sent = sent;
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
        pact.expectsToReceiveHttpInteraction(
                description, http -> http.withRequest(this::asked).willRespondWith(answer -> {
                    answer.status(status).header("Content-Type", JSON);
                    headers.forEach((name, value) -> answer.header(name, regexp(ANYTHING, value)));
                    return answer.body(newJsonBody(object -> like(object, body)).build());
                }));
        return new Pinned(pact.toPact(), sent.call(), check);
    }

    private HttpRequestBuilder asked(HttpRequestBuilder request) {
        request.method(sent.operation().method().toUpperCase(Locale.ROOT))
                .path(regexp(address(projectPattern()), address(contract.projectId())))
                .header(TOKEN_HEADER, regexp(ANYTHING, FAKE_TOKEN));
        sent.query().forEach(request::queryParameter);
        if (sent.body().isPresent()) {
            request.header("Content-Type", JSON)
                    .body(newJsonBody(body -> exactly(body, sent.body().get())).build());
        }
        return request;
    }

    private String address(String projectId) {
        String address = sent.operation().path().replace("{project_id}", projectId);
        for (Map.Entry<String, String> parameter : sent.pathParameters().entrySet()) {
            address = address.replace("{" + parameter.getKey() + "}", parameter.getValue());
        }
        return address;
    }

    private String projectPattern() {
        String pattern = contract.projectIdPattern();
        return pattern.substring(1, pattern.length() - 1);
    }

    private static void exactly(LambdaDslObject object, JsonNode fields) {
        fields.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isArray()) {
                object.array(field.getKey(), items -> value.forEach(item -> items.stringValue(item.textValue())));
            } else {
                object.stringValue(field.getKey(), value.textValue());
            }
        });
    }

    private static void like(LambdaDslObject object, JsonNode fields) {
        fields.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (value.isArray() && value.isEmpty()) {
                object.array(name, array -> {});
            } else if (value.isArray()) {
                object.arrayContaining(name, array -> like(array, value));
            } else if (value.isObject()) {
                object.object(name, nested -> like(nested, value));
            } else if (value.isNull()) {
                object.nullValue(name);
            } else if (value.isNumber() && DECIDED_BY.contains(name)) {
                object.numberValue(name, value.numberValue());
            } else if (value.isNumber()) {
                object.numberType(name, value.numberValue());
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
