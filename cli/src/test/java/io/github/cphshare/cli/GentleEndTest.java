package io.github.cphshare.cli;

import static java.lang.ProcessBuilder.Redirect.PIPE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GentleEndTest {
    private static final int CODE = 7;
    /** A pipe holds 64 KiB, but for what is left of its pages. */
    private static final int FULL = 60_000;

    @TempDir
    Path folder;

    /** Writes a result that never ends. */
    static final class Endless {
        private Endless() {}

        public static void main(String[] args) {
            Terminal terminal = new Terminal(System.in, System.out, System.err, Map.of(), Path.of(""), false, false);
            try (GentleEnd end = GentleEnd.within(terminal, 0, "ending", "too late")) {
                end.exitWith(CODE);
                while (true) {
                    System.out.println("a result that nobody reads");
                }
            }
        }
    }

    @ParameterizedTest(name = "also for errors: {0}")
    @ValueSource(booleans = {false, true})
    void a_signal_ends_also_what_writes_into_a_pipe_that_nobody_reads(boolean errorsGoThereToo) throws Exception {
        Path errors = folder.resolve("err");
        ProcessBuilder program = Processes.java(folder, Endless.class, List.of());
        Process process = program.redirectError(errorsGoThereToo ? PIPE : program.redirectError())
                .redirectErrorStream(errorsGoThereToo)
                .start();
        try {
            Processes.waitUntil(process, () -> process.getInputStream().available() >= FULL);
            Processes.interrupt(process);

            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isEqualTo(CODE);
            if (!errorsGoThereToo) {
                assertThat(errors).content().contains("ending", "too late");
            }
        } finally {
            process.destroyForcibly();
        }
    }
}
