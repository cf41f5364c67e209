package io.github.cphshare.client.tar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for any input whatever. Here it is held against the seeds of the search, which are the archives of the rules; the
 * profile {@code fuzz} searches from there, guided by which code an input reaches. An input that it finds becomes a case of a
 * rule, or a seed here.
 */
class TarPromisesTest {
    private static final int BLOCK = TarBytes.BLOCK;
    private static final int CHECKSUM = 148;
    private static final int LARGEST_FOLDER = 20;

    static Stream<byte[]> archives() {
        return TarRulesTest.cases()
                .flatMap(one -> Stream.of(one.archive, one.nearMiss))
                .filter(archive -> archive.length <= 16 * BLOCK);
    }

    /** Every input gets an answer, the same from a file and from a stream; what is accepted, Commons Compress reads alike. */
    @ParameterizedTest
    @MethodSource("archives")
    void any_archive_gets_one_answer(byte[] input) throws IOException {
        anyArchiveGetsOneAnswer(input);
    }

    static void anyArchiveGetsOneAnswer(byte[] input) throws IOException {
        judge(input);
        // A search by coverage hardly ever hits upon a checksum, so each header gets the right one in a second try.
        judge(mended(input));
    }

    private static void judge(byte[] archive) throws IOException {
        TarReport report = TarChecker.strict().check(new MemoryChannel(archive));
        TarReport streamed = TarChecker.strict().check(new ByteArrayInputStream(archive));
        assertThat(streamed.findings().toString()).isEqualTo(report.findings().toString());
        if (report.accepted()) {
            long entries = 0;
            long size = 0;
            try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(archive), "UTF-8")) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    String name = entry.getName().replaceFirst("^(\\./|/)", "");
                    assertThat(name).matches("(?s)((data|cache)(/.*)?|)");
                    entries++;
                    size += entry.getSize();
                }
            }
            assertThat(entries).isEqualTo(report.entries());
            assertThat(size).isEqualTo(report.totalSize());
        }
    }

    private static byte[] mended(byte[] input) {
        byte[] archive = Arrays.copyOf(input, (input.length + BLOCK - 1) / BLOCK * BLOCK + 2 * BLOCK);
        for (int at = 0; at < archive.length; at += BLOCK) {
            byte[] block = Arrays.copyOfRange(archive, at, at + BLOCK);
            if (block[0] != 0) {
                byte[] sum = String.format(Locale.ROOT, "%06o\0 ", new Header(block).checksum())
                        .getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(sum, 0, archive, at + CHECKSUM, sum.length);
            }
        }
        return archive;
    }

    static Stream<byte[]> folders() {
        return Stream.of("a\nb/c\nb/d", "x".repeat(120) + "/y", "A\na", "\u00e4\n\u65e5", "..\n.", "a\\b\nc:d\n ")
                .map(names -> names.getBytes(StandardCharsets.UTF_8));
    }

    /** A folder with any names is packed into an archive that passes, or refused with findings; no half file is left. */
    @ParameterizedTest
    @MethodSource("folders")
    void any_folder_is_packed_or_refused(byte[] input) throws IOException {
        anyFolderIsPackedOrRefused(input);
    }

    static void anyFolderIsPackedOrRefused(byte[] input) throws IOException {
        Path top = Files.createTempDirectory("fuzz");
        try {
            Path folder = Files.createDirectory(top.resolve("folder"));
            String names = new String(input, StandardCharsets.UTF_8);
            for (String name : names.lines().limit(LARGEST_FOLDER).toList()) {
                make(folder, name);
            }
            Path archive = top.resolve("a.tar");
            try {
                TarPacker.root("data").pack(folder, archive);
                assertThat(TarChecker.strict().check(archive).findings())
                        .noneMatch(finding -> finding.severity() == Severity.ERROR);
            } catch (InvalidTarException refused) {
                assertThat(refused.report().accepted()).isFalse();
                assertThat(archive).doesNotExist();
            }
            try (Stream<Path> left = Files.list(top)) {
                assertThat(left).isSubsetOf(List.of(folder, archive));
            }
        } finally {
            delete(top);
        }
    }

    /** Makes the file if the file system takes its name, below the folder only. */
    private static void make(Path folder, String name) {
        try {
            Path file = folder.resolve(name).normalize();
            if (file.startsWith(folder) && !file.equals(folder)) {
                Files.createDirectories(file.getParent());
                Files.write(file, new byte[name.length()]);
            }
        } catch (IOException | InvalidPathException untaken) {
            assertThat(untaken).isNotNull();
        }
    }

    private static void delete(Path top) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(top)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
