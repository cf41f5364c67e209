package io.github.cphshare.client.error;

import org.jspecify.annotations.Nullable;

/**
 * The root of all failures of this library.
 *
 * <p>Each says what happened ({@link #getMessage()}), how far the request got ({@link #delivery()}), and what to do next
 * ({@link #advice()}). None of the three ever holds a credential.
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
     * How far the request got.
     *
     * @return the delivery
     */
    public final Delivery delivery() {
        return delivery;
    }

    /**
     * What to do next.
     *
     * @return one sentence for a person
     */
    public final String advice() {
        return advice;
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
