package io.github.cphshare.client.fleet;

import io.github.cphshare.client.AwaitListener;
import io.github.cphshare.client.PushOutcome;
import io.github.cphshare.client.PushReceipt;
import io.github.cphshare.client.PushRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a run asks of the service: the client, or a script in a test. Failures are those of the client. */
interface Service {
    /** Pushes once; repeating is the run's own business, since a pause is for all requests. */
    CompletableFuture<PushReceipt> push(PushRequest request);

    /**
     * The project that requests go to, where the credentials name it; the service is not asked for it.
     *
     * @return its id, or {@code null} where nobody knows
     * @throws io.github.cphshare.client.auth.CredentialsException if it cannot be found out now
     */
    default @Nullable String project() {
        return null;
    }

    /** Follows jobs until they have ended or the time is over. */
    PushOutcome await(Collection<PushReceipt> receipts, Duration time, AwaitListener listener);
}
