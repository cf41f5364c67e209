package io.github.cphshare.client;

import io.github.cphshare.client.call.CallInfo;
import io.github.cphshare.client.call.CallListener;
import io.github.cphshare.client.error.CphShareException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Tells the listeners of one call what becomes of it. Where nobody listens there is one for all calls, which is silent. */
final class CallWatch {
    private static final CallWatch SILENT = new CallWatch(List.of(), null, 0, () -> 0);

    private final List<CallListener> listeners;
    private final @Nullable CallInfo call;
    private final long begun;
    private final LongSupplier nanoTime;
    private final AtomicBoolean over = new AtomicBoolean();

    private CallWatch(List<CallListener> listeners, @Nullable CallInfo call, long begun, LongSupplier nanoTime) {
        this.listeners = listeners;
        this.call = call;
        this.begun = begun;
        this.nanoTime = nanoTime;
    }

    void attemptStarted(int attempt) {
        tell((listener, info) -> listener.attemptStarted(info, attempt));
    }

    void answered(int attempt, Response response, Secrets secrets) {
        Map<String, String> headers = new HelpfulHeaders(response.headers(), secrets);
        tell((listener, info) -> listener.answered(info, attempt, response.code(), headers));
    }

    void attemptFailed(int attempt, CphShareException failure) {
        tell((listener, info) -> listener.attemptFailed(info, attempt, failure));
    }

    void retryIn(int nextAttempt, Duration wait) {
        tell((listener, info) -> listener.retryIn(info, nextAttempt, wait));
    }

    /** Only the first of these counts: a call that is cancelled fails as well. */
    void finished(int attempts, @Nullable Throwable failure) {
        if (call != null && over.compareAndSet(false, true)) {
            Duration took = Duration.ofNanos(nanoTime.getAsLong() - begun);
            tellAll((listener, info) -> listener.finished(info, attempts, took, failure), call);
        }
    }

    private void tell(Event event) {
        if (call != null && !over.get()) {
            tellAll(event, call);
        }
    }

    private void tellAll(Event event, CallInfo info) {
        for (CallListener listener : listeners) {
            try {
                event.tell(listener, info);
            } catch (Throwable e) {
                // Not thrown on, whatever it is: the push may be under way, and its outcome must reach its caller.
                Watches.LOG.listenerFailed(e);
            }
        }
    }

    private interface Event {
        void tell(CallListener listener, CallInfo call);
    }

    /** Makes the watches of a client's calls. Thread-safe. */
    static final class Watches {
        private static final CallLog LOG = new CallLog();

        private final List<CallListener> callers;
        private final LongSupplier nanoTime;
        private final AtomicLong number = new AtomicLong();

        Watches(List<CallListener> callers, LongSupplier nanoTime) {
            this.callers = List.copyOf(callers);
            this.nanoTime = nanoTime;
        }

        CallWatch over(CallTarget target) {
            boolean logged = LOG.isOn();
            if (callers.isEmpty() && !logged) {
                return SILENT;
            }
            List<CallListener> listeners = callers;
            if (logged) {
                listeners = new ArrayList<>(callers);
                listeners.add(LOG);
            }
            CallInfo info = target.info(number.incrementAndGet());
            return new CallWatch(listeners, info, nanoTime.getAsLong(), nanoTime);
        }
    }
}
