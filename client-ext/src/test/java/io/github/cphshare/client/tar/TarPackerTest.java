package io.github.cphshare.client.tar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.cphshare.client.error.Delivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarPackerTest {
    @TempDir
    private Path temporary;

    private Path folder;
    private Path target;

    @BeforeEach
    void make_a_folder() throws IOException {
        folder = Files.createDirectory(temporary.resolve("folder"));
        target = Files.createDirectory(temporary.resolve("out")).resolve("test.tar");
    }

    private void file(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private TarReport pack() throws IOException {
        return TarPacker.root("data").pack(folder, target);
    }

    private List<TarRule> refused() throws IOException {
        InvalidTarException refused = catchThrowableOfType(InvalidTarException.class, this::pack);
        assertThat(refused.delivery()).isEqualTo(Delivery.NOT_SENT);
        nothing_is_left();
        return refused.report().findings().stream().map(TarFinding::rule).toList();
    }

    private void nothing_is_left() throws IOException {
        try (Stream<Path> files = Files.list(target.getParent())) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void a_folder_of_too_much_is_refused_before_it_is_packed() throws IOException {
        file("d/a", "123");
        file("d/b", "456");

        assertThat(scanned(TarLimit.ENTRIES, 3)).isEmpty();
        assertThat(scanned(TarLimit.ENTRIES, 2)).containsExactly(TarRule.ARCHIVE_TOO_MANY_ENTRIES);
        assertThat(scanned(TarLimit.TOTAL_SIZE, 6)).isEmpty();
        assertThat(scanned(TarLimit.TOTAL_SIZE, 5)).containsExactly(TarRule.ARCHIVE_TOO_LARGE);
    }

    private List<TarRule> scanned(TarLimit limit, long most) throws IOException {
        try {
            new FolderScan(folder, "data", TarPolicy.strict().withLimit(limit, most)).scan();
            return List.of();
        } catch (InvalidTarException refused) {
            return refused.report().findings().stream().map(TarFinding::rule).toList();
        }
    }

    @Test
    void a_packed_folder_passes_without_a_finding() throws IOException {
        file("a.txt", "hello");
        file("dir/b.bin", "x".repeat(1000));
        file("dir/empty", "");

        TarReport report = pack();

        assertThat(report.findings()).isEmpty();
        assertThat(report.entries()).isEqualTo(4);
        assertThat(report.totalSize()).isEqualTo(1005);
        assertThat(TarChecker.strict().check(target).toString()).isEqualTo(report.toString());
        assertThat(Files.size(target) % 512).isZero();
    }

    @Test
    void entries_stand_in_the_order_of_their_bytes_and_below_the_root() throws IOException {
        String last = Witness.nameable("\u00e4", "z");
        for (String name : List.of("b", "a/x", "a.txt", "C", "a/d/y", last, "a-b")) {
            file(name, "");
        }

        pack();

        assertThat(Witness.commonsCompress(target).stream().map(Witness.Seen::path))
                .containsExactly(
                        "data/C",
                        "data/a/",
                        "data/a/d/",
                        "data/a/d/y",
                        "data/a/x",
                        "data/a-b",
                        "data/a.txt",
                        "data/b",
                        "data/" + last);
    }

    @Test
    void the_same_content_gives_the_same_bytes() throws IOException {
        file("one/a.txt", "hello");
        file("two/b.txt", "world");
        pack();
        byte[] first = Files.readAllBytes(target);

        Path again = Files.createDirectory(temporary.resolve("again"));
        Files.createDirectories(again.resolve("two"));
        Files.writeString(again.resolve("two/b.txt"), "world");
        Files.createDirectories(again.resolve("one"));
        Path copy = Files.writeString(again.resolve("one/a.txt"), "hello");
        Files.setLastModifiedTime(copy, FileTime.from(Instant.ofEpochSecond(1_000_000_000)));
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
        TarPacker.root("data").pack(again, target);

        assertThat(target).hasBinaryContent(first);
    }

    @Test
    void owner_time_and_root_are_the_callers_choice() throws IOException {
        file("a.txt", "hello");

        TarPacker.root("cache")
                .withOwner(1000, 2_097_151)
                .withModificationTime(Instant.ofEpochSecond(1_700_000_000))
                .pack(folder, target);

        Header header = new Header(Arrays.copyOf(Files.readAllBytes(target), 512));
        assertThat(new String(header.rawPath(), UTF_8)).isEqualTo("cache/a.txt");
        assertThat(header.number(Header.NumberField.UID).value()).isEqualTo(1000);
        assertThat(header.number(Header.NumberField.GID).value()).isEqualTo(2_097_151);
        assertThat(header.number(Header.NumberField.MTIME).value()).isEqualTo(1_700_000_000);
    }

    @Test
    void paths_of_any_accepted_length_pass_without_a_finding() throws IOException {
        // Around the limits of name (100), prefix (155) and both together (256), in characters of one to four bytes.
        for (String wished : List.of("n", "\u00e4", "\u65e5", "\uD83D\uDE00")) {
            String character = Witness.nameable(wished, "a");
            int width = character.getBytes(UTF_8).length;
            for (int length : new int[] {94, 95, 96, 150, 200, 249, 250}) {
                file(character.repeat(length / width) + "/" + character.repeat(length / width), "x");
            }
        }
        file("d".repeat(94) + "/" + "e".repeat(200), "slash at the end of the cut name");

        assertThat(pack().findings()).isEmpty();
    }

    @Test
    void a_long_path_in_decomposed_form_is_refused() throws IOException {
        String accent = Witness.nameable("e\u0301", "e");
        assumeTrue(accent.length() == 2, "no such names here");
        file(accent.repeat(20) + "/" + "a".repeat(110), "");
        file(accent, "");

        InvalidTarException refused = catchThrowableOfType(InvalidTarException.class, this::pack);

        assertThat(refused.report().findings())
                .filteredOn(finding -> finding.severity() == Severity.ERROR)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo(TarRule.PATH_NOT_NFC);
                    assertThat(finding.offset()).isEqualTo(-1);
                });
    }

    @Test
    void everything_that_cannot_be_packed_is_named_at_once() throws IOException {
        file("a.txt", "hello");
        file("back\\slash", "");
        file("Read", "");
        file("read", "");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("a.txt"));

        assertThat(refused())
                .containsExactlyInAnyOrder(TarRule.PATH_BACKSLASH, TarRule.PATH_CASE_COLLISION, TarRule.ENTRY_SYMLINK);
    }

    @Test
    void a_refused_file_is_named_as_it_would_be_in_the_archive() throws IOException {
        file("d/a\u001bb", "");

        InvalidTarException refused = catchThrowableOfType(InvalidTarException.class, this::pack);

        TarFinding finding = refused.report().findings().get(0);
        assertThat(finding.entry()).isEqualTo("data/d/a\\u{001B}b");
        assertThat(finding.offset()).isEqualTo(-1);
        assertThat(refused).hasMessageContaining("path.control-char");
    }

    @Test
    void hard_links_are_refused() throws IOException {
        file("a", "hello");
        Files.createLink(folder.resolve("b"), folder.resolve("a"));

        assertThat(refused()).containsOnly(TarRule.ENTRY_HARDLINK);
    }

    @Test
    void a_named_pipe_is_refused_and_not_read() throws Exception {
        assumeTrue(Witness.has("mkfifo"), "no mkfifo here");
        Witness.run(folder, "mkfifo", "pipe");

        assertThat(refused()).containsOnly(TarRule.ENTRY_FIFO);
    }

    @Test
    void a_name_that_is_no_text_is_refused() throws Exception {
        assumeTrue(Witness.has("sh"), "no sh here");
        Witness.run(folder, "sh", "-c", "touch \"$(printf 'a\\351')\"");

        assertThat(refused()).containsOnly(TarRule.PATH_NOT_UTF8);
    }

    @Test
    void a_folder_of_nothing_makes_no_archive() throws IOException {
        assertThat(refused()).containsExactly(TarRule.ARCHIVE_NO_ENTRIES);
    }

    @Test
    void a_refusal_leaves_the_earlier_archive_alone() throws IOException {
        Files.writeString(target, "earlier");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("a.txt"));

        assertThatThrownBy(this::pack).isInstanceOf(InvalidTarException.class);

        assertThat(target).hasContent("earlier");
        assertThat(target.getParent()).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void a_file_that_grows_or_shrinks_while_it_is_packed_makes_no_archive() throws IOException {
        file("a", "first");
        for (String changed : List.of("shorter", "longer than it was when the folder was looked through")) {
            file("b", "as long as it is at first");
            Files.writeString(target, "the archive of before");

            assertThatThrownBy(() -> TarPacker.root("data")
                            .withProgress((entries, bytes) -> overwrite(folder.resolve("b"), changed))
                            .pack(folder, target))
                    .isInstanceOf(IOException.class)
                    .hasMessage("The file changed while it was packed: data/b");

            assertThat(target).hasContent("the archive of before");
            assertThat(target.getParent()).isDirectoryNotContaining(file -> !file.equals(target));
        }
    }

    @Test
    void a_file_that_grows_as_fast_as_it_is_read_is_given_up() throws IOException {
        file("a", "x".repeat(200_000));
        AtomicInteger told = new AtomicInteger();

        assertThatThrownBy(() -> TarPacker.root("data")
                        .withProgress((entries, bytes) -> {
                            if (told.incrementAndGet() < 100) {
                                append(folder.resolve("a"), "x".repeat(100_000));
                            }
                        })
                        .pack(folder, target))
                .isInstanceOf(IOException.class)
                .hasMessage("The file changed while it was packed: data/a");

        assertThat(told).hasValueLessThan(5);
        nothing_is_left();
    }

    private static void append(Path file, String content) {
        try {
            Files.writeString(file, content, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_file_that_is_written_anew_as_long_as_before_makes_no_archive() throws IOException {
        file("a", "one");
        Files.setLastModifiedTime(folder.resolve("a"), FileTime.from(Instant.EPOCH));

        assertThatThrownBy(() -> packWhile(() -> overwrite(folder.resolve("a"), "two")))
                .isInstanceOf(IOException.class)
                .hasMessage("The file changed while it was packed: data/a");

        nothing_is_left();
    }

    @Test
    void a_folder_that_becomes_a_link_leads_to_no_other_files() throws IOException {
        file("d/a", "ours");
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        FileTime time = Files.getLastModifiedTime(folder.resolve("d/a"));
        Files.setLastModifiedTime(Files.writeString(elsewhere.resolve("a"), "else"), time);

        assertThatThrownBy(() -> packWhile(() -> unchecked(() -> {
                    Files.move(folder.resolve("d"), temporary.resolve("moved"));
                    Files.createSymbolicLink(folder.resolve("d"), elsewhere);
                })))
                .isInstanceOf(IOException.class)
                .hasMessage("The file changed while it was packed: data/d/a");

        nothing_is_left();
    }

    /** By its path, the file would be the same before and behind the reading. */
    @Test
    void a_folder_that_is_a_link_for_a_moment_leads_to_no_other_files() throws IOException {
        assumeTrue(Witness.holdsDirectoriesOpen(folder), "no such directories here");
        file("d/a", "ours");
        Path d = folder.resolve("d");
        Path moved = temporary.resolve("moved");
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("a"), "else");

        assertThatThrownBy(() -> TarPacker.root("data")
                        .withProgress(new TarProgress() {
                            @Override
                            public void expected(long entries, long bytes) {
                                unchecked(() -> {
                                    Files.move(d, moved);
                                    Files.createSymbolicLink(d, elsewhere);
                                });
                            }

                            @Override
                            public void passed(long entries, long bytes) {
                                unchecked(() -> {
                                    Files.deleteIfExists(d);
                                    Files.move(moved, d);
                                });
                            }
                        })
                        .pack(folder, target))
                .isInstanceOf(IOException.class)
                .hasMessage("The file changed while it was packed: data/d/a");

        nothing_is_left();
    }

    @Test
    void a_file_that_becomes_a_pipe_is_not_waited_for() throws Exception {
        assumeTrue(Witness.has("mkfifo"), "no mkfifo here");
        file("a", "ours");

        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertThatThrownBy(() -> packWhile(() -> {
                    try {
                        Files.delete(folder.resolve("a"));
                        Witness.run(folder, "mkfifo", "a");
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("The file changed while it was packed: data/a"));

        nothing_is_left();
    }

    /** Packs, and has something happen between the look at the folder and the reading of its files. */
    private void packWhile(Runnable something) throws IOException {
        TarPacker.root("data")
                .withProgress(new TarProgress() {
                    @Override
                    public void expected(long entries, long bytes) {
                        something.run();
                    }

                    @Override
                    public void passed(long entries, long bytes) {
                        // Only the beginning counts.
                    }
                })
                .pack(folder, target);
    }

    @Test
    void a_target_above_a_linked_folder_is_where_the_system_says() throws IOException {
        file("a", "any");
        Path deep = Files.createDirectories(temporary.resolve("real/deep"));
        Path link = Files.createSymbolicLink(temporary.resolve("link"), deep);

        TarPacker.root("data").pack(folder, link.resolve("../test.tar"));

        assertThat(temporary.resolve("real/test.tar")).isRegularFile();
        assertThat(temporary.resolve("test.tar")).doesNotExist();
    }

    private static void overwrite(Path file, String content) {
        unchecked(() -> Files.writeString(file, content));
    }

    /** What is done to files. */
    private interface Step {
        void run() throws IOException;
    }

    private static void unchecked(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void what_a_listener_throws_ends_the_packing_and_leaves_nothing() throws IOException {
        file("a", "any");

        assertThatThrownBy(() -> TarPacker.root("data")
                        .withProgress((entries, bytes) -> {
                            throw new IllegalStateException("enough");
                        })
                        .pack(folder, target))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("enough");

        nothing_is_left();
    }

    @Test
    void a_link_to_a_folder_and_a_file_are_no_folder() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), folder);

        assertThatThrownBy(() -> TarPacker.root("data").pack(link, target)).isInstanceOf(NotDirectoryException.class);
        assertThatThrownBy(() -> TarPacker.root("data").pack(temporary.resolve("none"), target))
                .isInstanceOf(NotDirectoryException.class);
    }

    @Test
    void an_archive_cannot_lie_in_its_own_folder() throws IOException {
        file("d/a", "");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TarPacker.root("data").pack(folder, folder.resolve("d/test.tar")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TarPacker.root("data").pack(folder, folder.getRoot()));
    }

    @Test
    void a_wrong_root_or_owner_is_refused_when_it_is_given() {
        assertThatIllegalArgumentException().isThrownBy(() -> TarPacker.root("sdcard"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TarPacker.root("data").withOwner(2_097_152, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TarPacker.root("data").withOwner(0, 2_097_152));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TarPacker.root("data").withOwner(-1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TarPacker.root("data").withOwner(0, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TarPacker.root("data").withModificationTime(Instant.ofEpochSecond(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TarPacker.root("data").withModificationTime(Instant.ofEpochSecond(1L << 33)));
    }

    @Test
    void a_folder_of_another_file_system_gives_the_same_bytes() throws IOException {
        file("d/a.txt", "hello");
        file("b", "x".repeat(100_000));
        pack();
        byte[] ours = Files.readAllBytes(target);

        try (FileSystem zip = FileSystems.newFileSystem(temporary.resolve("test.zip"), Map.of("create", "true"))) {
            Path other = zip.getPath("/folder");
            Files.createDirectories(other.resolve("d"));
            Files.copy(folder.resolve("d/a.txt"), other.resolve("d/a.txt"));
            Files.copy(folder.resolve("b"), other.resolve("b"));
            TarPacker.root("data").pack(other, target);
        }

        assertThat(target).hasBinaryContent(ours);
    }

    @Test
    void the_defaults_may_be_said() throws IOException {
        file("a.txt", "hello");
        pack();
        byte[] unsaid = Files.readAllBytes(target);

        TarPacker.root("data")
                .withOwner(0, 0)
                .withModificationTime(Instant.EPOCH)
                .pack(folder, target);

        assertThat(target).hasBinaryContent(unsaid);
    }

    @Test
    void the_largest_owner_and_the_last_time_that_a_header_can_say_are_packed() throws IOException {
        file("a.txt", "hello");
        Instant last = Instant.ofEpochSecond((1L << 33) - 1);

        TarReport report = TarPacker.root("data")
                .withOwner(2_097_151, 2_097_151)
                .withModificationTime(last)
                .pack(folder, target);

        assertThat(report.findings()).extracting(TarFinding::rule).containsExactly(TarRule.ENTRY_MTIME);
    }

    @Test
    void a_link_in_place_of_the_archive_is_left_alone() throws IOException {
        file("a.txt", "hello");
        Path other = Files.writeString(temporary.resolve("other"), "of somebody else");
        Files.createSymbolicLink(target, other);

        assertThatThrownBy(this::pack)
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("no regular file");

        assertThat(target).isSymbolicLink().hasContent("of somebody else");
    }

    @Test
    void gnu_tar_unpacks_what_was_packed() throws Exception {
        assumeTrue(Witness.has("tar"), "no tar here");
        file("a.txt", "hello");
        file("d/" + "n".repeat(120) + "/" + "m".repeat(200), "long");
        file(Witness.nameable("d/\u65e5\u672c/\u00e4", "d/ascii"), "not ASCII");
        Files.createDirectories(folder.resolve("empty/deeper"));

        pack();
        Path unpacked = Files.createDirectory(temporary.resolve("unpacked"));
        Witness.run(unpacked, "tar", "-xf", target.toString());

        assertThat(tree(unpacked.resolve("data"))).isEqualTo(tree(folder));
    }

    private static List<String> tree(Path top) throws IOException {
        try (Stream<Path> files = Files.walk(top)) {
            return files.map(file -> top.relativize(file) + ": " + content(file))
                    .sorted()
                    .toList();
        }
    }

    private static String content(Path file) {
        try {
            return Files.isDirectory(file) ? "directory" : Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
