package io.github.cphshare.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The time since a beginning, which never goes back and does not stand still: a pause counts, whatever the clock says
 * about it.
 */
final class Elapsed {
    private long last;
    private boolean begun;
    private long nanos;
    private Duration value = Duration.ZERO;
    private long owed;

    /** Takes a reading of a clock whose zero is anywhere. */
    void read(long nanoTime) {
        long since = begun ? nanoTime - last : 0;
        begun = true;
        last = nanoTime;
        // Cut, so that a clock that jumps by centuries does not overflow.
        nanos += Math.min(Math.max(Math.max(since, owed), 0), Long.MAX_VALUE / 4);
        nanos = Math.min(nanos, Long.MAX_VALUE / 2);
        owed = 0;
        value = Duration.ofNanos(nanos);
    }

    /** A pause begins; the next reading is after it. */
    void pausing(Duration pause) {
        owed = TimeUnit.NANOSECONDS.convert(pause); // As much as can be counted, where it is more.
    }

    /** The same object until the next reading: many jobs keep when they were seen. */
    Duration value() {
        return value;
    }
}
