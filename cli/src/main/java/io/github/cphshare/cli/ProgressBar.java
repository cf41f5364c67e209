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
        paint(
                new Totals(
                        progress.succeeded(),
                        progress.failed() + progress.refused(),
                        progress.unknown(),
                        progress.running(),
                        0),
                refusedBefore);
    }

    @Override
    public void onProgress(FleetListener.Progress progress) {
        // What was settled by an earlier run says nothing about the rate of this one.
        paint(
                new Totals(
                        progress.succeeded(),
                        progress.failed() + progress.refused(),
                        progress.unknown(),
                        progress.running() + progress.asked(),
                        progress.notPushed()),
                progress.settled());
    }

    /** How many servers there are of each kind that is told of. */
    private record Totals(int succeeded, int failed, int unknown, int running, int notPushed) {
        int settled() {
            return succeeded + failed + unknown;
        }

        int all() {
            return settled() + running + notPushed;
        }
    }

    private void paint(Totals totals, int settledBefore) {
        if (atFirst < 0) {
            atFirst = settledBefore;
        }
        line.paint(text(totals));
    }

    private String text(Totals totals) {
        int succeeded = totals.succeeded();
        int settled = totals.settled();
        int total = Math.max(1, totals.all());
        int done = (int) ((long) WIDTH * succeeded / total);
        int bad = Math.min(WIDTH - done, (int) (((long) WIDTH * (settled - succeeded) + total - 1) / total));
        String bar = terminal.good("#".repeat(done)) + terminal.bad("!".repeat(bad)) + ".".repeat(WIDTH - done - bad);
        StringBuilder text = new StringBuilder("  [" + bar + "] " + succeeded + " of " + totals.all() + " done");
        if (totals.failed() > 0) {
            text.append(", ").append(terminal.bad(totals.failed() + " failed"));
        }
        if (totals.unknown() > 0) {
            text.append(", ").append(terminal.bad(totals.unknown() + " unknown"));
        }
        text.append(", ").append(totals.running()).append(" running");
        if (totals.notPushed() > 0) {
            text.append(", ").append(totals.notPushed()).append(" not pushed");
        }
        double seconds = (nanoTime.getAsLong() - begun) / NANOS;
        int ended = settled - Math.max(0, atFirst);
        if (ended > 0 && seconds >= 1) {
            double rate = ended / seconds;
            text.append(String.format(Locale.ROOT, ", %.1f/s", rate));
            int left = totals.all() - settled;
            if (left > 0) {
                text.append(", about ")
                        .append(Text.time(Math.round(left / rate)))
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
