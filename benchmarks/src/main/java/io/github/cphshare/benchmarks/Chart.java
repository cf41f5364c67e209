package io.github.cphshare.benchmarks;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Bars from left to right, one below the other, with a whisker from quartile to quartile. Not thread-safe.
 *
 * <p>Drawn by hand: it is a page of text, and no library is needed to read or to check it.
 */
public final class Chart {
    /** About what a character of this size is wide, rather too much. */
    private static final double CHARACTER = 6.2;

    private static final int BARS = 430;
    private static final int VALUES = 70;
    private static final int LINE = 20;
    private static final int TOP = 48;
    private static final int BOTTOM = 28;

    private final String name;
    private final String title;
    private final String unit;
    private final List<Bar> bars = new ArrayList<>();

    /**
     * Begins a chart.
     *
     * @param name of the file, without its ending
     * @param title what it shows
     * @param unit what the bars are measured in
     */
    public Chart(String name, String title, String unit) {
        this.name = name;
        this.title = title;
        this.unit = unit;
    }

    private record Bar(String label, Quartiles value, boolean ours) {}

    /**
     * Adds a bar.
     *
     * @param label what it is about
     * @param value how long it is
     * @param ours whether it is about us
     * @return this
     */
    public Chart bar(String label, Quartiles value, boolean ours) {
        bars.add(new Bar(label, value, ours));
        return this;
    }

    String name() {
        return name;
    }

    String title() {
        return title;
    }

    String svg() {
        double most = bars.stream().mapToDouble(bar -> bar.value().high()).max().orElse(1);
        double scale = BARS / most;
        int labels = 16
                + (int) (CHARACTER
                        * bars.stream()
                                .mapToInt(bar -> bar.label().length())
                                .max()
                                .orElse(0));
        int end = TOP + bars.size() * LINE;
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
                labels + BARS + VALUES,
                end + BOTTOM);
        add(svg, "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>");
        add(svg, "<text x=\"8\" y=\"18\" font-weight=\"bold\">%s</text>", escaped(title));
        add(svg, "<text x=\"8\" y=\"34\" fill=\"#666\">%s</text>", escaped(unit));
        double step = step(most);
        for (int i = 0; i * step <= most; i++) {
            double x = labels + i * step * scale;
            add(svg, "<path d=\"M%.1f %dV%d\" stroke=\"#e3e7ea\"/>", x, TOP - 4, end);
            add(
                    svg,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#666\">%s</text>",
                    x,
                    end + 16,
                    tick(i * step));
        }
        for (int i = 0; i < bars.size(); i++) {
            addBar(svg, bars.get(i), labels, TOP + i * LINE, scale);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void addBar(StringBuilder svg, Bar bar, int left, int y, double scale) {
        Quartiles value = bar.value();
        add(svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", left - 8, y + 11, escaped(bar.label()));
        add(
                svg,
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"13\" fill=\"%s\"/>",
                left,
                y,
                value.median() * scale,
                bar.ours() ? "#1a7f64" : "#a8b3bd");
        add(
                svg,
                "<path d=\"M%.1f %dH%.1f\" stroke=\"#333\"/>",
                left + value.low() * scale,
                y + 6,
                left + value.high() * scale);
        add(
                svg,
                "<text x=\"%.1f\" y=\"%d\">%s</text>",
                left + Math.max(value.high(), value.median()) * scale + 6,
                y + 11,
                Quartiles.number(value.median()));
    }

    /** A round number that goes into the longest bar some four to ten times. */
    private static double step(double most) {
        double power = Math.pow(10, Math.floor(Math.log10(most)));
        double times = most / power;
        return power * (times < 2 ? 0.2 : times < 5 ? 0.5 : 1);
    }

    private static String tick(double value) {
        return new BigDecimal(value)
                .round(new MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
