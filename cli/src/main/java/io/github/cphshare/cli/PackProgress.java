package io.github.cphshare.cli;

import io.github.cphshare.client.tar.TarProgress;
import java.util.Locale;
import java.util.function.LongSupplier;

/** How much of an archive is packed, in one line on standard error while it is; nothing where nobody looks. */
final class PackProgress implements TarProgress, AutoCloseable {
    private static final int WIDTH = 24;
    private static final double NANOS = 1e9;
    private static final double MIB = 1 << 20;

    /** Nobody reads faster, and a terminal would hold the packing of many small files up. */
    private static final long REST = 100_000_000;

    private final Terminal terminal;
    private final PaintedLine line;
    private final LongSupplier nanoTime;
    private final long begun;
    private long last;
    private long allEntries;
    private long allBytes = 1;

    PackProgress(Terminal terminal, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.line = new PaintedLine(terminal);
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
        this.last = begun - REST;
    }

    @Override
    public void expected(long entries, long bytes) {
        allEntries = entries;
        allBytes = bytes;
    }

    @Override
    public void passed(long entries, long bytes) {
        long now = nanoTime.getAsLong();
        if (now - last >= REST) {
            last = now;
            line.paint(text(entries, bytes, (now - begun) / NANOS));
        }
    }

    private String text(long entries, long bytes, double seconds) {
        // There may be more than was expected.
        double part = Math.min(1, (double) bytes / allBytes);
        int done = (int) (WIDTH * part);
        StringBuilder text = new StringBuilder("  [" + terminal.good("#".repeat(done)) + ".".repeat(WIDTH - done) + "] "
                + entries + " of " + allEntries + " packed, " + (int) (100 * part) + " %");
        if (seconds >= 1) {
            text.append(String.format(Locale.ROOT, ", %.1f MiB/s", bytes / MIB / seconds));
            text.append(", about ")
                    .append(Text.time(Math.round(seconds * (1 - part) / part)))
                    .append(" left");
        }
        return text.toString();
    }

    @Override
    public void close() {
        line.close();
    }
}
