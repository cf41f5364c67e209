package io.github.cphshare.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** With what the launcher starts Java, seen by one that only repeats it. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final String COLLECTOR = "-XX:+UseSerialGC";
    private static final List<String> VARIABLES = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    @TempDir
    Path folder;

    @BeforeEach
    void lay() throws IOException {
        Files.copy(repository().resolve("cph-share"), folder.resolve("cph-share"));
        program("jdk/bin/java", "[ \"$1\" = -version ] && echo 'java version \"17\"' || printf '%s\\n' \"$@\"");
    }

    private void program(String name, String script) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static Path repository() {
        Path path = Path.of("").toAbsolutePath();
        while (!Files.exists(path.resolve("cph-share"))) {
            path = Objects.requireNonNull(path.getParent(), "the root of the repository");
        }
        return path;
    }

    private List<String> launched(String variable, String value) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("sh", folder.resolve("cph-share").toString(), "--version").redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeAll(VARIABLES);
        environment.put("JAVA_HOME", folder.resolve("jdk").toString());
        environment.merge("PATH", folder.resolve("bin").toString(), (old, bin) -> bin + ":" + old);
        environment.put(variable, value);
        return new String(builder.start().getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList();
    }

    private void allIsBuilt() throws IOException {
        Files.createDirectories(folder.resolve("cli/target"));
        Files.createFile(folder.resolve("cli/target/cph-share.stamp"));
    }

    @ParameterizedTest
    @FieldSource("VARIABLES")
    void a_collector_of_the_environment_is_the_only_one(String variable) throws IOException {
        allIsBuilt();

        assertThat(launched(variable, "-Xmx1g -XX:+UseG1GC"))
                .doesNotContain(COLLECTOR)
                .endsWith("io.github.cphshare.cli.Main", "--version");
    }

    @Test
    void other_options_of_the_environment_change_nothing() throws IOException {
        allIsBuilt();

        assertThat(launched("JAVA_TOOL_OPTIONS", "-XX:+UseGCOverheadLimit -Xmx1g"))
                .contains(COLLECTOR)
                .doesNotContain("");
    }

    @Test
    void closed_standard_input_is_empty_and_no_file_that_java_opens_for_itself() throws IOException {
        allIsBuilt();
        program("jdk/bin/java", "cat <&0");

        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "exec sh ./cph-share --version <&-")
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());

        assertThat(builder.start().getInputStream().readAllBytes()).isEmpty();
    }

    @Test
    void the_build_has_a_collector_of_its_own() throws IOException {
        program("bin/mvn", "echo \"with: $JAVA_TOOL_OPTIONS\"; exit 1");

        assertThat(launched("JAVA_TOOL_OPTIONS", "-XX:+UseGCOverheadLimit -XX:+UseG1GC -Xmx1g"))
                .contains("with: -XX:+UseGCOverheadLimit  -Xmx1g");
    }
}
