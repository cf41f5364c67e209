package io.github.cphshare.cli;

import io.github.cphshare.client.AwaitListener;
import io.github.cphshare.client.AwaitTimeoutException;
import io.github.cphshare.client.CphShareClient;
import io.github.cphshare.client.PushOutcome;
import io.github.cphshare.client.PushReceipt;
import io.github.cphshare.client.PushRequest;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.error.TransportException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Waits for jobs before the eyes of whoever looks, and tells the outcome. */
final class Waiting {
    /** An answer that is under way may say which jobs run, and nobody else does. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int SECONDS_TO_END = 15;

    private Waiting() {}

    /**
     * Does something that Ctrl-C, or another signal that ends the process, ends gently: what is known by then is told. Gives the
     * exit code.
     */
    static int gently(Terminal terminal, boolean json, FailureReport.Attempt attempt) {
        try (GentleEnd end = GentleEnd.within(
                terminal,
                SECONDS_TO_END,
                "ending; what was pushed runs on.",
                "ended without waiting longer. What was pushed runs on; 'cph-share await' follows it.")) {
            // Whatever ends it, the signal says nothing about the servers.
            end.exitWith(ExitCode.UNKNOWN);
            int exit = FailureReport.telling(terminal, json, attempt);
            end.exitWith(exit);
            return exit;
        }
    }

    /**
     * @param await waits, and tells a listener
     * @param requestId the push; {@code null} where several are waited for
     */
    static int show(
            Terminal terminal, boolean json, @Nullable String requestId, Function<AwaitListener, PushOutcome> await) {
        PushOutcome outcome = outcome(terminal, await);
        if (json) {
            Json.print(terminal.out(), document -> OutcomeText.write(document, outcome, requestId));
        } else {
            OutcomeText.print(terminal, outcome);
        }
        return ExitCode.of(outcome);
    }

    private static PushOutcome outcome(Terminal terminal, Function<AwaitListener, PushOutcome> await) {
        try (ProgressBar bar = new ProgressBar(terminal, System::nanoTime)) {
            FutureTask<PushOutcome> outcome = new FutureTask<>(() -> await.apply(bar));
            Thread waiter = new Thread(outcome, "cph-share-await");
            waiter.setDaemon(true);
            waiter.start();
            return resultOf(outcome, waiter::interrupt, PATIENCE);
        } catch (AwaitTimeoutException e) {
            return e.outcome(); // A signal came before the end, as a deadline does.
        }
    }

    /**
     * What is answered to a push. A signal lets an attempt that is under way go on, which may be acted on already, but no
     * further one begin: whoever ends the command does not want a push to go out after that.
     */
    static PushReceipt answerTo(CphShareClient client, PushRequest request) {
        return resultOf(client.pushAsync(request), client::close, PATIENCE);
    }

    /**
     * What comes of something that runs in another thread: one that reads from the network heeds no interrupt while nothing comes.
     *
     * @param end is called when this thread is interrupted
     * @param patience how long it is waited for then
     */
    static <T> T resultOf(Future<T> work, Runnable end, Duration patience) {
        try {
            return work.get();
        } catch (InterruptedException e) {
            end.run();
            return lateResultOf(work, patience);
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private static <T> T lateResultOf(Future<T> work, Duration patience) {
        try {
            return work.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | InterruptedException e) {
            throw new TransportException("There was no answer before the end", null, Delivery.UNKNOWN, null);
        } catch (ExecutionException e) {
            throw failure(e);
        } finally {
            Thread.currentThread().interrupt();
        }
    }

    private static RuntimeException failure(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
    }
}
