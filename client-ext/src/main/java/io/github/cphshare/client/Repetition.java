package io.github.cphshare.client;

import io.github.cphshare.client.call.Retries;
import io.github.cphshare.client.error.AuthenticationException;
import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.error.ServiceException;
import io.github.cphshare.client.error.TransportException;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Decides whether a call that failed is made again, and after which time. Knows no clock and no chance: pure. */
final class Repetition {
    private Repetition() {}

    /**
     * What follows a failure.
     *
     * @param attempt the number of attempts so far
     * @param read whether the call changes nothing, so that repeating it is harmless
     * @param left the time until the call has to be over; {@code null} for no limit
     * @param chance at least 0, less than 1
     * @return how long to wait before the next attempt; {@code null} for no further attempt
     */
    static @Nullable Duration after(
            CphShareException failure,
            int attempt,
            boolean read,
            Retries retries,
            @Nullable Duration left,
            double chance) {
        if (attempt >= retries.attempts() || !helps(failure) || !isSafe(failure, read, retries)) {
            return null;
        }
        Duration wait = Outage.retryAfter(failure).plus(jittered(retries, attempt, chance));
        return left == null || wait.compareTo(left) < 0 ? wait : null;
    }

    /** Whether the same call may have another end the next time. */
    static boolean helps(CphShareException failure) {
        if (failure instanceof AuthenticationException) {
            return false; // Whatever the catalogue says: failures in a row lock an access key.
        }
        if (failure instanceof ServiceException refusal) {
            return refusal.retryable();
        }
        return failure instanceof TransportException && !isAboutACertificate(failure);
    }

    private static boolean isSafe(CphShareException failure, boolean read, Retries retries) {
        return read || retries.repeatsUnknown() || failure.delivery() != Delivery.UNKNOWN;
    }

    /** A host that does not prove who it is will not do so a second later. */
    private static boolean isAboutACertificate(CphShareException failure) {
        for (Throwable t = failure.getCause(); t != null; t = t.getCause()) {
            if (t instanceof CertificateException || t instanceof SSLPeerUnverifiedException) {
                return true;
            }
        }
        return false;
    }

    /** Full jitter: anything from nothing to the exponential delay, so that many callers do not come back together. */
    private static Duration jittered(Retries retries, int attempt, double chance) {
        double longest = (double) retries.longestDelay().toNanos();
        double exponential = retries.baseDelay().toNanos() * Math.pow(2, attempt - 1);
        return Duration.ofNanos((long) (chance * Math.min(exponential, longest)));
    }
}
