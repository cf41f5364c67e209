package io.github.cphshare.client.tar;

import static io.github.cphshare.client.tar.TarBytes.archive;
import static io.github.cphshare.client.tar.TarBytes.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of many small files are read ahead on a second thread, of which nobody notices anything but the time. */
class ReadAheadTest {
    private static final int FILES = 3_000;
    private static final long WELL_WITHIN = 3_000_000;

    @TempDir
    private Path folder;

    @BeforeEach
    void on_two_processors() {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "one processor would gain nothing");
    }

    @AfterEach
    void let_the_thread_go_on() {
        Thread.interrupted();
    }

    private static byte[] smallFiles() {
        TarBytes archive = archive();
        for (int i = 0; i < FILES; i++) {
            archive.entry(header("data/" + i), new byte[4096]);
        }
        return archive.end();
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("test.tar"), bytes);
    }

    private static List<Thread> readers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("cph-share-tar-read-ahead"))
                .toList();
    }

    @Test
    void a_second_thread_reads_while_the_first_one_looks_and_ends_with_the_check() throws Exception {
        AtomicReference<List<Thread>> during = new AtomicReference<>(List.of());
        TarChecker checker = TarChecker.strict().withProgress((entries, bytes) -> {
            if (bytes > WELL_WITHIN && during.get().isEmpty()) {
                during.set(readers());
            }
        });

        assertThat(checker.check(file(smallFiles())).accepted()).isTrue();

        assertThat(during.get()).isNotEmpty().allMatch(Thread::isDaemon);
        for (Thread reader : during.get()) {
            reader.join(Duration.ofSeconds(30).toMillis());
            assertThat(reader.isAlive()).isFalse();
        }
    }

    @Test
    void archives_of_headers_alone_are_read_by_one_thread() throws IOException {
        TarBytes archive = archive();
        for (int i = 0; i < 10_000; i++) {
            archive.entry(header("data/" + i), new byte[0]);
        }
        TarChecker checker = TarChecker.strict()
                .withProgress((entries, bytes) -> assertThat(readers()).isEmpty());

        assertThat(checker.check(file(archive.end())).entries()).isEqualTo(10_000);
    }

    /** Small files in long runs, between them bodies that are jumped over; some headers are broken, and some archives cut. */
    @ParameterizedTest(name = "archive {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void what_is_found_is_what_is_found_in_a_stream(int seed) throws IOException {
        Random random = new Random(seed);
        TarBytes archive = archive();
        for (int i = 0; i < 1_500; i++) {
            boolean large = random.nextInt(400) == 0;
            byte[] body = new byte[large ? random.nextInt(2_000_000) : random.nextInt(6_000)];
            TarBytes.H header = header("data/" + i + (random.nextInt(500) == 0 ? "/../x" : ""));
            archive.entry(random.nextInt(700) == 0 ? header.mode(07777) : header, body);
        }
        byte[] bytes = archive.end();
        bytes = seed % 3 == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;

        TarReport ofFile = TarChecker.strict().check(file(bytes));
        TarReport ofStream = TarChecker.strict().check(new ByteArrayInputStream(bytes));

        assertThat(ofFile.findings()).hasToString(ofStream.findings().toString());
        assertThat(ofFile.entries()).isEqualTo(ofStream.entries());
        assertThat(ofFile.totalSize()).isEqualTo(ofStream.totalSize());
    }

    @Test
    void a_file_that_is_cut_meanwhile_is_a_cut_archive() throws IOException {
        Path file = file(smallFiles());
        try (FileChannel cutter = FileChannel.open(file, StandardOpenOption.WRITE)) {
            TarChecker checker = TarChecker.strict().withProgress((entries, bytes) -> {
                if (bytes > WELL_WITHIN) {
                    cut(cutter, 8_000_300);
                }
            });

            assertThat(checker.check(file).findings())
                    .extracting(TarFinding::rule)
                    .containsExactly(TarRule.ARCHIVE_TRUNCATED);
        }
    }

    private static void cut(FileChannel file, long length) {
        try {
            file.truncate(length);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_failure_to_read_is_thrown_as_it_came() throws IOException {
        try (FileChannel file = FileChannel.open(file(smallFiles()))) {
            TarChecker checker = TarChecker.strict().withProgress((entries, bytes) -> {
                if (bytes > WELL_WITHIN) {
                    close(file);
                }
            });

            assertThatThrownBy(() -> checker.check(file)).isInstanceOf(ClosedChannelException.class);
        }
    }

    private static void close(FileChannel file) {
        try {
            file.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void an_interrupt_ends_the_check_and_leaves_the_channel_open() throws IOException {
        try (FileChannel file = FileChannel.open(file(smallFiles()))) {
            TarChecker checker = TarChecker.strict().withProgress((entries, bytes) -> {
                if (bytes > WELL_WITHIN) {
                    Thread.currentThread().interrupt();
                }
            });

            assertThatThrownBy(() -> checker.check(file)).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(file.isOpen()).isTrue();
            assertThat(TarChecker.strict().check(file).accepted()).isTrue();
        }
    }
}
