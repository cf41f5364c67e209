package io.github.cphshare.client.fleet;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How many requests may be in flight, and when the next may go out; one for all requests of a run. It opens with one, so
 * that bad credentials are found out by one request and not by many, doubles with each answer, and halves when the service
 * pushes back, which also pauses all requests. Not thread-safe.
 */
final class Window {
    private static final long FIRST_PAUSE = Duration.ofSeconds(1).toNanos();
    /** Longer than any run; what an answer asks for may be anything. */
    private static final Duration LONGEST_ASKED = Duration.ofDays(8);

    private static final long LONGEST_PAUSE = Duration.ofMinutes(1).toNanos();

    private final int most;
    private final DoubleSupplier chance;
    private int size = 1;
    private int pauses;
    private boolean paused;
    private long pausedUntil;

    /**
     * @param most how many requests may be in flight at best
     * @param chance from 0 to below 1
     */
    Window(int most, DoubleSupplier chance) {
        this.most = most;
        this.chance = chance;
    }

    boolean isOpen(long now, int inFlight) {
        return inFlight < size && pauseLeft(now) == 0;
    }

    /** How long no request may go out yet, in nanoseconds. */
    long pauseLeft(long now) {
        return paused ? Math.max(0, pausedUntil - now) : 0;
    }

    void answered() {
        size = Math.min(most, size * 2);
        pauses = 0;
    }

    /**
     * The service asks for less, or is not there.
     *
     * @param asked how long it asks to wait; zero where it does not say
     */
    void pushedBack(long now, Duration asked) {
        boolean first = pauseLeft(now) == 0;
        long until = now + (asked.compareTo(LONGEST_ASKED) < 0 ? asked : LONGEST_ASKED).toNanos();
        if (first) {
            // Others of the same burst tell nothing new.
            size = Math.max(1, size / 2);
            long longest = Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(pauses++, 6));
            until += (long) (longest * (0.5 + 0.5 * chance.getAsDouble()));
        }
        if (!paused || until - pausedUntil > 0) {
            pausedUntil = until;
        }
        paused = true;
    }
}
