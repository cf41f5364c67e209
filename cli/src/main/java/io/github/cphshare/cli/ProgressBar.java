package io.github.cphshare.cli;

import io.github.cphshare.client.AwaitListener;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/** One line on standard error that is painted over, while jobs are waited for; nothing where nobody looks. */
final class ProgressBar implements AwaitListener, AutoCloseable {
    private static final int WIDTH = 24;
    private static final double NANOS = 1e9;
    private static final String OVER = "\r\u001b[K";

    private final Terminal terminal;
    private final PrintStream err;
    private final LongSupplier nanoTime;
    private final long begun;
    private boolean painted;
    private int atFirst = -1;

    ProgressBar(Terminal terminal, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.err = terminal.err();
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
    }

    @Override
    public void onProgress(Progress progress) {
        if (!terminal.colour()) {
            return;
        }
        if (atFirst < 0) {
            atFirst = progress.settled() - progress.succeeded() - progress.failed();
        }
        err.print(OVER + line(progress));
        err.flush();
        painted = true;
    }

    private String line(Progress progress) {
        int total = Math.max(1, progress.total());
        int done = WIDTH * progress.succeeded() / total;
        int bad = Math.min(WIDTH - done, (WIDTH * (progress.settled() - progress.succeeded()) + total - 1) / total);
        String bar = terminal.good("#".repeat(done)) + terminal.bad("!".repeat(bad)) + ".".repeat(WIDTH - done - bad);
        StringBuilder text =
                new StringBuilder("  [" + bar + "] " + progress.succeeded() + " of " + progress.total() + " done");
        int failed = progress.failed() + progress.refused() + progress.unknown();
        if (failed > 0) {
            text.append(", ").append(terminal.bad(failed + " failed"));
        }
        text.append(", ").append(progress.running()).append(" running");
        double seconds = (nanoTime.getAsLong() - begun) / NANOS;
        int ended = progress.settled() - Math.max(0, atFirst);
        if (ended > 0 && seconds >= 1) {
            double rate = ended / seconds;
            text.append(String.format(Locale.ROOT, ", %.1f/s", rate));
            if (progress.running() > 0) {
                text.append(", about ")
                        .append(time(Math.round(progress.running() / rate)))
                        .append(" left");
            }
        }
        return text.toString();
    }

    private static String time(long seconds) {
        return seconds < 60 ? seconds + " s" : String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60);
    }

    /** Leaves the line empty, for what comes next. */
    @Override
    public void close() {
        if (painted) {
            err.print(OVER);
            err.flush();
        }
    }
}
