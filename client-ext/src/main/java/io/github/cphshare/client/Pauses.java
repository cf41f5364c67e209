package io.github.cphshare.client;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The waits between attempts, blocking ones and others. Closing ends them all at once. Thread-safe; has no thread until
 * somebody waits without blocking, and lets go of it after the last such wait.
 */
class Pauses implements AutoCloseable {
    private static final int IDLE_SECONDS = 10;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Set<Pause> pauses = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor timer;

    Pauses() {
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "cph-share-retries");
            thread.setDaemon(true);
            return thread;
        });
        timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
    }

    /**
     * Waits in this thread.
     *
     * @return whether the time has passed; {@code false} if it was closed before or meanwhile
     */
    boolean sleep(Duration time) throws InterruptedException {
        return !closed.await(nanos(time), TimeUnit.NANOSECONDS);
    }

    /**
     * Waits without a thread.
     *
     * @param then is called once: with {@code true} when the time has passed, with {@code false} at once when it is closed
     *     before or meanwhile
     * @return ends the wait, so that nothing is called
     */
    Runnable later(Duration time, Consumer<Boolean> then) {
        Pause pause = new Pause(then);
        pauses.add(pause);
        try {
            Future<?> timed = timer.schedule(() -> pause.end(true), nanos(time), TimeUnit.NANOSECONDS);
            return () -> {
                pause.drop();
                timed.cancel(false);
            };
        } catch (RejectedExecutionException e) {
            pause.end(false); // Closed; whoever waits is told, by this or by close().
            return pause::drop;
        }
    }

    /** A server may ask for more than can be counted. */
    private static long nanos(Duration time) {
        return TimeUnit.NANOSECONDS.convert(time);
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    @Override
    public void close() {
        closed.countDown();
        pauses.forEach(pause -> pause.end(false));
        timer.shutdownNow();
        // Those that began meanwhile, and that the timer forgot.
        pauses.forEach(pause -> pause.end(false));
    }

    private final class Pause {
        private final Consumer<Boolean> then;
        private final AtomicBoolean over = new AtomicBoolean();

        Pause(Consumer<Boolean> then) {
            this.then = then;
        }

        void end(boolean passed) {
            if (drop()) {
                then.accept(passed);
            }
        }

        boolean drop() {
            pauses.remove(this);
            return over.compareAndSet(false, true);
        }
    }
}
