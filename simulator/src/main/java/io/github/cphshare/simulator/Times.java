package io.github.cphshare.simulator;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as the documents have them: UTC, {@code YYYY-MM-DDTHH:MM:SSZ}. */
final class Times {
    private Times() {}

    static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
