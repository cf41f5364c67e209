package io.github.cphshare.client.tar;

import static io.github.cphshare.client.tar.TarBytes.archive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarProgressTest {
    private static final int LARGE = 1_000_000;
    private static final byte[] ARCHIVE = archive()
            .file("data/a")
            .file("data/large", "x".repeat(LARGE))
            .file("data/z")
            .end();

    @TempDir
    private Path folder;

    /** The pairs that a listener was told. */
    private final List<long[]> told = new ArrayList<>();

    @AfterEach
    void let_the_thread_go_on() {
        Thread.interrupted();
    }

    private void note(long entries, long bytes) {
        told.add(new long[] {entries, bytes});
    }

    private void toldUpTo(long entries, long bytes) {
        assertThat(told).isSortedAccordingTo((a, b) -> Long.compare(a[0], b[0]));
        assertThat(told).isSortedAccordingTo((a, b) -> Long.compare(a[1], b[1]));
        assertThat(told.get(told.size() - 1)).containsExactly(entries, bytes);
    }

    private static TarChecker interrupting() {
        return TarChecker.strict()
                .withProgress((entries, bytes) -> Thread.currentThread().interrupt());
    }

    @Test
    void a_check_of_a_stream_tells_how_far_it_is_within_a_large_body() throws IOException {
        TarChecker.strict().withProgress(this::note).check(new ByteArrayInputStream(ARCHIVE));

        toldUpTo(3, ARCHIVE.length);
        assertThat(told)
                .filteredOn(pair -> pair[0] == 2 && pair[1] > 1024 && pair[1] < LARGE)
                .hasSizeGreaterThan(LARGE / (64 * 1024) - 2);
    }

    @Test
    void a_check_of_a_channel_counts_what_it_jumps_over() throws IOException {
        TarChecker.strict().withProgress(this::note).check(new MemoryChannel(ARCHIVE));

        toldUpTo(3, ARCHIVE.length);
        assertThat(told).hasSizeLessThan(8);
    }

    @Test
    void a_check_ends_when_its_thread_is_interrupted_and_leaves_it_so() {
        MemoryChannel channel = new MemoryChannel(ARCHIVE);
        ByteArrayInputStream stream = new ByteArrayInputStream(ARCHIVE);

        assertThatThrownBy(() -> interrupting().check(channel)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThatThrownBy(() -> interrupting().check(stream)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(channel.bytesRead()).isLessThan(LARGE);
        assertThat(stream.available()).isGreaterThan(LARGE / 2);
    }

    @Test
    void packing_tells_how_much_is_written() throws IOException {
        Path content = Files.createDirectories(folder.resolve("content/dir")).getParent();
        Files.writeString(content.resolve("dir/large"), "x".repeat(LARGE));
        Path target = folder.resolve("test.tar");

        TarPacker.root("data").withProgress(this::note).pack(content, target);

        toldUpTo(2, Files.size(target));
        assertThat(told).hasSizeGreaterThan(LARGE / (64 * 1024));
    }

    @Test
    void packing_says_beforehand_how_much_there_is() throws IOException {
        Path content = Files.createDirectories(folder.resolve("content/dir")).getParent();
        Files.writeString(content.resolve("dir/large"), "x".repeat(LARGE));
        Files.createFile(content.resolve("empty"));
        Path target = folder.resolve("test.tar");
        List<Long> expected = new ArrayList<>();

        TarPacker.root("data")
                .withProgress(new TarProgress() {
                    @Override
                    public void expected(long entries, long bytes) {
                        assertThat(told).isEmpty();
                        expected.addAll(List.of(entries, bytes));
                    }

                    @Override
                    public void passed(long entries, long bytes) {
                        note(entries, bytes);
                    }
                })
                .pack(content, target);

        assertThat(expected).containsExactly(3L, Files.size(target));
        toldUpTo(3, Files.size(target));
    }

    @Test
    void packing_ends_when_its_thread_is_interrupted_and_leaves_nothing() throws IOException {
        Path content = Files.createDirectory(folder.resolve("content"));
        Files.writeString(content.resolve("large"), "x".repeat(LARGE));
        Path target = Files.createDirectory(folder.resolve("out")).resolve("test.tar");
        TarPacker interrupted = TarPacker.root("data")
                .withProgress((entries, bytes) -> Thread.currentThread().interrupt());

        assertThatThrownBy(() -> interrupted.pack(content, target)).isInstanceOf(ClosedByInterruptException.class);
        assertThatIOException()
                .as("before the first byte")
                .isThrownBy(() -> TarPacker.root("data").pack(content, target))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(target.getParent()).isEmptyDirectory();
    }
}
