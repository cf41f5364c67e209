package io.github.cphshare.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowsTest {
    private static final List<String> LIST = List.of(
            "Words between the tables do not count.",
            "<!-- push -->",
            "| servers | ours |",
            "| --- | --- |",
            "| 2 | * |",
            "| 100 | * |",
            "| with a tool | * | if tool",
            "<!-- start -->",
            "|  | client | ms |",
            "| JDK | ours | * |",
            "| JDK | theirs | * |");

    private static List<String> problems(String area, String... part) {
        return Rows.of(LIST, Set.of()).problems(area, List.of(part), false);
    }

    @Test
    void finds_nothing_where_each_row_has_its_figures() {
        assertThat(problems(
                        "push",
                        "## Push",
                        "| servers | ours |",
                        "| --- | --- |",
                        "| 2 | 1.37 (1.24-1.53) |",
                        "| 100 | 9 |"))
                .isEmpty();
        assertThat(problems("start", "|  | client | ms |", "| JDK | ours | 1 |", "| JDK | theirs | 2 |"))
                .isEmpty();
    }

    @Test
    void misses_a_row_that_is_no_longer_written() {
        assertThat(problems("push", "| servers | ours |", "| 2 | 1 |")).containsExactly("push: no row | 100 | * |");
        assertThat(problems("start", "|  | client | ms |", "| JDK | ours | 1 |"))
                .containsExactly("start: no row | JDK | theirs | * |");
    }

    @Test
    void misses_a_row_that_is_written_twice_in_place_of_another() {
        assertThat(problems("start", "|  | client | ms |", "| JDK | ours | 1 |", "| JDK | ours | 2 |"))
                .containsExactly(
                        "start: no row | JDK | theirs | * |",
                        "start: a row that the list does not have: | JDK | ours | 2 |");
    }

    @Test
    void misses_a_column() {
        assertThat(problems("start", "| client | ms |", "| JDK | ours | 1 |", "| JDK | theirs | 2 |"))
                .containsExactly(
                        "start: no row |  | client | ms |",
                        "start: a row that the list does not have: | client | ms |");
    }

    @Test
    void misses_a_whole_table_and_a_whole_area() {
        assertThat(problems("push", "## Push")).hasSize(3);
        assertThat(problems("fleet", "| servers |")).containsExactly("fleet: there is no such area in the list");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NaN", "NaN (NaN-NaN)", "∞", "Infinity ms", "fails"})
    void takes_no_figure_for_none(String cell) {
        assertThat(problems("push", "| servers | ours |", "| 2 | " + cell + " |", "| 100 | 1 |"))
                .containsExactly("push: no figure in column 2 of | 2 | " + cell + " |");
    }

    @Test
    void lets_a_contestant_fail_only_where_it_may() {
        assertThat(Rows.of(LIST, Set.of())
                        .problems("push", List.of("| servers | ours |", "| 2 | fails |", "| 100 | 1 |"), true))
                .isEmpty();
    }

    @Test
    void wants_what_a_machine_has_and_only_that() {
        List<String> with = List.of("| servers | ours |", "| 2 | 1 |", "| 100 | 1 |", "| with a tool | 1 |");
        List<String> without = with.subList(0, 3);
        assertThat(Rows.of(LIST, Set.of("tool")).problems("push", with, false)).isEmpty();
        assertThat(Rows.of(LIST, Set.of("tool")).problems("push", without, false))
                .containsExactly("push: no row | with a tool | * |");
        assertThat(Rows.of(LIST, Set.of()).problems("push", with, false))
                .containsExactly("push: a row that the list does not have: | with a tool | 1 |");
    }

    @Test
    void has_rows_for_each_area_that_the_script_runs() throws IOException {
        Matcher areas = Pattern.compile("(?m)^areas=(.*)$").matcher(Files.readString(Path.of("run")));
        assertThat(areas.find()).isTrue();
        assertThat(Rows.of(Files.readAllLines(Path.of("rows.md")), Set.of()).areas())
                .containsExactlyElementsOf(Arrays.asList(areas.group(1).split(",", -1)));
    }
}
