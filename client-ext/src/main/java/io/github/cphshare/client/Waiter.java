package io.github.cphshare.client;

import io.github.cphshare.client.JobFollowing.Step;
import io.github.cphshare.client.error.CphShareException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Drives a {@link JobFollowing}: asks, pauses, and hands back, in the caller's thread or in none.
 *
 * @param following what decides
 * @param source what is asked
 * @param pace how pauses are made, and by which clock
 * @param looked is called after each answer, also that there is no such job
 * @param result what is known
 * @param cutShort the failure for a waiting that ends before its time, by the reason
 */
record Waiter<R>(
        JobFollowing following,
        JobSource source,
        Pace pace,
        Runnable looked,
        Supplier<R> result,
        BiFunction<String, @Nullable Throwable, CphShareException> cutShort) {

    /** In the caller's thread. */
    R await() {
        while (true) {
            Step step = following.next(pace.nanoTime().getAsLong());
            if (step instanceof Step.Ask ask) {
                look(ask);
            } else if (step instanceof Step.Pause pause) {
                pause(pause);
            } else {
                return result.get();
            }
        }
    }

    private void look(Step.Ask ask) {
        List<JobState> answer;
        try {
            answer = source.ask(ask.query(), ask.limit());
        } catch (CphShareException e) {
            failed(e);
            return;
        }
        following.answered(answer);
        looked.run();
    }

    private void failed(CphShareException failure) {
        if (following.failed(failure)) {
            looked.run();
        }
    }

    private void pause(Step.Pause pause) {
        try {
            requirePassed(pace.pauses().sleep(pause.duration()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cutShort.apply("The waiting was interrupted", e);
        }
    }

    private void requirePassed(boolean passed) {
        if (!passed) {
            throw cutShort.apply("The client was closed while it waited", null);
        }
    }

    /** In no thread of its own. Whatever ends the future, a cancellation or its time-out, stops the asking. */
    CompletableFuture<R> awaitAsync() {
        Run run = new Run();
        run.proceed();
        return run.outcome;
    }

    private final class Run {
        private final CompletableFuture<R> outcome = new CompletableFuture<>();

        /** Ends what is under way. */
        private volatile Runnable stop = () -> {};

        @SuppressWarnings("FutureReturnValueIgnored") // It ends with the outcome, and its failure is the outcome's.
        Run() {
            outcome.whenComplete((value, failure) -> stop.run());
        }

        private void proceed() {
            try {
                step();
            } catch (Throwable e) {
                // Whatever it is, nobody would see it: whoever waits for the future would wait for ever.
                outcome.completeExceptionally(e);
            }
        }

        private void step() {
            if (outcome.isDone()) {
                return;
            }
            Step step = following.next(pace.nanoTime().getAsLong());
            if (step instanceof Step.Ask ask) {
                CompletableFuture<List<JobState>> answer = source.askAsync(ask.query(), ask.limit());
                stopBy(() -> answer.cancel(true));
                then(answer, page -> {
                    following.answered(page);
                    looked.run();
                });
            } else if (step instanceof Step.Pause pause) {
                CompletableFuture<Boolean> passed = new CompletableFuture<>();
                Runnable drop = pace.pauses().later(pause.duration(), passed::complete);
                stopBy(drop);
                then(passed, Waiter.this::requirePassed);
            } else {
                outcome.complete(result.get());
            }
        }

        /** It may have ended while this was begun. */
        private void stopBy(Runnable action) {
            stop = action;
            if (outcome.isDone()) {
                action.run();
            }
        }

        @SuppressWarnings("FutureReturnValueIgnored") // What fails in it is handed to the outcome.
        private <T> void then(CompletableFuture<T> future, Consumer<T> use) {
            // Not in the thread that completes it: a timer's is one for all, and HTTP's has more to do.
            future.whenCompleteAsync((value, failure) -> {
                try {
                    if (failure == null) {
                        use.accept(value);
                    } else {
                        failed(asFailure(failure));
                    }
                    step();
                } catch (Throwable e) { // A listener in another language throws what it likes.
                    outcome.completeExceptionally(e);
                }
            });
        }

        private CphShareException asFailure(Throwable failure) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            if (cause instanceof CphShareException known) {
                return known;
            }
            throw cause instanceof RuntimeException bug ? bug : new CompletionException(cause);
        }
    }
}
