package io.github.cphshare.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A part of the results: Markdown, and pictures beside it. Not thread-safe. */
public final class Report {
    private final StringBuilder text = new StringBuilder();
    private final List<Chart> charts = new ArrayList<>();

    /**
     * Adds a heading.
     *
     * @param words the heading
     */
    public void heading(String words) {
        text.append("## ").append(words).append("\n\n");
    }

    /**
     * Adds a paragraph.
     *
     * @param words Markdown
     */
    public void paragraph(String words) {
        text.append(words.strip()).append("\n\n");
    }

    /**
     * Adds a table.
     *
     * @param head the names of its columns
     * @param rows as many cells each
     * @throws IllegalStateException if there is no row, or one with too few cells or an empty one: something did not run
     */
    public void table(List<String> head, List<List<String>> rows) {
        boolean full = rows.stream()
                .allMatch(cells -> cells.size() == head.size() && cells.stream().noneMatch(String::isBlank));
        if (rows.isEmpty() || !full) {
            throw new IllegalStateException("a table of " + head + " with the rows " + rows);
        }
        row(head);
        row(head.stream().map(cell -> "---").toList());
        rows.forEach(this::row);
        text.append('\n');
    }

    private void row(List<String> cells) {
        text.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    /**
     * Adds a picture.
     *
     * @param chart the picture; its name names the file
     */
    public void chart(Chart chart) {
        charts.add(chart);
        text.append("![")
                .append(chart.title())
                .append("](plots/")
                .append(chart.name())
                .append(".svg)\n\n");
    }

    /**
     * Writes the Markdown to a file, and the pictures into the folder {@code plots} beside it.
     *
     * @param file the file
     */
    public void write(Path file) throws IOException {
        Path plots = file.resolveSibling("plots");
        Files.createDirectories(plots);
        Files.writeString(file, text);
        for (Chart chart : charts) {
            Files.writeString(plots.resolve(chart.name() + ".svg"), chart.svg());
        }
    }
}
