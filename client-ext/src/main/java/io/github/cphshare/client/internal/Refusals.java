package io.github.cphshare.client.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Counts how often in a row something was refused that gets locked by that. After so many refusals it has to rest; then one
 * refusal is enough again, until it is accepted. Refusals further apart than the rest are not in a row. Thread-safe.
 */
public final class Refusals {
    private final int most;
    private final Duration rest;
    private final Clock clock;

    private int count;
    private Instant last = Instant.EPOCH;

    /**
     * Begins to count.
     *
     * @param most after how many refusals it rests
     * @param rest how long
     * @param clock by which it does
     */
    public Refusals(int most, Duration rest, Clock clock) {
        this.most = most;
        this.rest = rest;
        this.clock = clock;
    }

    /**
     * The minutes for which nothing should be asked any more.
     *
     * @return whole minutes, rounded up; 0 if there is no need to rest
     */
    public synchronized long minutesToRest() {
        Duration rested = Duration.between(last, clock.instant());
        // A clock that was set back does not make the rest longer.
        return count < most || rested.isNegative() || rested.compareTo(rest) >= 0
                ? 0
                : rest.minus(rested).plusSeconds(59).toMinutes();
    }

    /** Takes down a refusal. */
    public synchronized void refused() {
        Instant now = clock.instant();
        boolean longAgo = Duration.between(last, now).compareTo(rest) >= 0 && count < most;
        count = longAgo ? 1 : Math.min(count + 1, most);
        last = now;
    }

    /** Forgets the refusals. */
    public synchronized void accepted() {
        count = 0;
    }
}
