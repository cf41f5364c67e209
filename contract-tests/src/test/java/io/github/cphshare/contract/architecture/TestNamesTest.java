package io.github.cphshare.contract.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The build runs test classes by their names: tests in any other class are never run, and nobody is told. */
class TestNamesTest {
    private static final Pattern TEST =
            Pattern.compile("^    @(Test|Property|ParameterizedTest|FuzzTest)\\b", Pattern.MULTILINE);

    @Test
    void each_class_with_tests_has_a_name_by_which_the_build_runs_it() throws IOException {
        List<Path> withTests = new ArrayList<>();
        for (Path module : list(Path.of(".."))) {
            for (Path file : sources(module.resolve("src/test/java"))) {
                if (TEST.matcher(Files.readString(file)).find()) {
                    withTests.add(file);
                }
            }
        }

        assertThat(withTests)
                .hasSizeGreaterThan(100)
                .extracting(file -> file.getFileName().toString())
                .allMatch(name -> name.endsWith("Test.java"));
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static List<Path> sources(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
