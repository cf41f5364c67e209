package io.github.cphshare.benchmarks.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rows that a run has to write, heads of tables among them, so that one that is no longer measured does not go
 * unnoticed. Immutable.
 *
 * <p>The list is Markdown: the tables of each area after a comment with its name, with {@code *} for a figure. A row that
 * ends with {@code if X} is to be there only where X is, such as a program that not every machine has, and
 * <code>{java}</code> stands for the version of the Java that runs it.
 */
final class Rows {
    private static final Pattern AREA = Pattern.compile("<!-- ([a-z]+) -->");
    private static final String ANY = "*";
    private static final String JAVA = "{java}";

    private final Map<String, List<List<String>>> areas;

    private Rows(Map<String, List<List<String>>> areas) {
        this.areas = areas;
    }

    /**
     * Reads a list.
     *
     * @param list its lines
     * @param present what there is of that which rows depend on
     */
    static Rows of(List<String> list, Set<String> present) {
        Map<String, List<List<String>>> areas = new LinkedHashMap<>();
        String version = String.valueOf(Runtime.version().feature());
        List<List<String>> rows = new ArrayList<>();
        for (String line : list) {
            Matcher area = AREA.matcher(line);
            if (area.matches()) {
                rows = new ArrayList<>();
                areas.put(area.group(1), rows);
            } else if (isRow(line)) {
                int condition = line.lastIndexOf("| if ");
                if (condition < 0 || present.contains(line.substring(condition + "| if ".length()))) {
                    rows.add(cells((condition < 0 ? line : line.substring(0, condition + 1)).replace(JAVA, version)));
                }
            }
        }
        return new Rows(areas);
    }

    /** The areas that have rows. */
    Set<String> areas() {
        return areas.keySet();
    }

    /**
     * Holds what a run wrote against the list.
     *
     * @param area which part it is
     * @param part the lines of the part
     * @param failures whether a contestant may fail, as one does that an archive is too large for
     * @return all that is wrong, in words; nothing where all is well
     */
    List<String> problems(String area, List<String> part, boolean failures) {
        List<List<String>> expected = areas.get(area);
        if (expected == null) {
            return List.of(area + ": there is no such area in the list");
        }
        List<String> problems = new ArrayList<>();
        List<List<String>> rest = new ArrayList<>(
                part.stream().filter(Rows::isRow).map(Rows::cells).toList());
        for (List<String> row : expected) {
            List<String> found = rest.stream()
                    .filter(cells -> matches(row, cells))
                    .findFirst()
                    .orElse(null);
            if (found == null) {
                problems.add(area + ": no row " + words(row));
                continue;
            }
            rest.remove(found);
            for (int i = 0; i < row.size(); i++) {
                if (row.get(i).equals(ANY) && !isFigure(found.get(i), failures)) {
                    problems.add(area + ": no figure in column " + (i + 1) + " of " + words(found));
                }
            }
        }
        rest.forEach(row -> problems.add(area + ": a row that the list does not have: " + words(row)));
        return problems;
    }

    private static boolean matches(List<String> expected, List<String> cells) {
        if (expected.size() != cells.size()) {
            return false;
        }
        for (int i = 0; i < cells.size(); i++) {
            if (!expected.get(i).equals(ANY) && !expected.get(i).equals(cells.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFigure(String cell, boolean failures) {
        return !cell.isEmpty()
                && !cell.contains("NaN")
                && !cell.contains("∞")
                && !cell.contains("Infinity")
                && (failures || !cell.equals("fails"));
    }

    private static boolean isRow(String line) {
        return line.startsWith("|") && !line.startsWith("| ---");
    }

    private static List<String> cells(String line) {
        String inside = line.substring(1, line.lastIndexOf('|'));
        return Arrays.stream(inside.split("\\|", -1)).map(String::strip).toList();
    }

    private static String words(List<String> row) {
        return "| " + String.join(" | ", row) + " |";
    }
}
