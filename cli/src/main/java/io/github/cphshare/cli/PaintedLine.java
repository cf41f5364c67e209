package io.github.cphshare.cli;

/** One line on standard error that is painted over again and again; nothing where nobody looks. */
final class PaintedLine implements AutoCloseable {
    private static final String OVER = "\r\u001b[K";

    private final Terminal terminal;
    private boolean painted;

    PaintedLine(Terminal terminal) {
        this.terminal = terminal;
    }

    void paint(String text) {
        if (!terminal.watched()) {
            return;
        }
        terminal.err().print(OVER + text);
        terminal.err().flush();
        painted = true;
    }

    /** Leaves the line empty, for what comes next. */
    @Override
    public void close() {
        if (painted) {
            terminal.err().print(OVER);
            terminal.err().flush();
        }
    }
}
