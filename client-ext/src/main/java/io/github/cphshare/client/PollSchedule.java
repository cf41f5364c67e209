package io.github.cphshare.client;

import java.time.Duration;

/**
 * How long to wait between two looks at the same jobs: in a range that doubles up to a cap, and by chance within it, so
 * that many who began together do not ask together.
 *
 * @param least the shortest wait
 * @param first the upper end of the first range
 * @param cap the upper end of all later ranges
 */
record PollSchedule(Duration least, Duration first, Duration cap) {
    /** The documents tell neither how long a push takes nor how often one may ask; these are ours. */
    static final PollSchedule DEFAULT =
            new PollSchedule(Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(20));

    /**
     * A wait.
     *
     * @param number how many waits came before
     * @param random from 0 to below 1
     */
    Duration wait(int number, double random) {
        long upper = first.toNanos();
        for (int i = 0; i < number && upper < cap.toNanos(); i++) {
            upper *= 2;
        }
        long range = Math.max(0, Math.min(upper, cap.toNanos()) - least.toNanos());
        return least.plusNanos((long) (range * random));
    }
}
