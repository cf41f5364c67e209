package io.github.cphshare.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong with one request: another answer, a late one, or none. Immutable; each method gives a changed
 * copy. A fault is for requests to PushShareFiles unless {@link #on} names another operation.
 *
 * <p>A fault that changes the answer keeps the request from being carried out, like a gateway that refuses it before the
 * service. {@link #loseAnswer}, {@link #truncateAnswer}, {@link #delay} and {@link #holdUntil} come after it was carried
 * out: the service has acted, and the caller cannot know.
 */
public final class Fault {
    private static final String PUSH = "pushShareFiles";
    private static final Fault NONE =
            new Fault(PUSH, Connection.INTACT, null, Map.of(), Duration.ZERO, CompletableFuture.completedFuture(null));

    private final String operation;
    private final Connection connection;
    private final @Nullable Replacement replacement;
    private final Map<String, String> headers;
    private final Duration delay;
    private final CompletionStage<?> gate;

    private Fault(
            String operation,
            Connection connection,
            @Nullable Replacement replacement,
            Map<String, String> headers,
            Duration delay,
            CompletionStage<?> gate) {
        this.operation = operation;
        this.connection = connection;
        this.replacement = replacement;
        this.headers = headers;
        this.delay = delay;
        this.gate = gate;
    }

    static Fault none() {
        return NONE;
    }

    /**
     * An error of the catalogue, in the documented body, with the status that the newest document gives to it.
     *
     * @param code such as {@code APIGW.0308}; {@link Faults} takes no code that the catalogue does not have
     * @return the fault
     */
    public static Fault error(String code) {
        return replacing(
                (errors, route, requestId) -> Answer.error(errors.status(code), code, errors.message(code), requestId));
    }

    /**
     * An error of the catalogue with a status of one's own.
     *
     * @param status the HTTP status
     * @param code such as {@code APIGW.0201}; {@link Faults} takes no code that the catalogue does not have
     * @return the fault
     */
    public static Fault error(int status, String code) {
        return replacing(
                (errors, route, requestId) -> Answer.error(status, code, errors.message(code, status), requestId));
    }

    /**
     * An error that no catalogue has, in the documented body.
     *
     * @param status the HTTP status
     * @param code the {@code error_code}
     * @param message the {@code error_msg}
     * @return the fault
     */
    public static Fault error(int status, String code, String message) {
        return replacing((errors, route, requestId) -> Answer.error(status, code, message, requestId));
    }

    /**
     * The answer that the contract gives as its (first) example for a status, with a request id of its own; where it has
     * none, a body that holds only a request id.
     *
     * @param status the HTTP status
     * @return the fault
     */
    public static Fault status(int status) {
        return replacing((errors, route, requestId) -> route.flatMap(operation -> operation.example(status))
                .map(example -> Answer.json(status, withRequestId(example, requestId)))
                .orElseGet(() -> Answer.error(status, null, null, requestId)));
    }

    /**
     * Any answer at all.
     *
     * @param status the HTTP status
     * @param contentType the {@code Content-Type}
     * @param body the body, sent as UTF-8; may be empty, and stays behind with the statuses 204 and 304, which have none
     * @return the fault
     */
    public static Fault answer(int status, String contentType, String body) {
        return replacing(
                (errors, route, requestId) -> Answer.of(status, contentType, body.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The page of a proxy that stands before the service.
     *
     * @param status the HTTP status
     * @return the fault
     */
    public static Fault html(int status) {
        return answer(status, "text/html", "<html><body><h1>" + status + "</h1></body></html>");
    }

    /**
     * An answer without a body.
     *
     * @param status the HTTP status
     * @return the fault
     */
    public static Fault empty(int status) {
        return replacing((errors, route, requestId) -> Answer.empty(status));
    }

    /**
     * The connection is closed before the request's body is read. The request is not carried out.
     *
     * @return the fault
     */
    public static Fault closeBeforeReading() {
        return NONE.connection(Connection.CLOSED_BEFORE_READING);
    }

    /**
     * The connection is closed after the whole request was read, without an answer. The request is not carried out.
     *
     * @return the fault
     */
    public static Fault closeAfterReading() {
        return NONE.connection(Connection.CLOSED_AFTER_READING);
    }

    /**
     * The request is carried out, then the connection is closed without an answer.
     *
     * @return the fault
     */
    public static Fault loseAnswer() {
        return NONE.connection(Connection.ANSWER_LOST);
    }

    /**
     * The request is carried out; half the answer's body is sent, then the connection is closed.
     *
     * @return the fault
     */
    public static Fault truncateAnswer() {
        return NONE.connection(Connection.ANSWER_TRUNCATED);
    }

    /**
     * The request is carried out and answered late. For a wait that a test controls see {@link #holdUntil}.
     *
     * @param delay how late, at least
     * @return the fault
     */
    public static Fault delay(Duration delay) {
        return NONE.after(delay);
    }

    /**
     * The request is carried out, and its answer held back until the stage completes (or the simulator is closed).
     *
     * @param stage what to wait for
     * @return the fault
     */
    public static Fault holdUntil(CompletionStage<?> stage) {
        return new Fault(PUSH, Connection.INTACT, null, Map.of(), Duration.ZERO, stage);
    }

    /**
     * This fault for requests to another operation.
     *
     * @param operationId of the contract, such as {@code keystoneCreateUserTokenByPassword}, or the simulator's own
     *     {@code putObject}, {@code getObject} and {@code headObject}; {@link Faults} takes no other
     * @return the changed fault
     */
    public Fault on(String operationId) {
        return new Fault(operationId, connection, replacement, headers, delay, gate);
    }

    /**
     * This fault with a header in the answer.
     *
     * @param name such as {@code Retry-After}
     * @param value its value
     * @return the changed fault
     */
    public Fault header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Fault(operation, connection, replacement, Map.copyOf(more), delay, gate);
    }

    /**
     * This fault, late.
     *
     * @param delay how late, at least
     * @return the changed fault
     */
    public Fault after(Duration delay) {
        return new Fault(operation, connection, replacement, headers, delay, gate);
    }

    private static JsonNode withRequestId(JsonNode example, String requestId) {
        ObjectNode copy = example.deepCopy();
        return copy.has("request_id") ? copy.put("request_id", requestId) : copy;
    }

    private static Fault replacing(Replacement replacement) {
        return new Fault(PUSH, NONE.connection, replacement, NONE.headers, NONE.delay, NONE.gate);
    }

    private Fault connection(Connection changed) {
        return new Fault(operation, changed, replacement, headers, delay, gate);
    }

    String operation() {
        return operation;
    }

    Connection connection() {
        return connection;
    }

    @Nullable
    Replacement replacement() {
        return replacement;
    }

    Map<String, String> headers() {
        return headers;
    }

    Duration delay() {
        return delay;
    }

    CompletionStage<?> gate() {
        return gate;
    }

    /** What happens to the connection. */
    enum Connection {
        INTACT,
        CLOSED_BEFORE_READING,
        CLOSED_AFTER_READING,
        ANSWER_LOST,
        ANSWER_TRUNCATED
    }

    /** Makes the answer that stands in for the real one. */
    interface Replacement {
        Answer answer(ErrorCatalog errors, Optional<Operation> operation, String requestId);
    }
}
