package io.github.cphshare.client.error;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The root of all failures of this library.
 *
 * <p>Each says what happened ({@link #getMessage()}), how far the request got ({@link #delivery()}), and what to do next
 * ({@link #advice()}). None of the three ever holds a credential. The message is about the last attempt; those before it
 * are in {@link #earlierAttempts()}, and count for delivery and advice.
 */
public abstract class CphShareException extends RuntimeException {
    private final Delivery delivery;
    private final String advice;
    private final @Nullable String requestId;

    /**
     * @param message what happened
     * @param cause what caused it, if anything did
     * @param delivery how far the request got
     * @param advice what the caller can do next, one sentence
     * @param requestId the id that the service gave to the call, if it answered with one
     */
    protected CphShareException(
            String message, @Nullable Throwable cause, Delivery delivery, String advice, @Nullable String requestId) {
        super(message, cause);
        this.delivery = delivery;
        this.advice = advice;
        this.requestId = requestId;
    }

    /**
     * How far the request got, in all its attempts: {@link Delivery#UNKNOWN} if the service may have acted on any of
     * them.
     *
     * @return the delivery
     */
    public final Delivery delivery() {
        return decisive().delivery;
    }

    /**
     * What to do next.
     *
     * @return one sentence for a person
     */
    public final String advice() {
        return decisive().advice;
    }

    /**
     * The attempts before this one, where the call was repeated. A stack trace shows them as suppressed exceptions.
     *
     * @return the failed attempts, oldest first; empty if this was the first
     */
    public final List<FailedAttempt> earlierAttempts() {
        return Stream.of(getSuppressed())
                .filter(FailedAttempt.class::isInstance)
                .map(FailedAttempt.class::cast)
                .toList();
    }

    /** Whichever attempt says the worst about what may have happened: the last one, unless an earlier one is worse. */
    private CphShareException decisive() {
        if (delivery == Delivery.UNKNOWN) {
            return this;
        }
        for (FailedAttempt earlier : earlierAttempts()) {
            // It may have earlier ones itself: an interceptor of the caller sent more than once within that attempt.
            CphShareException worst = earlier.failure().decisive();
            if (worst.delivery == Delivery.UNKNOWN) {
                return worst;
            }
        }
        return this;
    }

    /**
     * The id that the service gave to the call, to be named in a support request.
     *
     * @return the request id, or {@code null} when no answer carried one
     */
    public final @Nullable String requestId() {
        return requestId;
    }
}
