package io.github.cphshare.client.error;

import io.github.cphshare.generated.ErrorCategory;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The service, or the gateway before it, answered with a failure.
 *
 * <p>Decide by {@link #category()} or by the subclass; texts of the service may change. What a code means is taken
 * from the error catalogue of the contract: the code first, the HTTP status second, since the documents disagree about
 * the status of a code.
 */
public class ServiceException extends CphShareException {
    private final ErrorAnswer answer;

    ServiceException(ErrorAnswer answer) {
        super(answer.summary(), null, answer.delivery(), answer.advice(), answer.requestId());
        this.answer = answer;
    }

    /**
     * The HTTP status of the answer.
     *
     * @return anything but a 2xx
     */
    public final int httpStatus() {
        return answer.httpStatus();
    }

    /**
     * The error code, as the answer spells it ({@code CPS.0134}, {@code APIGW.0301}).
     *
     * @return the code, or {@code null} where the answer has none
     */
    public final @Nullable String errorCode() {
        return answer.errorCode();
    }

    /**
     * What the service says about it; the wording may change.
     *
     * @return the message, or {@code null} where the answer has none
     */
    public final @Nullable String errorMessage() {
        return answer.errorMessage();
    }

    /**
     * What kind of failure it is, by the error catalogue.
     *
     * @return the category
     */
    public final ErrorCategory category() {
        return answer.category();
    }

    /**
     * Whether the same request may succeed later. It says nothing about whether this one was acted on: that is
     * {@link #delivery()}.
     *
     * @return {@code true} if waiting can help
     */
    public final boolean retryable() {
        return answer.retryable();
    }

    /**
     * How long the answer asks to wait ({@code Retry-After}, in seconds or as a date).
     *
     * @return the time, or {@code null} where the answer does not say; no document of the service promises it
     */
    public final @Nullable Duration retryAfter() {
        return answer.retryAfter();
    }

    /**
     * The body of the answer.
     *
     * @return its beginning, at most 2,048 characters, without the credentials of the request
     */
    public final String body() {
        return answer.body();
    }

    /**
     * The headers that help to understand a failure ({@code X-Request-Id}, {@code Retry-After}, {@code Date},
     * {@code Server}, {@code Content-Type}), names in lower case.
     *
     * @return an unmodifiable map
     */
    public final Map<String, String> headers() {
        return answer.headers();
    }
}
