package io.github.cphshare.client;

import io.github.cphshare.client.call.CallInfo;
import io.github.cphshare.client.call.CallListener;
import io.github.cphshare.client.error.CphShareException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the calls of a client to SLF4J, logger {@code io.github.cphshare.client}, level debug: so by default nothing.
 * Stateless.
 *
 * <p>Of headers it writes the few that {@link CallListener#answered} is told, of bodies nothing but what a failure quotes
 * without credentials.
 */
final class CallLog implements CallListener {
    private static final Logger LOG = LoggerFactory.getLogger("io.github.cphshare.client");

    /** Whether anybody reads along. */
    boolean isOn() {
        return LOG.isDebugEnabled();
    }

    @Override
    public void attemptStarted(CallInfo call, int attempt) {
        LOG.debug("{} attempt {}", call, attempt);
    }

    @Override
    public void answered(CallInfo call, int attempt, int httpStatus, Map<String, String> headers) {
        LOG.debug("{} attempt {}: HTTP {} {}", call, attempt, httpStatus, headers);
    }

    @Override
    public void attemptFailed(CallInfo call, int attempt, CphShareException failure) {
        LOG.debug(
                "{} attempt {} failed, delivery {}: {}: {}",
                call,
                attempt,
                failure.delivery(),
                failure.getClass().getSimpleName(),
                failure.getMessage());
    }

    @Override
    public void retryIn(CallInfo call, int nextAttempt, Duration wait) {
        LOG.debug("{} attempt {} in {} ms", call, nextAttempt, wait.toMillis());
    }

    @Override
    public void finished(CallInfo call, int attempts, Duration took, @Nullable Throwable failure) {
        LOG.debug(
                "{} {} after {} ms and {} attempt(s)",
                call,
                failure == null ? "done" : "ended with " + failure.getClass().getSimpleName(),
                took.toMillis(),
                attempts);
    }

    /** Tells of a listener that failed, at level warn: it is a defect, and nobody else would hear of it. */
    void listenerFailed(Throwable failure) {
        LOG.warn("A listener failed; the call goes on.", failure);
    }
}
