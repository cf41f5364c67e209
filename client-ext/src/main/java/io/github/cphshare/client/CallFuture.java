package io.github.cphshare.client;

import io.github.cphshare.client.error.CphShareException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * A call without a thread of its own: an attempt is under way, or a wait, or it is complete. Whatever else completes it, a
 * cancellation or a time-out of its caller, ends either.
 */
final class CallFuture<R> extends CompletableFuture<R> implements Callback {
    private final PendingCall<R> call;

    /** Ends what is under way; {@code null} for nothing. */
    private final AtomicReference<@Nullable Runnable> stop = new AtomicReference<>();

    CallFuture(PendingCall<R> call) {
        this.call = call;
        var unused = whenComplete((result, failure) -> ended(failure));
    }

    /** The future first, and then the call: its failure would otherwise be there before, and count. */
    private void ended(@Nullable Throwable failure) {
        Runnable underWay = stop.get();
        if (underWay != null) {
            underWay.run();
            call.finished(failure != null ? failure : new CancellationException("The future was completed otherwise."));
        }
    }

    void attempt() {
        Call raw;
        try {
            raw = call.begin();
        } catch (CphShareException e) {
            end(e);
            return;
        }
        stopBy(raw::cancel);
        try {
            raw.enqueue(this);
        } catch (RuntimeException | Error e) {
            // In a timer's thread nobody would see it: whoever waits for the future would wait for ever.
            end(e);
            throw e;
        }
    }

    /** Cancelling may have come before there was anything to stop. */
    private void stopBy(Runnable action) {
        stop.set(action);
        if (isDone()) {
            action.run();
        }
    }

    @Override
    public void onResponse(Call answered, Response response) {
        try {
            R result = call.result(answered, response);
            if (!isDone()) {
                stop.set(null);
                complete(call.finished(result));
            }
        } catch (IOException e) {
            failed(call.failure(answered, e));
        } catch (CphShareException e) {
            failed(e);
        } catch (RuntimeException | Error e) {
            // As above: OkHttp would only log it.
            end(e);
            throw e;
        }
    }

    @Override
    public void onFailure(Call failed, IOException e) {
        CphShareException failure;
        try {
            failure = call.failure(failed, e);
        } catch (RuntimeException | Error defect) {
            end(defect);
            return;
        }
        failed(failure);
    }

    private void failed(CphShareException failure) {
        if (isDone()) {
            return; // by its caller
        }
        try {
            Duration wait = call.waitAfter(failure);
            if (wait == null) {
                end(call.complete(failure));
            } else {
                Runnable attempt = stop.get();
                Runnable drop = call.later(wait, failure, this::attempt, () -> end(call.complete(failure)));
                // A short wait may be over by now, and then it is the next attempt that has to be stopped.
                if (stop.compareAndSet(attempt, drop) && isDone()) {
                    drop.run();
                }
            }
        } catch (RuntimeException | Error e) {
            end(e); // As above.
            throw e;
        }
    }

    private void end(Throwable failure) {
        stop.set(null);
        call.finished(failure);
        completeExceptionally(failure);
    }
}
