package io.github.cphshare.cli;

import io.github.cphshare.client.error.Delivery;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How things are put into words. */
final class Text {
    /** Fits a terminal of 100 columns. */
    static final int WIDTH = 98;

    /** Of a list; more than anybody reads. */
    static final int MOST_ROWS = 200;

    private static final Pattern SAFE_IN_A_SHELL = Pattern.compile("[\\w./:,+@%=-]+");

    private static final Pattern URL = Pattern.compile("(?i)https?:/");
    private static final Pattern QUERY = Pattern.compile("[?#]");

    private Text() {}

    /** "1 server", "2 servers". */
    static String count(long number, String singular, String plural) {
        return number + " " + (number == 1 ? singular : plural);
    }

    /** A row for each of a list, of a longer one for the first {@link #MOST_ROWS}. */
    static <T> void printRows(PrintStream out, List<T> all, Function<T, String> row) {
        all.stream().limit(MOST_ROWS).map(row).forEach(out::println);
        if (all.size() > MOST_ROWS) {
            out.println("  and " + (all.size() - MOST_ROWS) + " more; --json tells them all");
        }
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** "59 s", "1:00 min". */
    static String time(long seconds) {
        return seconds < 60 ? seconds + " s" : String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60);
    }

    /** Text from elsewhere without what could paint a terminal: controls and invisible characters are spelled out. */
    static String printable(String text) {
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            int type = Character.getType(c);
            if (type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE) {
                out.append(String.format("\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
            at += Character.charCount(c);
        }
        return out.toString();
    }

    /** Text that may quote an argument, up to the query of a URL in it: that is a secret where the URL is signed. */
    static String withoutQuery(String text) {
        Matcher url = URL.matcher(text);
        Matcher query = QUERY.matcher(text);
        return url.find() && query.find(url.end()) ? text.substring(0, query.start()) + "?***" : text;
    }

    /** A file as a POSIX shell takes it for one argument, and a command for no option. */
    static String argument(String file) {
        String name = printable(file.startsWith("-") ? "./" + file : file);
        return SAFE_IN_A_SHELL.matcher(name).matches() ? name : "'" + name.replace("'", "'\\''") + "'";
    }

    /** Words in lines that are no wider than {@link #WIDTH} with the indent before them; a longer word stays whole. */
    static String wrapped(int indent, String text) {
        String margin = " ".repeat(indent);
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+", -1)) {
            if (line.length() > 0 && indent + line.length() + 1 + word.length() > WIDTH) {
                lines.add(margin + line);
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        return String.join(System.lineSeparator(), lines)
                + (lines.isEmpty() ? "" : System.lineSeparator())
                + margin
                + line;
    }

    static String of(Delivery delivery) {
        return switch (delivery) {
            case NOT_SENT -> "Nothing was sent.";
            case NOT_PROCESSED -> "The service refused the request and did not act on it.";
            case UNKNOWN -> "The service may have acted: it is not known what became of the request.";
        };
    }
}
