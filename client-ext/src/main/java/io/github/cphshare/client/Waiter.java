package io.github.cphshare.client;

import io.github.cphshare.client.JobFollowing.Step;
import io.github.cphshare.client.error.CphShareException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Drives a {@link JobFollowing}: asks, pauses, and hands back, in the caller's thread or in none.
 *
 * @param following what decides
 * @param source what is asked
 * @param timing how pauses are made
 * @param looked is called after each answer
 * @param result what is known
 * @param interrupted the failure for a thread that is not to wait any longer
 */
record Waiter<R>(
        JobFollowing following,
        JobSource source,
        Timing timing,
        Runnable looked,
        Supplier<R> result,
        Function<InterruptedException, CphShareException> interrupted) {

    /** In the caller's thread. */
    R await() {
        while (true) {
            Step step = following.next(timing.nanoTime());
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
            following.failed(e);
            return;
        }
        following.answered(answer);
        looked.run();
    }

    private void pause(Step.Pause pause) {
        try {
            timing.pause(pause.duration());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted.apply(e);
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
        private volatile @Nullable CompletableFuture<?> current;

        @SuppressWarnings("FutureReturnValueIgnored") // It ends with the outcome, and its failure is the outcome's.
        Run() {
            outcome.whenComplete((value, failure) -> cancelCurrent());
        }

        private void cancelCurrent() {
            CompletableFuture<?> running = current;
            if (running != null) {
                running.cancel(true);
            }
        }

        private void proceed() {
            try {
                step();
            } catch (RuntimeException | Error e) {
                // Nobody would see it: whoever waits for the future would wait for ever.
                outcome.completeExceptionally(e);
            }
        }

        private void step() {
            if (outcome.isDone()) {
                return;
            }
            Step step = following.next(timing.nanoTime());
            if (step instanceof Step.Ask ask) {
                then(source.askAsync(ask.query(), ask.limit()), answer -> {
                    following.answered(answer);
                    looked.run();
                });
            } else if (step instanceof Step.Pause pause) {
                then(timing.pauseAsync(pause.duration()), ignored -> {});
            } else {
                outcome.complete(result.get());
            }
        }

        @SuppressWarnings("FutureReturnValueIgnored") // What fails in it is handed to the outcome.
        private <T> void then(CompletableFuture<T> future, Consumer<T> use) {
            current = future;
            if (outcome.isDone()) {
                future.cancel(true); // It ended while the question was made.
            }
            // Not in the thread that completes it: a timer's is one for all, and HTTP's has more to do.
            future.whenCompleteAsync((value, failure) -> {
                try {
                    if (failure == null) {
                        use.accept(value);
                    } else {
                        following.failed(asFailure(failure));
                    }
                    step();
                } catch (RuntimeException | Error e) {
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
            if (cause instanceof RuntimeException bug) {
                throw bug;
            }
            throw new CompletionException(cause);
        }
    }
}
