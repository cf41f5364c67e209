package io.github.cphshare.client.call;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When a call that failed is made again. Immutable.
 *
 * <p>A push has no idempotency key: sent twice, it may start its jobs twice. So {@link #safe()}, which is what a client
 * does unless told otherwise, repeats a push only when the first was certainly not processed, and {@link
 * #atLeastOnce()} is for those who prefer two pushes to none. Both repeat only what waiting can mend (no connection, a
 * 429, a busy service; column <em>later</em> of the table of failures), and reads (GET) also when their fate is not
 * known.
 *
 * <p>Never repeated, whatever is set: a request that was refused for what it is, a refusal of the credentials (an access
 * key is locked after more than five), an answer that is not the documented one, and what ends because its caller
 * cancelled it or its time is over.
 *
 * <p>Before the n-th repetition passes a random time between zero and {@code baseDelay * 2^(n-1)}, at most {@code
 * longestDelay}; what an answer asks for by {@code Retry-After} passes before that. All attempts and waits of a call
 * have to end within its one time-out ({@code callTimeout}); where a wait would last longer, the call fails at once.
 */
public final class Retries {
    private static final int MOST_ATTEMPTS = 100;
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final Retries SAFE = new Retries(4, Duration.ofMillis(500), Duration.ofSeconds(20), false);
    private static final Retries NONE = SAFE.withAttempts(1);
    private static final Retries AT_LEAST_ONCE = new Retries(SAFE.attempts, SAFE.baseDelay, SAFE.longestDelay, true);

    private final int attempts;
    private final Duration baseDelay;
    private final Duration longestDelay;
    private final boolean repeatsUnknown;

    private Retries(int attempts, Duration baseDelay, Duration longestDelay, boolean repeatsUnknown) {
        this.attempts = attempts;
        this.baseDelay = baseDelay;
        this.longestDelay = longestDelay;
        this.repeatsUnknown = repeatsUnknown;
    }

    /**
     * One attempt, also for reads.
     *
     * @return the policy
     */
    public static Retries none() {
        return NONE;
    }

    /**
     * A push is repeated only when the one before was certainly not processed ({@code NOT_SENT} or {@code
     * NOT_PROCESSED}): four attempts, from half a second on, 20 seconds at most between two.
     *
     * @return the policy
     */
    public static Retries safe() {
        return SAFE;
    }

    /**
     * Like {@link #safe()}, and a push is also repeated when the service may have acted on the one before ({@code
     * UNKNOWN}): it may be carried out more than once.
     *
     * @return the policy
     */
    public static Retries atLeastOnce() {
        return AT_LEAST_ONCE;
    }

    /**
     * The same with another number of attempts.
     *
     * @param attempts the first one included, from 1 to 100
     * @return a changed copy
     */
    public Retries withAttempts(int attempts) {
        if (attempts < 1 || attempts > MOST_ATTEMPTS) {
            throw new IllegalArgumentException("attempts must be between 1 and " + MOST_ATTEMPTS + ", was " + attempts);
        }
        return new Retries(attempts, baseDelay, longestDelay, repeatsUnknown);
    }

    /**
     * The same with another first delay.
     *
     * @param baseDelay the longest wait before the first repetition, from zero to a day; it doubles from one to the next
     * @return a changed copy
     */
    public Retries withBaseDelay(Duration baseDelay) {
        return new Retries(attempts, checked("baseDelay", baseDelay), longestDelay, repeatsUnknown);
    }

    /**
     * The same with another limit of the delays.
     *
     * @param longestDelay the longest wait that is not asked for by an answer, from zero to a day
     * @return a changed copy
     */
    public Retries withLongestDelay(Duration longestDelay) {
        return new Retries(attempts, baseDelay, checked("longestDelay", longestDelay), repeatsUnknown);
    }

    private static Duration checked(String name, Duration delay) {
        if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must be between zero and a day, was " + delay);
        }
        return delay;
    }

    /**
     * How often a call is made at most.
     *
     * @return the number, the first attempt included
     */
    public int attempts() {
        return attempts;
    }

    /**
     * The longest wait before the first repetition.
     *
     * @return the time
     */
    public Duration baseDelay() {
        return baseDelay;
    }

    /**
     * The longest wait that is not asked for by an answer.
     *
     * @return the time
     */
    public Duration longestDelay() {
        return longestDelay;
    }

    /**
     * Whether a push is repeated also when the service may have acted on the one before.
     *
     * @return {@code true} for {@link #atLeastOnce()}
     */
    public boolean repeatsUnknown() {
        return repeatsUnknown;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Retries that
                && attempts == that.attempts
                && repeatsUnknown == that.repeatsUnknown
                && baseDelay.equals(that.baseDelay)
                && longestDelay.equals(that.longestDelay);
    }

    @Override
    public int hashCode() {
        return Objects.hash(attempts, baseDelay, longestDelay, repeatsUnknown);
    }

    @Override
    public String toString() {
        return "Retries{attempts=" + attempts + ", baseDelay=" + baseDelay + ", longestDelay=" + longestDelay
                + (repeatsUnknown ? ", at least once" : ", safe") + "}";
    }
}
