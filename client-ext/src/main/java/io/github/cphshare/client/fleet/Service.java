package io.github.cphshare.client.fleet;

import io.github.cphshare.client.AwaitListener;
import io.github.cphshare.client.PushOutcome;
import io.github.cphshare.client.PushReceipt;
import io.github.cphshare.client.PushRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/** What a run asks of the service: the client, or a script in a test. Failures are those of the client. */
interface Service {
    /** Pushes once; repeating is the run's own business, since a pause is for all requests. */
    CompletableFuture<PushReceipt> push(PushRequest request);

    /** Follows jobs until they have ended or the time is over. */
    PushOutcome await(Collection<PushReceipt> receipts, Duration time, AwaitListener listener);
}
