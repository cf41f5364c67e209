package io.github.cphshare.client;

import io.github.cphshare.client.auth.AkSkCredentials;
import io.github.cphshare.client.auth.CredentialsException;
import io.github.cphshare.client.internal.Refusals;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an access key from being locked: the gateway locks one for five minutes after more than five refusals in a row
 * (API Gateway, error codes, row APIGW.0301), also for everybody else who uses it. After three, nothing is signed with the
 * key for as long. Counts over all calls of a client, and the key that was used last. Thread-safe.
 */
final class KeyGuard {
    private static final int REFUSALS = 3;
    private static final Duration REST = Duration.ofMinutes(5);

    private final Clock clock;

    private @Nullable String accessKey;
    private Refusals refusals;

    KeyGuard(Clock clock) {
        this.clock = clock;
        this.refusals = new Refusals(REFUSALS, REST, clock);
    }

    /** @throws CredentialsException if the key has to rest */
    synchronized void check(AkSkCredentials key) {
        long minutes = key.accessKey().equals(accessKey) ? refusals.minutesToRest() : 0;
        if (minutes > 0) {
            throw new CredentialsException(
                    "The last " + REFUSALS + " requests with the access key " + accessKey
                            + " were not accepted (401), and more than five in a row lock it for everybody: nothing is"
                            + " signed with it for the next " + minutes + " minutes.",
                    null);
        }
    }

    synchronized void answered(AkSkCredentials key, int status) {
        if (!key.accessKey().equals(accessKey)) {
            accessKey = key.accessKey();
            refusals = new Refusals(REFUSALS, REST, clock);
        }
        if (status == 401) {
            refusals.refused();
        } else if (status >= 200 && status < 300) {
            refusals.accepted();
        }
    }
}
