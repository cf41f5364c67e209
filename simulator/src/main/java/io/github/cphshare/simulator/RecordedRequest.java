package io.github.cphshare.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * A request that the simulator saw, and what became of it. Immutable. {@link #toString()} holds no header, query or body,
 * so no credential; the accessors give what came, credentials included.
 */
public final class RecordedRequest {
    private final Request request;
    private final TreeMap<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Optional<String> operation;
    private final OptionalInt status;
    private final List<String> problems;

    RecordedRequest(Request request, Optional<String> operation, OptionalInt status, List<String> problems) {
        this.request = request;
        for (Map.Entry<String, List<String>> header : request.headers().entrySet()) {
            headers.put(header.getKey(), List.copyOf(header.getValue()));
        }
        this.operation = operation;
        this.status = status;
        this.problems = List.copyOf(problems);
    }

    /**
     * The HTTP method.
     *
     * @return such as {@code POST}
     */
    public String method() {
        return request.method();
    }

    /**
     * The path as it came.
     *
     * @return the path, still percent-encoded, without the query
     */
    public String path() {
        return request.rawPath();
    }

    /**
     * The query as it came.
     *
     * @return the query, still percent-encoded; empty where there is none
     */
    public String query() {
        return request.rawQuery();
    }

    /**
     * The names of the headers, in no case in particular.
     *
     * @return the names, sorted; unmodifiable
     */
    public Set<String> headerNames() {
        return Collections.unmodifiableSet(headers.keySet());
    }

    /**
     * The values of a header. They may be credentials.
     *
     * @param name in any case
     * @return all values in the order they came; empty where the header is missing
     */
    public List<String> header(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /**
     * The body. That of a token request holds a password.
     *
     * @return a copy; empty where it was not read, and for objects, which {@link CphSimulator#object} gives
     */
    public byte[] body() {
        return request.body().clone();
    }

    /**
     * The body as text.
     *
     * @return the {@link #body()}, read as UTF-8
     */
    public String bodyText() {
        return new String(request.body(), StandardCharsets.UTF_8);
    }

    /**
     * The operation that the request was addressed to.
     *
     * @return the {@code operationId} of the contract, or the simulator's own {@code putObject}, {@code getObject} or
     *     {@code headObject}; empty for an address that is not served
     */
    public Optional<String> operation() {
        return operation;
    }

    /**
     * The status that it was answered with. It is decided before the answer is sent, so it is here also where a fault
     * then cuts the answer short.
     *
     * @return the HTTP status; empty where a fault closed the connection in place of an answer
     */
    public OptionalInt status() {
        return status;
    }

    /**
     * What was wrong with it: every problem, also those that did not fit into the answer.
     *
     * @return the problems, in words that repeat no value
     */
    public List<String> problems() {
        return problems;
    }

    @Override
    public String toString() {
        return method() + " " + path() + " -> "
                + (status.isPresent() ? Integer.toString(status.getAsInt()) : "no answer")
                + (problems.isEmpty() ? "" : " " + problems);
    }
}
