package io.github.cphshare.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Bars from left to right, one below the other, with a whisker from quartile to quartile. Not thread-safe.
 *
 * <p>Drawn by hand: it is a page of text, and no library is needed to read or to check it.
 */
public final class Chart {
    private static final int LABELS = 230;
    private static final int BARS = 430;
    private static final int VALUES = 80;
    private static final int LINE = 20;
    private static final int TOP = 44;

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
        int width = LABELS + BARS + VALUES;
        int height = TOP + bars.size() * LINE + 12;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n"
                        + "<text x=\"8\" y=\"18\" font-weight=\"bold\">%s</text>%n<text x=\"8\" y=\"34\" fill=\"#666\">%s</text>%n",
                width,
                height,
                escaped(title),
                escaped(unit)));
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            double scale = BARS / most;
            int y = TOP + i * LINE;
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n"
                            + "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"13\" fill=\"%s\"/>%n"
                            + "<path d=\"M%.1f %dH%.1f\" stroke=\"#333\"/>%n"
                            + "<text x=\"%.1f\" y=\"%d\">%s</text>%n",
                    LABELS - 8,
                    y + 11,
                    escaped(bar.label()),
                    LABELS,
                    y,
                    bar.value().median() * scale,
                    bar.ours() ? "#1a7f64" : "#a8b3bd",
                    LABELS + bar.value().low() * scale,
                    y + 6,
                    LABELS + bar.value().high() * scale,
                    LABELS + bar.value().high() * scale + 6,
                    y + 11,
                    Quartiles.number(bar.value().median())));
        }
        return svg.append("</svg>\n").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
