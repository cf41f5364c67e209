package io.github.cphshare.client.tar;

import static io.github.cphshare.client.tar.TarBytes.BLOCK;
import static io.github.cphshare.client.tar.TarBytes.archive;
import static io.github.cphshare.client.tar.TarBytes.header;
import static io.github.cphshare.client.tar.TarBytes.record;
import static io.github.cphshare.client.tar.TarRule.ARCHIVE_COMPRESSED;
import static io.github.cphshare.client.tar.TarRule.ARCHIVE_EMPTY;
import static io.github.cphshare.client.tar.TarRule.ARCHIVE_LONE_ZERO_BLOCK;
import static io.github.cphshare.client.tar.TarRule.ARCHIVE_NOT_TAR;
import static io.github.cphshare.client.tar.TarRule.ARCHIVE_NO_ENTRIES;
import static io.github.cphshare.client.tar.TarRule.ARCHIVE_NO_EOF;
import static io.github.cphshare.client.tar.TarRule.ARCHIVE_SIZE_NOT_BLOCK_MULTIPLE;
import static io.github.cphshare.client.tar.TarRule.ARCHIVE_TOO_LARGE;
import static io.github.cphshare.client.tar.TarRule.ARCHIVE_TOO_MANY_ENTRIES;
import static io.github.cphshare.client.tar.TarRule.ARCHIVE_TRAILING_DATA;
import static io.github.cphshare.client.tar.TarRule.ARCHIVE_TRUNCATED;
import static io.github.cphshare.client.tar.TarRule.ENTRY_TOO_LARGE;
import static io.github.cphshare.client.tar.TarRule.HEADER_NUMBER_BASE256;
import static io.github.cphshare.client.tar.TarRule.PATH_OUTSIDE_ROOTS;
import static io.github.cphshare.client.tar.TarRule.PAX_DANGLING;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** {@code archive.*}: the file as a whole. */
final class ArchiveCases {
    private static final byte[] GOOD = archive().file("data/a.txt").end();

    private ArchiveCases() {}

    static Stream<Case> all() {
        return Stream.concat(
                List.of(
                        Case.of(ARCHIVE_EMPTY, "no bytes at all", new byte[0], GOOD),
                        Case.of(ARCHIVE_NOT_TAR, "text", "hello\n".repeat(200).getBytes(UTF_8), GOOD),
                        Case.of(ARCHIVE_NOT_TAR, "ar", Arrays.copyOf("!<arch>\n".getBytes(UTF_8), 2048), GOOD),
                        Case.of(ARCHIVE_NOT_TAR, "cpio", Arrays.copyOf("070701000B".getBytes(UTF_8), 2048), GOOD),
                        Case.of(ARCHIVE_NOT_TAR, "a single byte", Arrays.copyOf(GOOD, 1), GOOD),
                        Case.of(ARCHIVE_NOT_TAR, "less than a header", Arrays.copyOf(GOOD, 511), GOOD),
                        Case.of(
                                ARCHIVE_NO_ENTRIES,
                                "zero blocks only",
                                archive().zeroBlocks(20).bytes(),
                                GOOD),
                        Case.of(
                                ARCHIVE_NO_ENTRIES,
                                "a record without an entry",
                                archive().pax("path", "data/a").end(),
                                archive().pax("path", "data/a").file("data/a").end(),
                                PAX_DANGLING),
                        Case.of(ARCHIVE_TRUNCATED, "cut in a body", Arrays.copyOf(GOOD, BLOCK + 3), GOOD),
                        Case.of(ARCHIVE_TRUNCATED, "cut in the padding", Arrays.copyOf(GOOD, BLOCK + 6), GOOD),
                        Case.of(
                                ARCHIVE_TRUNCATED,
                                "cut in a later header",
                                Arrays.copyOf(
                                        archive().file("data/a").file("data/b").end(), 2 * BLOCK + 100),
                                GOOD),
                        Case.of(
                                ARCHIVE_TRUNCATED,
                                "cut in a PAX record",
                                Arrays.copyOf(archive().pax("path", "data/a").bytes(), BLOCK + 5),
                                GOOD),
                        Case.of(
                                ARCHIVE_TRUNCATED,
                                "cut in a large body",
                                archive()
                                        .raw(header("data/large").size(1 << 20).bytes())
                                        .raw(new byte[300_000])
                                        .bytes(),
                                archive()
                                        .entry(header("data/large"), new byte[1 << 20])
                                        .end()),
                        Case.of(
                                ARCHIVE_COMPRESSED,
                                "a tar that begins as lzma with the largest dictionary, behind one byte of properties",
                                called("]\u00ff\u00ff\u00ff\u00ff".getBytes(ISO_8859_1)),
                                called("]\u00ff\u00ff\u00ff\u00fe".getBytes(ISO_8859_1))),
                        Case.of(ARCHIVE_NO_EOF, "cut between entries", Arrays.copyOf(GOOD, 2 * BLOCK), GOOD),
                        Case.of(ARCHIVE_NO_EOF, "one zero block only", Arrays.copyOf(GOOD, 3 * BLOCK), GOOD),
                        Case.of(
                                ARCHIVE_LONE_ZERO_BLOCK,
                                "a zero block between entries",
                                archive()
                                        .file("data/a")
                                        .zeroBlocks(1)
                                        .file("data/b")
                                        .end(),
                                archive().file("data/a").file("data/b").end()),
                        Case.of(
                                PATH_OUTSIDE_ROOTS,
                                "behind a zero block, where some readers stop and others read on",
                                archive().zeroBlocks(1).file("etc/passwd").end(),
                                archive().file("data/etc/passwd").end(),
                                ARCHIVE_LONE_ZERO_BLOCK),
                        Case.of(
                                ARCHIVE_TRAILING_DATA,
                                "a second archive behind the first",
                                archive().raw(GOOD).raw(GOOD).bytes(),
                                archive().raw(GOOD).zeroBlocks(18).bytes()),
                        Case.of(
                                ARCHIVE_TRAILING_DATA,
                                "one byte far behind the end",
                                archive()
                                        .raw(GOOD)
                                        .zeroBlocks(1000)
                                        .raw(new byte[] {1})
                                        .pad()
                                        .bytes(),
                                archive().raw(GOOD).zeroBlocks(1001).bytes()),
                        Case.of(
                                ARCHIVE_SIZE_NOT_BLOCK_MULTIPLE,
                                "a zero byte too many",
                                Arrays.copyOf(GOOD, GOOD.length + 1),
                                Arrays.copyOf(GOOD, GOOD.length + BLOCK)),
                        Case.of(
                                        ARCHIVE_TOO_LARGE,
                                        "11 bytes where 10 are accepted",
                                        archive()
                                                .file("data/a", "1234567890")
                                                .file("data/b", "1")
                                                .end(),
                                        archive()
                                                .file("data/a", "12345")
                                                .file("data/b", "12345")
                                                .end())
                                .under(TarPolicy.strict().withLimit(TarLimit.TOTAL_SIZE, 10)),
                        Case.of(
                                ARCHIVE_TOO_LARGE,
                                "more than a number of 64 bits can say",
                                archive()
                                        .file("data/a")
                                        .entry(header("data/b").binary(124, 12, Long.MAX_VALUE))
                                        .bytes(),
                                GOOD,
                                ARCHIVE_TRUNCATED,
                                ENTRY_TOO_LARGE,
                                HEADER_NUMBER_BASE256),
                        Case.of(
                                        ARCHIVE_TOO_MANY_ENTRIES,
                                        "three entries where two are accepted",
                                        archive()
                                                .file("data/a")
                                                .file("data/b")
                                                .file("data/c")
                                                .end(),
                                        archive()
                                                .pax("mtime", "1")
                                                .file("data/a")
                                                .file("data/b")
                                                .end())
                                .under(TarPolicy.strict().withLimit(TarLimit.ENTRIES, 2)),
                        Case.of(
                                        ARCHIVE_TOO_MANY_ENTRIES,
                                        "a path that implies three directories where two are accepted",
                                        archive()
                                                .file("data/a/b/c")
                                                .file("etc/passwd")
                                                .end(),
                                        archive()
                                                .file("data/a/b")
                                                .file("data/a/c")
                                                .end())
                                .under(TarPolicy.strict().withLimit(TarLimit.ENTRIES, 2)))
                        .stream(),
                Stream.concat(compressed(), twoFormatsAtOnce()));
    }

    /** A tar by its checksum, and to readers that look for magic bytes first something else: a record may be called anything. */
    private static Stream<Case> twoFormatsAtOnce() {
        return Stream.of(
                        "gzip \u001f\u008b\b\u0004abcde",
                        "bzip2 BZh91AY&SY",
                        "zstd (\u00b5/\u00fdx",
                        "lz4 \u0004\"M\u0018x",
                        "lz4-legacy \u0002!L\u0018x",
                        "zstd-behind-a-frame-to-skip P*M\u0018x",
                        "lz4-behind-another _*M\u0018x",
                        "compress \u001f\u009d\u0090x",
                        "lzip LZIP\u0001\f",
                        "rpm \u00ed\u00ab\u00ee\u00db\u0003\u0001",
                        "lzma ]\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
                        "lzma-of-other-properties d\u00ff\u00ff\u00ff\u00ff\u0001",
                        "uuencode begin 644 a\n#86)C\n`\nend\n",
                        "uuencode x\nbegin-base64 644 a\nYWJj\n====\n")
                .map(format -> {
                    String[] parts = format.split(" ", 2);
                    return Case.of(
                            ARCHIVE_COMPRESSED,
                            "a tar that begins as " + parts[0],
                            called(parts[1].getBytes(ISO_8859_1)),
                            called("begin 644 a".getBytes(ISO_8859_1)));
                });
    }

    /** An archive whose first record has this name. */
    private static byte[] called(byte[] name) {
        return archive()
                .entry(header("").put(0, name).type('x'), record("mtime", "1"))
                .file("data/a")
                .end();
    }

    private static Stream<Case> compressed() {
        return Stream.of(
                        "gzip 1f8b0800",
                        "bzip2 425a683931",
                        "xz fd377a585a00",
                        "zstd 28b52ffd",
                        "lz4 04224d18",
                        "compress 1f9d90",
                        "lzip 4c5a495001",
                        "lzop 894c5a4f000d0a1a0a",
                        "lzma 5d00008000",
                        "7z 377abcaf271c",
                        "zip 504b0304",
                        "zip 504b0506",
                        "rar 526172211a0700")
                .flatMap(format -> {
                    String[] parts = format.split(" ", 2);
                    byte[] start = HexFormat.of().parseHex(parts[1]);
                    return Stream.of(start, Arrays.copyOf(start, 4096))
                            .map(file -> Case.of(
                                    ARCHIVE_COMPRESSED, parts[0] + " of " + file.length + " bytes", file, GOOD));
                });
    }
}
