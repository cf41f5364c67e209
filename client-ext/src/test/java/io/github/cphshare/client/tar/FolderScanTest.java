package io.github.cphshare.client.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a folder holds beyond plain files with plain names. */
class FolderScanTest {
    private static final long MOST = TarLimit.ENTRY_SIZE.strict();

    @TempDir
    private Path folder;

    private static List<FolderScan.Item> scan(Path folder) throws IOException {
        return new FolderScan(folder, "data", TarPolicy.strict()).scan();
    }

    private static TarReport refused(Path folder) {
        InvalidTarException refused = catchThrowableOfType(InvalidTarException.class, () -> scan(folder));
        assertThat(refused).isNotNull();
        return refused.report();
    }

    private static void file(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /** It takes no room on the disk. */
    private void sparse(String name, long size) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
            file.setLength(size);
        }
    }

    /** A file system that has all names of Unicode in any locale, lists the newest first, and knows nothing of Unix. */
    private FileSystem zip() throws IOException {
        return FileSystems.newFileSystem(folder.resolve("test.zip"), Map.of("create", "true"));
    }

    @Test
    void the_order_is_that_of_the_bytes_whatever_the_order_of_the_file_system() throws IOException {
        try (FileSystem zip = zip()) {
            Path top = zip.getPath("/folder");
            for (String name : List.of("C", "a/d/y", "a/x", "a-b", "a.txt", "b", "\u00e4")) {
                file(top.resolve(name), "");
            }

            assertThat(scan(top))
                    .extracting(FolderScan.Item::path)
                    .containsExactly(
                            "data/C",
                            "data/a",
                            "data/a/d",
                            "data/a/d/y",
                            "data/a/x",
                            "data/a-b",
                            "data/a.txt",
                            "data/b",
                            "data/\u00e4");
        }
    }

    @Test
    void a_decomposed_path_passes_as_long_as_a_header_holds_it_with_the_slash_of_a_directory() throws IOException {
        String name = "e\u0301".repeat(33); // 99 bytes
        try (FileSystem zip = zip()) {
            file(zip.getPath("/files", name + "a"), "");
            file(zip.getPath("/directories", name, "a"), "");
            assertThat(scan(zip.getPath("/files"))).hasSize(1);
            assertThat(scan(zip.getPath("/directories"))).hasSize(2);

            Files.createDirectory(zip.getPath("/directories", name + "a"));
            Files.createFile(zip.getPath("/files", name + "aa"));

            for (String tooLong : List.of("/directories", "/files")) {
                assertThat(refused(zip.getPath(tooLong)).findings())
                        .filteredOn(finding -> finding.severity() == Severity.ERROR)
                        .extracting(TarFinding::rule)
                        .containsExactly(TarRule.PATH_NOT_NFC);
            }
        }
    }

    @Test
    void a_file_is_refused_that_is_larger_than_an_entry_can_be() throws IOException {
        sparse("largest", MOST);
        assertThat(scan(folder))
                .singleElement()
                .extracting(FolderScan.Item::size)
                .isEqualTo(MOST);

        sparse("larger", MOST + 1);
        TarReport report = refused(folder);

        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(TarRule.ENTRY_TOO_LARGE);
            assertThat(finding.entry()).isEqualTo("data/larger");
            assertThat(finding.message()).contains("8589934592 bytes");
        });
    }

    @Test
    void devices_are_refused() {
        Path terminals = Path.of("/dev/pts");
        assumeTrue(Files.exists(terminals.resolve("ptmx")), "no terminals here");

        TarReport report = refused(terminals);

        assertThat(report.findings()).extracting(TarFinding::rule).containsOnly(TarRule.ENTRY_DEVICE);
        assertThat(report.findings()).extracting(TarFinding::entry).contains("data/ptmx");
    }

    @Test
    void a_socket_is_refused() throws IOException {
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(folder.resolve("s")));

            TarReport report = refused(folder);

            assertThat(report.findings()).extracting(TarFinding::rule).containsExactly(TarRule.ENTRY_TYPE_UNSUPPORTED);
            assertThat(report.entries()).isZero();
        }
    }

    @Test
    void a_path_that_is_too_deep_to_be_compared_is_refused() throws IOException {
        Files.createDirectories(folder.resolve("d/".repeat(128)));

        assertThat(refused(folder).findings()).extracting(TarFinding::rule).containsExactly(TarRule.PATH_TOO_DEEP);
    }

    @Test
    void the_report_of_a_refusal_counts_the_files_and_directories_and_nothing_else() throws IOException {
        file(folder.resolve("d/back\\slash"), "12345");
        file(folder.resolve("d/e/good"), "123");
        Files.createLink(folder.resolve("linked"), folder.resolve("d/e/good"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("d"));

        TarReport report = refused(folder);

        assertThat(report.entries()).isEqualTo(3);
        assertThat(report.totalSize()).isEqualTo(5);
        assertThat(report.findings())
                .extracting(TarFinding::rule)
                .containsExactlyInAnyOrder(
                        TarRule.PATH_BACKSLASH, TarRule.ENTRY_HARDLINK, TarRule.ENTRY_HARDLINK, TarRule.ENTRY_SYMLINK);
    }
}
