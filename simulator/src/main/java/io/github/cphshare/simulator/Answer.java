package io.github.cphshare.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer, and what was found wrong with the request on the way to it. */
final class Answer {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final List<String> problems;

    private Answer(int status, Map<String, String> headers, byte[] body, List<String> problems) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body;
        this.problems = List.copyOf(problems);
    }

    static Answer empty(int status) {
        return new Answer(status, Map.of(), new byte[0], List.of());
    }

    static Answer of(int status, String contentType, byte[] body) {
        return new Answer(status, Map.of("Content-Type", contentType), body, List.of());
    }

    static Answer json(int status, JsonNode body) {
        return of(status, "application/json", Json.bytes(body));
    }

    /** In the shape of the contract's {@code ApiError}. */
    static Answer error(int status, @Nullable String code, @Nullable String message, String requestId) {
        var body = Json.object();
        body.put("request_id", requestId);
        if (code != null) {
            body.put("error_code", code);
        }
        if (message != null) {
            body.put("error_msg", message);
        }
        return json(status, body);
    }

    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body, problems);
    }

    Answer because(List<String> problems) {
        return new Answer(status, headers, body, problems);
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    List<String> problems() {
        return problems;
    }
}
