package io.github.cphshare.client;

import io.github.cphshare.client.error.ClientClosedException;
import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.error.FailedAttempt;
import io.github.cphshare.client.error.TransportException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One call with its attempts, which follow one another: how one is made, what comes of it, and whether there is a next.
 * For one thread at a time.
 */
final class PendingCall<R> {
    private final OkHttpClient http;
    private final Request.Builder request;
    private final Attempts attempts;
    private final CallWatch watch;
    private final Pauses pauses;
    private final Answers<?, R> answers;

    PendingCall(
            OkHttpClient http,
            Request.Builder request,
            Attempts attempts,
            CallWatch watch,
            Pauses pauses,
            Answers<?, R> answers) {
        this.http = http;
        this.request = request;
        this.attempts = attempts;
        this.watch = watch;
        this.pauses = pauses;
        this.answers = answers;
    }

    /** Makes the call in this thread, as often as it takes. */
    R execute() {
        try {
            while (true) {
                CphShareException failure;
                Call raw = begin();
                try {
                    return finished(result(raw, raw.execute()));
                } catch (IOException e) {
                    failure = failure(raw, e);
                } catch (CphShareException e) {
                    failure = e;
                }
                Duration wait = waitAfter(failure);
                if (wait == null || !slept(wait)) {
                    throw complete(failure);
                }
                attempts.next(failure, wait);
            }
        } catch (RuntimeException | Error e) {
            finished(e);
            throw e;
        }
    }

    /** An interrupt ends the wait, and stays to be seen. */
    private boolean slept(Duration wait) {
        try {
            return pauses.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * An attempt, which has what is left of the time of the whole call.
     *
     * @throws ClientClosedException if the client is closed
     */
    Call begin() {
        if (pauses.isClosed()) {
            throw complete(new ClientClosedException());
        }
        Call raw = http.newCall(
                request.tag(WireProbe.class, new WireProbe(attempts)).build());
        Duration left = attempts.left();
        // None is OkHttp's word for no limit, so one that is over becomes the shortest.
        raw.timeout().timeout(left == null ? 0 : Math.max(1, left.toNanos()), TimeUnit.NANOSECONDS);
        watch.attemptStarted(attempts.count());
        return raw;
    }

    R result(Call call, Response response) throws IOException {
        WireProbe probe = WireProbe.of(call);
        Secrets secrets = probe.secrets();
        watch.answered(attempts.count(), response, secrets);
        try {
            return answers.result(response, probe, secrets);
        } catch (CphShareException e) {
            throw afterWhatWasLost(call, e);
        }
    }

    /** How long to wait before the next attempt; {@code null} if there is none. */
    @Nullable
    Duration waitAfter(CphShareException failure) {
        watch.attemptFailed(attempts.count(), failure);
        Duration wait = attempts.waitAfter(failure);
        if (wait == null || pauses.isClosed() || Thread.currentThread().isInterrupted()) {
            return null;
        }
        watch.retryIn(attempts.count() + 1, wait);
        return wait;
    }

    /** Waits without a thread. */
    Runnable later(Duration wait, CphShareException failure, Runnable nextAttempt, Runnable closed) {
        return pauses.later(wait, passed -> {
            if (passed) {
                attempts.next(failure, wait);
                nextAttempt.run();
            } else {
                closed.run();
            }
        });
    }

    /** The failure that the caller gets. */
    CphShareException complete(CphShareException failure) {
        return attempts.complete(failure);
    }

    R finished(R result) {
        watch.finished(attempts.count(), null);
        return result;
    }

    void finished(Throwable failure) {
        watch.finished(attempts.count(), failure);
    }

    CphShareException failure(Call call, IOException failure) {
        if (failure instanceof Defects.Carrier carrier) {
            throw carrier.thrown();
        }
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof CallFailure carrier) {
                WireProbe.of(call).answerIsPassedOver();
                return afterWhatWasLost(call, carrier.failure());
            }
        }
        if (pauses.isClosed() && !WireProbe.of(call).begun() && failure instanceof InterruptedIOException) {
            return new ClientClosedException(); // It was not yet its turn, and there are no threads any more.
        }
        Delivery delivery = WireProbe.of(call).connected() ? Delivery.UNKNOWN : Delivery.NOT_SENT;
        return afterWhatWasLost(call, transportFailure(call, failure, delivery));
    }

    /**
     * An interceptor of the caller may have sent the request within this attempt before, and lost it, or got an answer that does
     * not rule it out: whatever became of it the last time, the service may have acted on that one.
     */
    private CphShareException afterWhatWasLost(Call call, CphShareException failure) {
        IOException lost = WireProbe.of(call).lost();
        if (lost != null && failure.delivery() != Delivery.UNKNOWN) {
            failure.addSuppressed(
                    new FailedAttempt(attempts.count(), transportFailure(call, lost, Delivery.UNKNOWN), Duration.ZERO));
        }
        return failure;
    }

    private static TransportException transportFailure(Call call, IOException failure, Delivery delivery) {
        Secrets secrets = WireProbe.of(call).secrets();
        String host = call.request().url().host();
        String why = secrets.wordsOf(failure);
        // A host that is not known is what the failure names first.
        String where = why.equals(host) || why.startsWith(host + ":") ? why : host + ": " + why;
        return new TransportException(
                words(call, failure) + " (" + where + ")", secrets.areIn(failure) ? null : failure, delivery, null);
    }

    private static String words(Call call, IOException failure) {
        if (failure instanceof UnknownHostException) {
            return "The host of the endpoint is not known";
        }
        if (failure instanceof SSLException && !WireProbe.of(call).connected()) {
            return "No trusted connection was made";
        }
        if (failure instanceof ConnectException) {
            return "No connection was made";
        }
        if (failure instanceof SocketTimeoutException) {
            return WireProbe.of(call).connected() ? "There was no answer in time" : "No connection was made in time";
        }
        if (Thread.currentThread().isInterrupted()) {
            return "The thread was interrupted";
        }
        if (call.isCanceled()) {
            return "The call was cancelled or took too long";
        }
        return WireProbe.of(call).connected() ? "The connection broke" : "No connection was made";
    }
}
