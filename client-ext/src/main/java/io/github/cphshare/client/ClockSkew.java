package io.github.cphshare.client;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The usual reason for a signature that is refused although the keys are right: two clocks that disagree. */
final class ClockSkew {
    /** "Valid for 15 minutes": API request signing guide, FAQ. */
    private static final Duration ALLOWED = Duration.ofMinutes(15);

    private ClockSkew() {}

    /** What there is to say about the clocks, or nothing. */
    static @Nullable String noteOn(Response response) {
        String signed = response.request().header(Signer.DATE_HEADER);
        Instant answered = response.headers().getInstant("Date");
        if (response.code() != 401 || signed == null || answered == null) {
            return null;
        }
        Duration ahead;
        try {
            ahead = Duration.between(answered, Signer.instant(signed));
        } catch (DateTimeException e) {
            return null; // An unreadable date says nothing about the clocks.
        }
        if (ahead.abs().compareTo(ALLOWED) <= 0) {
            return null;
        }
        return "This machine's clock is " + ahead.abs().toMinutes() + " minutes "
                + (ahead.isNegative() ? "behind" : "ahead of") + " the server's, and a signature is good for "
                + ALLOWED.toMinutes() + ": set the clock.";
    }
}
