package io.github.cphshare.client.error;

import java.time.Duration;

/**
 * An attempt that failed before the one that a {@link CphShareException} tells of: it stands among that one's suppressed
 * exceptions, so that a stack trace shows both. Has no stack trace of its own; its cause has one. Immutable.
 */
public final class FailedAttempt extends Exception {
    private final int number;
    private final Duration waited;
    private final CphShareException failure;

    /**
     * @param number 1 for the first attempt
     * @param failure how it ended
     * @param waited how long the next attempt was put off
     */
    public FailedAttempt(int number, CphShareException failure, Duration waited) {
        super("attempt " + number + ", repeated after " + waited.toMillis() + " ms", failure, true, false);
        this.number = number;
        this.failure = failure;
        this.waited = waited;
    }

    /**
     * Which attempt it was.
     *
     * @return 1 for the first
     */
    public int number() {
        return number;
    }

    /**
     * How it ended.
     *
     * @return the failure of this attempt alone
     */
    public CphShareException failure() {
        return failure;
    }

    /**
     * How long the next attempt was put off.
     *
     * @return the time
     */
    public Duration waited() {
        return waited;
    }
}
