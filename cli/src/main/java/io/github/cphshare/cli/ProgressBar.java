package io.github.cphshare.cli;

import io.github.cphshare.client.AwaitListener;
import io.github.cphshare.client.fleet.FleetListener;
import java.util.Locale;
import java.util.function.LongSupplier;

/** One line on standard error that is painted over, while jobs are waited for; nothing where nobody looks. */
final class ProgressBar implements AwaitListener, FleetListener, AutoCloseable {
    private static final int WIDTH = 24;
    private static final double NANOS = 1e9;

    private final Terminal terminal;
    private final PaintedLine line;
    private final LongSupplier nanoTime;
    private final long begun;
    private int atFirst = -1;

    ProgressBar(Terminal terminal, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.line = new PaintedLine(terminal);
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
        if (atFirst < 0) {
            atFirst = settledBefore;
        }
        line.paint(text(succeeded, settled, total));
    }

    private String text(int succeeded, int settled, int all) {
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
                text.append(", about ")
                        .append(Text.time(Math.round(running / rate)))
                        .append(" left");
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        line.close();
    }
}
