package io.github.cphshare.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackProgressTest {
    private static final long MIB = 1 << 20;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicLong nanos = new AtomicLong();

    private Terminal terminal(boolean colour, boolean watched) {
        return new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Map.of(),
                Path.of(""),
                colour,
                watched);
    }

    private String painted() {
        return err.toString(UTF_8).replaceAll("\u001b\\[\\d*m", "");
    }

    /** Half of an archive, four seconds after the beginning. */
    private void packHalf(boolean colour, boolean watched) {
        try (PackProgress progress = new PackProgress(terminal(colour, watched), nanos::get)) {
            progress.expected(10, 40 * MIB);
            nanos.set(Duration.ofSeconds(4).toNanos());
            progress.passed(3, 20 * MIB);
        }
    }

    @Test
    void it_tells_entries_part_rate_and_time_left() {
        packHalf(true, true);

        assertThat(painted())
                .contains("  [############............] 3 of 10 packed, 50 %, 5.0 MiB/s, about 4 s left")
                .endsWith("\r\u001b[K");
        assertThat(err.toString(UTF_8)).contains("\u001b[32m");
    }

    @Test
    void without_colours_it_is_there_all_the_same() {
        packHalf(false, true);

        assertThat(err.toString(UTF_8)).contains("3 of 10 packed, 50 %").doesNotContain("\u001b[3");
    }

    @Test
    void it_is_not_there_where_nobody_looks() {
        packHalf(true, false);

        assertThat(err.size()).isZero();
    }

    @Test
    void many_small_files_do_not_paint_a_line_each() {
        try (PackProgress progress = new PackProgress(terminal(false, true), nanos::get)) {
            progress.expected(1_000, MIB);
            for (int i = 1; i <= 1_000; i++) {
                progress.passed(i, i);
                nanos.addAndGet(Duration.ofMillis(1).toNanos());
            }
        }

        assertThat(painted().split("packed", -1)).hasSize(10 + 1);
    }

    @Test
    void an_archive_that_gets_longer_than_expected_is_no_more_than_full() {
        try (PackProgress progress = new PackProgress(terminal(false, true), nanos::get)) {
            progress.expected(1, MIB);
            nanos.set(Duration.ofSeconds(2).toNanos());
            progress.passed(1, MIB + 1024);
        }

        assertThat(painted())
                .contains("[" + "#".repeat(24) + "] 1 of 1 packed, 100 %")
                .contains("about 0 s left");
    }

    @Test
    void pack_shows_it_where_somebody_looks_and_leaves_the_line_empty() throws IOException {
        SampleFolder.copyTo(folder.resolve("sample"));
        String[] pack = {
            "pack",
            folder.resolve("sample").toString(),
            "-o",
            folder.resolve("a.tar").toString()
        };

        assertThat(Cli.run(terminal(false, true), pack)).isZero();

        assertThat(err.toString(UTF_8)).contains(" of 5 packed, ").endsWith("\r\u001b[K");
        assertThat(out.toString(UTF_8).lines()).hasSize(1);
    }

    @Test
    void pack_says_nothing_but_its_result_in_a_pipe() throws IOException {
        SampleFolder.copyTo(folder.resolve("sample"));
        Path archive = folder.resolve("a.tar");

        Shell.Result result = new Shell().run("pack", folder.resolve("sample").toString(), "-o", archive.toString());

        assertThat(result.err()).isEmpty();
        assertThat(Files.exists(archive)).isTrue();
    }
}
