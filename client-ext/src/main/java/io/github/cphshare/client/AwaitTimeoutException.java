package io.github.cphshare.client;

import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.internal.LeftBehind;
import org.jspecify.annotations.Nullable;

/**
 * The waiting ended before the jobs did: at its deadline, because its thread was interrupted, or because the client was
 * closed. The jobs go on, and can be waited for again.
 */
public final class AwaitTimeoutException extends CphShareException {
    // Not part of what is serialised with an exception: the message tells the same in words.
    private final transient @Nullable PushOutcome outcome;

    AwaitTimeoutException(PushOutcome outcome, String why, @Nullable Throwable cause) {
        super(
                why + ": " + outcome,
                cause,
                Delivery.UNKNOWN,
                "The jobs go on: wait for the same receipt again, and push to no server that is running or unknown.",
                null);
        this.outcome = outcome;
    }

    /**
     * What was known by then, server by server.
     *
     * @return the outcome
     * @throws IllegalStateException if this failure was serialised and read again; its message tells the same
     */
    public PushOutcome outcome() {
        return LeftBehind.required(outcome, "outcome");
    }
}
