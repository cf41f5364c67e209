package io.github.cphshare.cli;

import io.github.cphshare.client.fleet.FleetListener;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** A line on standard error that says how far a push to a fleet is; nothing where no terminal is there to redraw it. */
final class FleetMeter implements FleetListener {
    private static final int BAR = 24;
    private static final String BEGINNING_OF_LINE = "\r\u001b[K";

    private final Terminal terminal;
    private final LongSupplier nanoTime;
    private final long began;
    private int settledBefore = -1;

    FleetMeter(Terminal terminal, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
    }

    @Override
    public void onProgress(Progress progress) {
        if (!terminal.colour()) {
            return;
        }
        if (settledBefore < 0) {
            settledBefore = progress.settled(); // A resumed run does not count what others did.
        }
        terminal.err().print(BEGINNING_OF_LINE + line(progress, Duration.ofNanos(nanoTime.getAsLong() - began)));
        terminal.err().flush();
    }

    private String line(Progress progress, Duration elapsed) {
        int full = (int) ((long) BAR * progress.settled() / Math.max(1, progress.total()));
        StringBuilder line = new StringBuilder("[")
                .append("#".repeat(full))
                .append(".".repeat(BAR - full))
                .append("] ")
                .append(progress.succeeded())
                .append(" of ")
                .append(progress.total())
                .append(" done");
        append(line, progress.failed() + progress.refused(), "failed");
        append(line, progress.unknown(), "unknown");
        append(line, progress.asked() + progress.running(), "running");
        double perSecond = (progress.settled() - settledBefore) / Math.max(1e-3, elapsed.toNanos() / 1e9);
        if (perSecond > 0) {
            line.append(String.format(Locale.ROOT, ", %.1f/s", perSecond));
            line.append(", ")
                    .append(words(Math.round((progress.total() - progress.settled()) / perSecond)))
                    .append(" left");
        }
        return line.toString();
    }

    private static void append(StringBuilder line, int count, String word) {
        if (count > 0) {
            line.append(", ").append(count).append(' ').append(word);
        }
    }

    private static String words(long seconds) {
        return seconds < 60 ? seconds + " s" : (seconds / 60) + " min " + (seconds % 60) + " s";
    }

    /** Takes the line away, so that what follows begins where it was. */
    void end() {
        if (terminal.colour()) {
            terminal.err().print(BEGINNING_OF_LINE);
            terminal.err().flush();
        }
    }
}
