package io.github.cphshare.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cphshare.client.error.AuthenticationException;
import io.github.cphshare.client.error.ConflictException;
import io.github.cphshare.client.error.NotFoundException;
import io.github.cphshare.client.error.PermissionDeniedException;
import io.github.cphshare.client.error.ServiceException;
import io.github.cphshare.client.error.ServiceUnavailableException;
import io.github.cphshare.client.error.ThrottledException;
import io.github.cphshare.contract.Contract.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the contract and the error catalogue say about an answer that is a failure. */
record DocumentedFailure(Answer answer) {
    private static final List<JsonNode> CATALOGUE = Contract.catalogue();

    private static final Map<String, Class<? extends ServiceException>> BY_CATEGORY = Map.of(
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

    /** Parameters of {@link States#FAILS}. */
    Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("status", answer.status());
        String code = text("error_code");
        if (code != null) {
            parameters.put("error_code", code);
        }
        return parameters;
    }

    /** The same for another operation than the push. */
    Map<String, Object> parameters(Contract.Operation operation) {
        Map<String, Object> parameters = parameters();
        parameters.put("operation", operation.id());
        return parameters;
    }

    void check(Outcome outcome) {
        String category = category();
        ServiceException failure = outcome.failure(BY_CATEGORY.get(category));
        assertThat(failure.httpStatus()).isEqualTo(answer.status());
        assertThat(failure.errorCode()).isEqualTo(text("error_code"));
        assertThat(failure.errorMessage()).isEqualTo(text("error_msg"));
        assertThat(failure.requestId()).isEqualTo(text("request_id"));
        assertThat(failure.category().name()).isEqualTo(category);
    }

    /** What the catalogue says about a code with a status; about the status where an answer has no code. */
    private String category() {
        String code = text("error_code");
        String listed = code == null ? "*" : code;
        return CATALOGUE.stream()
                .filter(row -> row.path("code").asText().equals(listed))
                .filter(row -> row.path("statuses").toString().contains("\"" + answer.status() + "\""))
                .map(row -> row.path("category").asText())
                .findFirst()
                .orElseThrow(() -> new AssertionError("the catalogue has no " + listed + " with " + answer.status()));
    }

    private @Nullable String text(String field) {
        return answer.body().path(field).textValue();
    }
}
