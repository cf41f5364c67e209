package io.github.cphshare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                System.err.println("begins");
                while (true) {
                    System.out.println("a result that nobody reads");
                }
            }
        }
    }

    @Test
    void a_signal_ends_also_what_writes_into_a_pipe_that_nobody_reads() throws Exception {
        Process process = Processes.java(folder, Endless.class, List.of()).start();
        try {
            Processes.waitUntil(
                    process, () -> Files.readString(folder.resolve("err")).contains("begins"));
            Processes.waitUntil(process, () -> process.getInputStream().available() >= FULL);
            Processes.interrupt(process);

            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isEqualTo(CODE);
            assertThat(folder.resolve("err")).content().contains("ending", "too late");
        } finally {
            process.destroyForcibly();
        }
    }
}
