package io.github.cphshare.client;

import io.github.cphshare.client.auth.AkSkCredentials;
import io.github.cphshare.client.auth.CredentialsException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an access key from being locked: the gateway locks one for five minutes after more than five refusals in a row
 * (API Gateway, error codes, row APIGW.0301), also for everybody else who uses it. After three, nothing is signed with the
 * key for as long; then one refusal is enough again, until a request is accepted. Counts over all calls of a client, and
 * the key that was used last. Thread-safe.
 */
final class KeyGuard {
    private static final int REFUSALS = 3;
    private static final Duration REST = Duration.ofMinutes(5);

    private final Clock clock;

    private @Nullable String accessKey;
    private int refused;
    private Instant last = Instant.EPOCH;

    KeyGuard(Clock clock) {
        this.clock = clock;
    }

    /** @throws CredentialsException if the key has to rest */
    synchronized void check(AkSkCredentials key) {
        if (refused < REFUSALS || !key.accessKey().equals(accessKey)) {
            return;
        }
        Duration rested = Duration.between(last, clock.instant());
        // A clock that was set back does not make the rest longer.
        if (!rested.isNegative() && rested.compareTo(REST) < 0) {
            throw new CredentialsException(
                    "The last " + refused + " requests with the access key " + accessKey
                            + " were not accepted (401), and more than five in a row lock it for everybody: nothing is"
                            + " signed with it for the next "
                            + REST.minus(rested).plusSeconds(59).toMinutes()
                            + " minutes.",
                    null);
        }
    }

    synchronized void answered(AkSkCredentials key, int status) {
        if (!key.accessKey().equals(accessKey)) {
            accessKey = key.accessKey();
            refused = 0;
        }
        if (status == 401) {
            Instant now = clock.instant();
            boolean longAgo = Duration.between(last, now).compareTo(REST) >= 0 && refused < REFUSALS;
            refused = longAgo ? 1 : Math.min(refused + 1, REFUSALS);
            last = now;
        } else if (status >= 200 && status < 300) {
            refused = 0;
        }
    }
}
