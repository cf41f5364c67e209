package io.github.cphshare.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Holds what a run wrote against the list of rows: {@code RowsMain LIST FOLDER PRESENT FAILURES AREA...}, where PRESENT
 * names with commas between them what rows depend on and is there, and FAILURES is {@code true} where a contestant may fail.
 */
public final class RowsMain {
    private RowsMain() {}

    /** Says all that is wrong, and ends with 1 if something is. */
    public static void main(String[] arguments) throws IOException {
        Rows rows = Rows.of(Files.readAllLines(Path.of(arguments[0])), Set.of(arguments[2].split(",", -1)));
        List<String> problems = new ArrayList<>();
        for (String area : List.of(arguments).subList(4, arguments.length)) {
            List<String> part = Files.readAllLines(Path.of(arguments[1], area + ".md"));
            problems.addAll(rows.problems(area, part, Boolean.parseBoolean(arguments[3])));
        }
        problems.forEach(System.err::println);
        System.exit(problems.isEmpty() ? 0 : 1);
    }
}
