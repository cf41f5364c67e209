package io.github.cphshare.client.tar;

import static io.github.cphshare.client.tar.TarBytes.archive;
import static io.github.cphshare.client.tar.TarBytes.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.cphshare.client.error.Delivery;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarCheckerTest {
    private static final byte[] GOOD =
            archive().directory("data/d/").file("data/d/a", "hello").end();

    @TempDir
    private Path folder;

    private static TarReport check(byte[] archive) throws IOException {
        return TarChecker.strict().check(new MemoryChannel(archive));
    }

    @Test
    void a_good_archive_is_counted_and_accepted() throws IOException {
        TarReport report = check(GOOD);

        assertThat(report.entries()).isEqualTo(2);
        assertThat(report.totalSize()).isEqualTo(5);
        assertThat(report.findings()).isEmpty();
        assertThat(report.requireAccepted()).isSameAs(report);
    }

    @Test
    void all_findings_come_at_once_each_with_its_place() throws IOException {
        byte[] bad = archive()
                .file("data/a")
                .file("etc/passwd")
                .entry(header("data/l").type('2').link("/etc"))
                .file("data/../x")
                .end();

        TarReport report = check(bad);

        assertThat(report.findings())
                .extracting(TarFinding::rule, TarFinding::entry, TarFinding::offset)
                .containsExactly(
                        tuple(TarRule.PATH_OUTSIDE_ROOTS, "etc/passwd", 1024L),
                        tuple(TarRule.ENTRY_SYMLINK, "data/l", 2048L),
                        tuple(TarRule.LINK_ESCAPES, "data/l", 2048L),
                        tuple(TarRule.PATH_DOTDOT, "data/../x", 2560L));
    }

    @Test
    void a_directory_that_is_met_again_is_held_against_what_lay_in_it_before() throws IOException {
        TarBytes archive = archive();
        for (String directory : new String[] {"data/one/", "data/two/"}) {
            for (int i = 0; i < 20; i++) {
                archive.file(directory + i + "a");
            }
        }

        TarReport report = check(archive.file("data/one/3a")
                .file("data/one/new")
                .file("data/TWO/4a")
                .file("data/two/5a/below")
                .end());

        assertThat(report.findings())
                .extracting(TarFinding::rule, TarFinding::entry)
                .containsExactly(
                        tuple(TarRule.PATH_DUPLICATE, "data/one/3a"),
                        tuple(TarRule.PATH_CASE_COLLISION, "data/TWO/4a"),
                        tuple(TarRule.PATH_CASE_COLLISION, "data/TWO/4a"),
                        tuple(TarRule.PATH_FILE_DIR_CONFLICT, "data/two/5a/below"));
    }

    @Test
    void a_finding_says_where_the_other_entry_lies() throws IOException {
        TarReport report = check(archive()
                .file("data/a")
                .file("data/b")
                .directory("data/d/")
                .file("data/b")
                .file("data/D")
                .file("data/b/c")
                .end());

        assertThat(report.findings())
                .extracting(TarFinding::entry, TarFinding::message)
                .satisfiesExactly(
                        first -> assertThat(first.toList().toString()).contains("data/b", "at byte 1024"),
                        second -> assertThat(second.toList().toString()).contains("data/D", "at byte 2048"),
                        third -> assertThat(third.toList().toString()).contains("data/b/c", "at byte 1024"));
    }

    /** A tool wrote it so; to copy the archive again would not help. */
    @Test
    void a_checksum_that_is_only_written_oddly_is_not_called_damage() throws IOException {
        byte[] android = archive()
                .entry(header("data/a")
                        .checksum(block ->
                                TarBytes.H.withText(block, String.format("%o\0  ", TarBytes.H.sum(block, false)))))
                .end();
        byte[] node = archive()
                .entry(header("data/a")
                        .checksum(block ->
                                TarBytes.H.withText(block, String.format("%08o", TarBytes.H.sum(block, false)))))
                .end();

        assertThat(check(android).findings()).singleElement().satisfies(finding -> assertThat(finding.message())
                .contains("Android's tar", "long names")
                .doesNotContain("damaged"));
        assertThat(check(node).findings()).singleElement().satisfies(finding -> assertThat(finding.message())
                .contains("node-tar")
                .doesNotContain("damaged"));
    }

    @Test
    void the_exception_says_what_is_wrong_and_that_nothing_was_sent() throws IOException {
        TarReport report =
                check(archive().file("a").file("b").file("c").file("d").end());

        assertThatThrownBy(report::requireAccepted)
                .isInstanceOfSatisfying(InvalidTarException.class, refused -> {
                    assertThat(refused.report()).isSameAs(report);
                    assertThat(refused.delivery()).isEqualTo(Delivery.NOT_SENT);
                    assertThat(refused.advice()).isNotBlank();
                })
                .hasMessageContaining("Errors: 4")
                .hasMessageContaining("path.outside-roots 'a' at byte 0")
                .hasMessageContaining("and 1 more");
    }

    @Test
    void a_finding_cannot_harm_a_terminal() throws IOException {
        byte[] bad = archive()
                .pax("path", "data/\u001b[2J\u202e\u200b\\\ud83d\ude00\n\u0085")
                .file("data/x")
                .entry(header("data/").put(5, new byte[] {(byte) 0xFF, 'z'}))
                .end();

        TarReport report = check(bad);

        assertThat(report.findings())
                .extracting(TarFinding::entry)
                .contains("data/\\u{001B}[2J\\u{202E}\\u{200B}\\\\\ud83d\ude00\\u{000A}\\u{0085}", "data/\\xFFz");
        assertThat(report.findings())
                .allSatisfy(
                        finding -> assertThat(finding.toString().codePoints()).noneMatch(Characters::isHarmful));
    }

    @Test
    void a_long_name_is_cut_in_a_finding() throws IOException {
        String name = "etc/" + "n".repeat(200) + "/" + "m".repeat(200);

        TarReport report = check(archive().longName(name).file(name).end());

        assertThat(report.findings()).singleElement().satisfies(finding -> assertThat(finding.entry())
                .isEqualTo(name.substring(0, 256) + "..."));
    }

    @Test
    void a_flood_of_findings_is_counted_and_hides_no_error() throws IOException {
        TarBytes flood = archive();
        for (int i = 0; i < 150; i++) {
            flood.entry(header("data/" + i).type('5').mode(01777));
        }
        flood.entry(header("data/file").mode(04755));

        TarReport report = check(flood.end());

        assertThat(report.findings()).hasSize(101);
        assertThat(report.unlisted()).containsOnlyKeys(TarRule.ENTRY_MODE_SETID).containsValue(50L);
        assertThat(report.accepted()).isFalse();
    }

    @Test
    void bodies_are_jumped_over() throws IOException {
        long size = (1L << 33) - 1;
        byte[] start = archive().entry(header("data/large").size(size)).bytes();
        MemoryChannel channel = new MemoryChannel(start, 512 + (1L << 33) + 1024);

        TarReport report = TarChecker.strict().check(channel);

        assertThat(report.findings()).isEmpty();
        assertThat(report.totalSize()).isEqualTo(size);
        assertThat(channel.bytesRead()).isLessThan(16 * 1024);
        assertThat(channel.reads()).isLessThan(5);
    }

    @Test
    void small_files_are_read_through_in_large_pieces() throws IOException {
        TarBytes many = archive();
        for (int i = 0; i < 2000; i++) {
            many.file("data/" + i);
        }
        MemoryChannel channel = new MemoryChannel(many.end());

        assertThat(TarChecker.strict().check(channel).entries()).isEqualTo(2000);
        assertThat(channel.reads()).isLessThan(60);
    }

    @Test
    void a_channel_is_read_from_where_it_stands_and_left_open() throws IOException {
        MemoryChannel channel =
                new MemoryChannel(archive().raw(new byte[100]).raw(GOOD).bytes());
        channel.position(100);

        assertThat(TarChecker.strict().check(channel).accepted()).isTrue();
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void a_stream_that_gives_one_byte_at_a_time_is_read_alike() throws IOException {
        InputStream slow = new ByteArrayInputStream(GOOD) {
            @Override
            public int read(byte[] target, int from, int length) {
                return super.read(target, from, Math.min(1, length));
            }
        };

        assertThat(TarChecker.strict().check(slow).toString())
                .isEqualTo(check(GOOD).toString());
    }

    /** What ends anywhere: headers, records, bodies and the zeros behind them. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_stream_that_gives_pieces_of_any_length_is_read_alike(int seed) throws IOException {
        Random random = new Random(seed);
        TarBytes archive = archive();
        for (int i = 0; i < 100; i++) {
            String path = "data/" + i + "x".repeat(random.nextInt(90));
            archive.pax("path", path, "comment", "y".repeat(random.nextInt(1500)))
                    .file(path, "z".repeat(random.nextInt(2000)));
        }
        long last = archive.bytes().length;
        byte[] bytes = archive.entry(header("data/last").mode(04755))
                .zeroBlocks(10)
                .raw(new byte[random.nextInt(3000)])
                .raw(new byte[] {1, 0, 1})
                .bytes();
        InputStream pieces = new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] target, int from, int length) {
                return super.read(target, from, Math.min(1 + random.nextInt(1500), length));
            }
        };

        TarReport report = TarChecker.strict().check(pieces);

        assertThat(report.findings())
                .extracting(TarFinding::rule)
                .contains(TarRule.ENTRY_MODE_SETID, TarRule.ARCHIVE_TRAILING_DATA);
        assertThat(report.findings().get(0).offset()).isEqualTo(last);
        assertThat(report.entries()).isEqualTo(101);
    }

    @Test
    void what_is_appended_to_a_file_while_it_is_checked_is_a_part_of_it() throws IOException {
        byte[] whole = archive()
                .file("data/large", "x".repeat(1_000_000))
                .file("data/a")
                .end();
        Path file = Files.write(folder.resolve("growing.tar"), Arrays.copyOf(whole, 2000));
        TarChecker checker = TarChecker.strict().withProgress((entries, bytes) -> {
            try {
                Files.write(file, whole);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        assertThat(checker.check(file).findings()).isEmpty();
    }

    @Test
    void a_file_of_megabytes_is_read_as_its_bytes_are() throws IOException {
        TarBytes many = archive();
        for (int i = 0; i < 1500; i++) {
            many.file("data/" + i, "x".repeat(i)).file("data/empty/" + i % 1400);
        }
        byte[] bytes = many.raw(new byte[2 * 1024 * 1024]).raw(new byte[] {1}).bytes();
        Path file = Files.write(
                folder.resolve("large.tar"),
                archive().raw(new byte[100]).raw(bytes).bytes());

        try (FileChannel channel = FileChannel.open(file)) {
            channel.position(100);
            assertThat(TarChecker.strict().check(channel))
                    .usingRecursiveComparison()
                    .isEqualTo(check(bytes));
        }
        assertThat(check(bytes).findings())
                .extracting(TarFinding::rule)
                .contains(TarRule.PATH_DUPLICATE, TarRule.ARCHIVE_TRAILING_DATA);
    }

    @Test
    void more_than_a_gibibyte_of_zeroes_behind_the_end_is_refused_alike_in_a_file_and_in_a_stream() throws IOException {
        byte[] good = archive().file("data/a").end();
        Path file = Files.write(folder.resolve("padded.tar"), good);
        try (RandomAccessFile padded = new RandomAccessFile(file.toFile(), "rw")) {
            padded.setLength(good.length + (1L << 30)); // Takes no room on the disk.
            assertThat(TarChecker.strict().check(file).findings()).isEmpty();
            padded.setLength(padded.length() + TarBytes.BLOCK);
        }

        TarReport report = TarChecker.strict().check(file);

        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(TarRule.ARCHIVE_TRAILING_DATA);
            assertThat(finding.offset()).isEqualTo(good.length + (1L << 30));
            assertThat(finding.message()).contains("1 GiB of zeroes");
        });
        try (InputStream stream = Files.newInputStream(file)) {
            assertThat(TarChecker.strict().check(stream))
                    .usingRecursiveComparison()
                    .isEqualTo(report);
        }
    }

    @Test
    void only_the_disk_makes_a_check_throw() {
        assertThatThrownBy(() -> TarChecker.strict().check(folder.resolve("none.tar")))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> TarChecker.strict().check(folder)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> TarChecker.strict().check(new FilterInputStream(InputStream.nullInputStream()) {
                    @Override
                    public int read(byte[] target, int from, int length) throws IOException {
                        throw new IOException("the disk is broken");
                    }
                }))
                .hasMessage("the disk is broken");
    }

    @Test
    @Timeout(20)
    void a_path_of_half_a_megabyte_takes_no_time() throws IOException {
        TarBytes deep = archive();
        String path = "data" + "/d".repeat(225_000);
        for (int i = 0; i < 20; i++) {
            deep.pax("path", path).file("data/d");
        }

        assertThat(check(deep.end()).findings()).extracting(TarFinding::rule).contains(TarRule.PATH_TOO_LONG);
    }

    @Test
    @Timeout(20)
    void a_hundred_thousand_duplicates_take_no_time() throws IOException {
        TarBytes many = archive();
        for (int i = 0; i < 100_000; i++) {
            many.entry(header("data/same"));
        }

        TarReport report = check(many.end());

        assertThat(report.unlisted()).containsEntry(TarRule.PATH_DUPLICATE, 99_899L);
    }

    @Test
    void any_root_is_a_matter_of_policy() throws IOException {
        byte[] other = archive().directory("sdcard/").file("sdcard/a").end();

        assertThat(check(other).accepted()).isFalse();
        assertThat(TarChecker.of(TarPolicy.strict().withAnyRoot())
                        .check(new MemoryChannel(other))
                        .findings())
                .isEmpty();
    }

    @Test
    void a_policy_refuses_what_makes_no_sense() {
        TarPolicy strict = TarPolicy.strict();
        assertThatIllegalArgumentException().isThrownBy(strict::withRoots);
        assertThatIllegalArgumentException().isThrownBy(() -> strict.withRoots("data", "a/b"));
        assertThatIllegalArgumentException().isThrownBy(() -> strict.withRoots(".."));
        assertThatIllegalArgumentException().isThrownBy(() -> strict.withLimit(TarLimit.DEPTH, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> strict.withLimit(TarLimit.METADATA, 1L << 31));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> strict.withWarningsFor(TarRule.PATH_DOTDOT))
                .withMessageContaining("path.dotdot");
    }

    @Test
    void a_policy_says_what_it_accepts_and_a_copy_leaves_it_alone() {
        TarPolicy strict = TarPolicy.strict();
        TarPolicy other =
                strict.withRoots("sdcard").withLimit(TarLimit.DEPTH, 3).withWarningsFor(TarRule.ENTRY_SYMLINK);

        assertThat(other.roots()).containsExactly("sdcard");
        assertThat(other.limit(TarLimit.DEPTH)).isEqualTo(3);
        assertThat(other.limit(TarLimit.PATH_LENGTH)).isEqualTo(4095);
        assertThat(other.warnings()).containsExactly(TarRule.ENTRY_SYMLINK);
        assertThat(strict.roots()).containsExactlyInAnyOrder("data", "cache");
        assertThat(strict.limit(TarLimit.DEPTH)).isEqualTo(128);
        assertThat(strict.warnings()).isEmpty();
    }

    @Test
    void a_pipe_is_checked_as_a_stream(@TempDir Path place) throws Exception {
        assumeTrue(Witness.has("mkfifo"), "no mkfifo here");
        Path pipe = place.resolve("pipe.tar");
        Witness.run(place, "mkfifo", pipe.toString());
        byte[] archive = archive().file("data/a").end();
        CompletableFuture<Path> written = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.write(pipe, archive, StandardOpenOption.WRITE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        assertThat(TarChecker.strict().check(pipe).accepted()).isTrue();
        assertThat(written.get(10, TimeUnit.SECONDS)).isEqualTo(pipe);
    }
}
