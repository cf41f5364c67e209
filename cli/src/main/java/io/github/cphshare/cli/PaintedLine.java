package io.github.cphshare.cli;

/** One line on standard error that is painted over again and again; nothing where nobody looks. */
final class PaintedLine implements AutoCloseable {
    private static final String OVER = "\r\u001b[K";
    /** What does not fit is cut: a second line could not be painted over. */
    private static final String CUT = "\u001b[?7l";

    private static final String WRAP = "\u001b[?7h";

    private final Terminal terminal;
    private boolean painted;

    PaintedLine(Terminal terminal) {
        this.terminal = terminal;
    }

    void paint(String text) {
        if (!terminal.watched()) {
            return;
        }
        terminal.err().print(OVER + CUT + text + WRAP);
        terminal.err().flush();
        painted = true;
    }

    /** A line for a person that begins where something may be painted, and takes its place. */
    static void say(Terminal terminal, String text) {
        terminal.err().println((terminal.watched() ? OVER : "") + text);
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
