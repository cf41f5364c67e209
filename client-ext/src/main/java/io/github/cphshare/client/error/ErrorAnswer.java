package io.github.cphshare.client.error;

import io.github.cphshare.generated.CatalogedError;
import io.github.cphshare.generated.ErrorCatalog;
import io.github.cphshare.generated.ErrorCategory;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is not a success, understood: its facts, and what the error catalogue says about them.
 *
 * <p>Immutable. It is how an HTTP answer becomes a {@link ServiceException}; those who call the generated interfaces
 * directly can use it for the error bodies that they get.
 */
public final class ErrorAnswer implements Serializable {
    private static final int LONGEST_BODY = 2_048;
    private static final int LONGEST_MESSAGE = 300;
    private static final String DATE = "date";
    private static final List<String> HELPFUL_HEADERS =
            List.of("x-request-id", "retry-after", DATE, "server", "content-type");

    /** For a status outside of HTTP's hundreds: nothing is known, so it is treated as the server's failure. */
    private static final CatalogedError UNHEARD_OF =
            ErrorCatalog.find(null, 599).orElseThrow();

    private final int httpStatus;
    private final Map<String, String> headers;
    private final String body;
    private final ErrorBody fields;
    /** What the rest means, so that it need not be told along with it. */
    private final transient CatalogedError meaning;

    private final @Nullable String note;
    private final @Nullable Instant received;

    private ErrorAnswer(
            int httpStatus,
            Map<String, String> headers,
            String body,
            ErrorBody fields,
            @Nullable String note,
            @Nullable Instant received) {
        this.httpStatus = httpStatus;
        this.headers = headers;
        this.body = Texts.cut(body, LONGEST_BODY);
        this.fields = fields;
        this.meaning = ErrorCatalog.find(fields.code(), httpStatus).orElse(UNHEARD_OF);
        this.note = note;
        this.received = received;
    }

    /**
     * Reads an answer.
     *
     * @param httpStatus its HTTP status
     * @param headers its headers; the helpful ones are kept
     * @param body its body, whatever it is: JSON of the service, of the gateway or of IAM, a proxy's page, or nothing
     * @param redact takes out of a text what must not be told: a server may echo the credentials of a request
     * @return the answer, understood as far as it can be
     */
    public static ErrorAnswer of(int httpStatus, Headers headers, String body, UnaryOperator<String> redact) {
        return new ErrorAnswer(
                httpStatus,
                helpfulHeaders(headers, redact),
                redact.apply(body),
                ErrorBody.read(body).redacted(redact),
                null,
                null);
    }

    /**
     * The headers that help to understand an answer, and that may be shown: {@code X-Request-Id}, {@code Retry-After},
     * {@code Date}, {@code Server}, {@code Content-Type}.
     *
     * @param headers all headers of an answer
     * @param redact takes out of a text what must not be told
     * @return those that are there, names in lower case, each value as in {@link #oneLine}
     */
    public static Map<String, String> helpfulHeaders(Headers headers, UnaryOperator<String> redact) {
        Map<String, String> helpful = new LinkedHashMap<>();
        for (String name : HELPFUL_HEADERS) {
            String value = headers.get(name);
            if (value != null) {
                helpful.put(name, oneLine(redact.apply(value)));
            }
        }
        return Collections.unmodifiableMap(helpful);
    }

    /**
     * Words of a service, fit for a message or a log: on one line, without what could move a terminal's cursor, and cut.
     *
     * @param words what it said
     * @return at most some 300 characters
     */
    public static String oneLine(String words) {
        return Texts.printable(words, LONGEST_MESSAGE);
    }

    /**
     * The same answer, with something that only this side knows about it; the message of the exception ends with it.
     *
     * @param words one sentence, without a secret; {@code null} for nothing
     * @return a new answer
     */
    public ErrorAnswer withNote(@Nullable String words) {
        return new ErrorAnswer(httpStatus, headers, body, fields, words, received);
    }

    /**
     * The same answer, with the time at which it came: a {@code Retry-After} date is measured against it where the answer
     * has no date of its own.
     *
     * @param instant the time by the clock of this side
     * @return a new answer
     */
    public ErrorAnswer receivedAt(Instant instant) {
        return new ErrorAnswer(httpStatus, headers, body, fields, note, instant);
    }

    /**
     * The exception for it.
     *
     * @return the subclass of its category, or {@link ServiceException} itself where there is none
     */
    public ServiceException toException() {
        return switch (category()) {
            case AUTHENTICATION -> new AuthenticationException(this);
            case PERMISSION_DENIED -> new PermissionDeniedException(this);
            case NOT_FOUND -> new NotFoundException(this);
            case CONFLICT -> new ConflictException(this);
            case THROTTLED -> new ThrottledException(this);
            case UNAVAILABLE -> new ServiceUnavailableException(this);
            case INVALID_REQUEST, UNSUPPORTED, LIMIT_EXCEEDED, UNEXPECTED -> new ServiceException(this);
        };
    }

    /** What the exception of an answer was sent to another process with, understood there. */
    private Object readResolve() {
        return new ErrorAnswer(httpStatus, headers, body, fields, note, received);
    }

    int httpStatus() {
        return httpStatus;
    }

    @Nullable
    String errorCode() {
        return fields.code();
    }

    @Nullable
    String errorMessage() {
        return fields.message();
    }

    ErrorCategory category() {
        return meaning.category();
    }

    boolean retryable() {
        return meaning.retryable();
    }

    Delivery delivery() {
        return meaning.delivery() == CatalogedError.Delivery.NOT_PROCESSED ? Delivery.NOT_PROCESSED : Delivery.UNKNOWN;
    }

    String advice() {
        return meaning.advice();
    }

    String body() {
        return body;
    }

    Map<String, String> headers() {
        return headers;
    }

    @Nullable
    String requestId() {
        return fields.requestId() != null ? fields.requestId() : headers.get("x-request-id");
    }

    /** The time that {@code Retry-After} asks for: in seconds, or as a date measured against the answer's own date. */
    @Nullable
    Duration retryAfter() {
        String value = headers.get("retry-after");
        if (value == null) {
            return null;
        }
        if (value.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        Instant until = httpDate(value);
        Instant sent = httpDate(headers.get(DATE));
        sent = sent == null ? received : sent;
        if (until == null || sent == null) {
            return null;
        }
        Duration wait = Duration.between(sent, until);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    /** In each of the three forms of HTTP; an unreadable one is as good as none: it is a hint, and nothing depends on it. */
    private static @Nullable Instant httpDate(@Nullable String value) {
        return value == null
                ? null
                : new Headers.Builder().addUnsafeNonAscii(DATE, value).build().getInstant(DATE);
    }

    String summary() {
        StringBuilder text = new StringBuilder("HTTP ").append(httpStatus);
        if (errorCode() != null) {
            text.append(", ").append(Texts.printable(errorCode(), LONGEST_MESSAGE));
        }
        if (errorMessage() != null) {
            text.append(": ").append(Texts.printable(errorMessage(), LONGEST_MESSAGE));
        } else if (!body.isBlank()) {
            text.append(", not the documented error body: ").append(Texts.printable(body, LONGEST_MESSAGE));
        }
        if (requestId() != null) {
            text.append(" (request ")
                    .append(Texts.printable(requestId(), LONGEST_MESSAGE))
                    .append(')');
        }
        text.append(". ").append(meaning.means());
        if (note != null) {
            text.append(' ').append(note);
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return summary();
    }
}
