package io.github.cphshare.cli;

import io.github.cphshare.client.AwaitListener;
import io.github.cphshare.client.fleet.FleetListener;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/** One line on standard error that is painted over, while jobs are waited for; nothing where nobody looks. */
final class ProgressBar implements AwaitListener, FleetListener, AutoCloseable {
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
    public void onProgress(AwaitListener.Progress progress) {
        int refusedBefore = progress.settled() - progress.succeeded() - progress.failed();
        paint(progress.succeeded(), progress.settled(), progress.total(), refusedBefore);
    }

    @Override
    public void onProgress(FleetListener.Progress progress) {
        // What was settled by an earlier run says nothing about the rate of this one.
        paint(progress.succeeded(), progress.settled(), progress.total(), progress.settled());
    }

    private void paint(int succeeded, int settled, int total, int settledBefore) {
        if (!terminal.watched()) {
            return;
        }
        if (atFirst < 0) {
            atFirst = settledBefore;
        }
        err.print(OVER + line(succeeded, settled, total));
        err.flush();
        painted = true;
    }

    private String line(int succeeded, int settled, int all) {
        int total = Math.max(1, all);
        int done = (int) ((long) WIDTH * succeeded / total);
        int bad = Math.min(WIDTH - done, (int) (((long) WIDTH * (settled - succeeded) + total - 1) / total));
        String bar = terminal.good("#".repeat(done)) + terminal.bad("!".repeat(bad)) + ".".repeat(WIDTH - done - bad);
        StringBuilder text = new StringBuilder("  [" + bar + "] " + succeeded + " of " + all + " done");
        int failed = settled - succeeded;
        if (failed > 0) {
            text.append(", ").append(terminal.bad(failed + " failed"));
        }
        int running = all - settled;
        text.append(", ").append(running).append(" running");
        double seconds = (nanoTime.getAsLong() - begun) / NANOS;
        int ended = settled - Math.max(0, atFirst);
        if (ended > 0 && seconds >= 1) {
            double rate = ended / seconds;
            text.append(String.format(Locale.ROOT, ", %.1f/s", rate));
            if (running > 0) {
                text.append(", about ").append(time(Math.round(running / rate))).append(" left");
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
