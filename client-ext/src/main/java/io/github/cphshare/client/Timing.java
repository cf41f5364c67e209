package io.github.cphshare.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Time and chance, as whoever waits needs them; a test brings its own and takes no time. */
interface Timing {
    /** The real ones. */
    Timing REAL = new Timing() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public double random() {
            return ThreadLocalRandom.current().nextDouble();
        }

        @Override
        public void pause(Duration duration) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        }

        @Override
        public CompletableFuture<?> pauseAsync(Duration duration) {
            // Cancelling it takes it out of the platform's timer as well.
            return new CompletableFuture<Boolean>().completeOnTimeout(true, duration.toNanos(), TimeUnit.NANOSECONDS);
        }
    };

    /** A clock that does not follow the wall's: {@link System#nanoTime()}. */
    long nanoTime();

    /** From 0 to below 1. */
    double random();

    /** Waits. */
    void pause(Duration duration) throws InterruptedException;

    /** Completes after a time; blocks no thread. */
    CompletableFuture<?> pauseAsync(Duration duration);
}
