package io.github.cphshare.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Has what this thread does end gently when Ctrl-C or another signal ends the process: the thread is interrupted, and waited for
 * a little. To be closed when it is done and told.
 */
final class GentleEnd implements AutoCloseable {
    private static final Duration LONGEST_WORD = Duration.ofSeconds(5);

    private final Terminal terminal;
    private final Thread worker = Thread.currentThread();
    private final Thread hook = new Thread(this::end);
    private final CountDownLatch done = new CountDownLatch(1);
    private final AtomicReference<@Nullable Integer> exit = new AtomicReference<>();
    private final int seconds;
    private final String ending;
    private final String tooLate;

    private GentleEnd(Terminal terminal, int seconds, String ending, String tooLate) {
        this.terminal = terminal;
        this.seconds = seconds;
        this.ending = ending;
        this.tooLate = tooLate;
    }

    /**
     * Begins.
     *
     * @param seconds how long is waited
     * @param ending said when the signal comes
     * @param tooLate said when it takes longer than that
     */
    static GentleEnd within(Terminal terminal, int seconds, String ending, String tooLate) {
        GentleEnd end = new GentleEnd(terminal, seconds, ending, tooLate);
        Runtime.getRuntime().addShutdownHook(end.hook);
        return end;
    }

    /** Sets the exit code, also for when a signal has come; without one it is that of the signal. */
    void exitWith(int code) {
        exit.set(code);
    }

    private void end() {
        worker.interrupt();
        try {
            briefly(() -> PaintedLine.say(terminal, "cph-share: " + ending));
            if (done.await(seconds, TimeUnit.SECONDS)) {
                briefly(() -> {
                    terminal.out().flush();
                    terminal.err().flush();
                });
            } else {
                // No flush: what holds the thread up may be a result that nobody reads, and its stream with it.
                briefly(() -> PaintedLine.say(terminal, "cph-share: " + tooLate));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Nobody does; the process ends either way.
        }
        Integer code = exit.get();
        if (code != null) {
            Runtime.getRuntime().halt(code);
        }
    }

    /** Where nobody reads, no word gets out either: whoever says it is not waited for for ever. */
    private static void briefly(Runnable writing) throws InterruptedException {
        Thread writer = new Thread(writing);
        writer.setDaemon(true);
        writer.start();
        writer.join(LONGEST_WORD.toMillis());
    }

    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It is what ends the process just now.
        }
    }
}
