package io.github.cphshare.client.tar;

import static io.github.cphshare.client.tar.TarBytes.archive;
import static io.github.cphshare.client.tar.TarBytes.header;
import static io.github.cphshare.client.tar.TarBytes.record;
import static io.github.cphshare.client.tar.TarRule.ARCHIVE_LONE_ZERO_BLOCK;
import static io.github.cphshare.client.tar.TarRule.ARCHIVE_NO_EOF;
import static io.github.cphshare.client.tar.TarRule.ARCHIVE_TRUNCATED;
import static io.github.cphshare.client.tar.TarRule.ENTRY_OWNER_NAME;
import static io.github.cphshare.client.tar.TarRule.HEADER_MAGIC;
import static io.github.cphshare.client.tar.TarRule.PATH_EMPTY;
import static io.github.cphshare.client.tar.TarRule.PATH_NOT_UTF8;
import static io.github.cphshare.client.tar.TarRule.PATH_OUTSIDE_ROOTS;
import static io.github.cphshare.client.tar.TarRule.PAX_DANGLING;
import static io.github.cphshare.client.tar.TarRule.PAX_DUPLICATE_KEY;
import static io.github.cphshare.client.tar.TarRule.PAX_GLOBAL;
import static io.github.cphshare.client.tar.TarRule.PAX_HEADER_MISMATCH;
import static io.github.cphshare.client.tar.TarRule.PAX_LINKPATH;
import static io.github.cphshare.client.tar.TarRule.PAX_MALFORMED;
import static io.github.cphshare.client.tar.TarRule.PAX_MIXED_GNU;
import static io.github.cphshare.client.tar.TarRule.PAX_PATH_OVERRIDE;
import static io.github.cphshare.client.tar.TarRule.PAX_SIZE_MISMATCH;
import static io.github.cphshare.client.tar.TarRule.PAX_STACKED;
import static io.github.cphshare.client.tar.TarRule.PAX_TOO_LARGE;
import static io.github.cphshare.client.tar.TarRule.PAX_UNKNOWN_KEY;
import static io.github.cphshare.client.tar.TarRule.PAX_XATTR;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.stream.Stream;

/** {@code pax.*}: the records before an entry. */
final class PaxCases {
    private static final String LONG = "data/" + "l".repeat(150);
    private static final byte[] GOOD = paxed("mtime", "1.5");

    private PaxCases() {}

    static Stream<Case> all() {
        return Stream.of(whole(), malformed(), keys(), mismatches()).flatMap(cases -> cases);
    }

    /** One file under these records. */
    private static byte[] paxed(String... keysAndValues) {
        return archive().pax(keysAndValues).file("data/a").end();
    }

    private static byte[] paxed(byte[] records) {
        return archive().pax(records).file("data/a").end();
    }

    private static Stream<Case> whole() {
        return Stream.of(
                Case.of(
                        PAX_SIZE_MISMATCH,
                        "hidden body, behind which nothing is judged",
                        archive()
                                .pax("size", "1024")
                                .file("data/a")
                                .file("etc/passwd")
                                .end(),
                        archive()
                                .pax("size", "5")
                                .file("data/a")
                                .file("data/passwd")
                                .end()),
                Case.of(
                        PAX_SIZE_MISMATCH,
                        "before a header that is like the one before",
                        archive()
                                .file("data/a")
                                .pax("size", "1024")
                                .file("data/b")
                                .end(),
                        archive().file("data/a").pax("size", "5").file("data/b").end()),
                Case.of(
                        PAX_STACKED,
                        "two PAX headers",
                        archive()
                                .pax("mtime", "0")
                                .pax("mtime", "1")
                                .file("data/a")
                                .end(),
                        GOOD),
                Case.of(
                        PAX_STACKED,
                        "two GNU long names",
                        archive().longName(LONG).longName(LONG).file(LONG).end(),
                        archive().longName(LONG).file(LONG).end()),
                Case.of(
                        PAX_STACKED,
                        "a GNU long name and a PAX path",
                        archive().longName(LONG).pax("path", LONG).file(LONG).end(),
                        archive().pax("path", LONG).file(LONG).end()),
                Case.of(
                        PAX_STACKED,
                        "a PAX size and a GNU long name",
                        archive().pax("size", "5").longName(LONG).file(LONG).end(),
                        archive()
                                .longName(LONG)
                                .file(LONG)
                                .pax("size", "5")
                                .file("data/b")
                                .end()),
                Case.of(
                        PAX_MIXED_GNU,
                        "as Commons Compress writes it",
                        archive().longName(LONG).pax("mtime", "1.5").file(LONG).end(),
                        archive()
                                .longName(LONG)
                                .file(LONG)
                                .pax("mtime", "1.5")
                                .file("data/b")
                                .end()),
                Case.of(
                        PAX_DANGLING,
                        "PAX at the end",
                        archive().file("data/a").pax("mtime", "1").end(),
                        GOOD),
                Case.of(
                        PAX_DANGLING,
                        "a long name at the end of the file",
                        archive().file("data/a").longName(LONG).bytes(),
                        archive().file("data/a").longName(LONG).file(LONG).end(),
                        ARCHIVE_NO_EOF),
                Case.of(
                        PAX_DANGLING,
                        "a single zero block between it and the next entry, of which it says nothing",
                        archive()
                                .pax("uid", "4294967295")
                                .zeroBlocks(1)
                                .file("data/a")
                                .end(),
                        archive().pax("uid", "0").file("data/a").end(),
                        ARCHIVE_LONE_ZERO_BLOCK),
                Case.of(
                        PAX_GLOBAL,
                        "as git archive writes it",
                        archive()
                                .entry(header("pax_global_header").type('g'), record("comment", "c0ffee"))
                                .file("data/a")
                                .pax("mtime", "1")
                                .file("data/b")
                                .end(),
                        paxed("comment", "c0ffee")),
                Case.of(
                                PAX_TOO_LARGE,
                                "61 bytes where 60 are accepted",
                                paxed(record("comment", "c".repeat(49))),
                                paxed(record("comment", "c".repeat(48))))
                        .under(TarPolicy.strict().withLimit(TarLimit.METADATA, 60)),
                Case.of(
                                PATH_OUTSIDE_ROOTS,
                                "behind a record that is too large to be read",
                                archive()
                                        .pax("comment", "c".repeat(100))
                                        .file("etc/passwd")
                                        .end(),
                                archive()
                                        .pax("comment", "c".repeat(10))
                                        .file("data/passwd")
                                        .end(),
                                PAX_TOO_LARGE)
                        .under(TarPolicy.strict().withLimit(TarLimit.METADATA, 60)),
                Case.of(
                                PAX_TOO_LARGE,
                                "two records of one entry, each of which is small enough",
                                archive()
                                        .longName(LONG)
                                        .pax("comment", "c".repeat(150))
                                        .file(LONG)
                                        .end(),
                                archive()
                                        .longName(LONG)
                                        .file(LONG)
                                        .pax("comment", "c".repeat(150))
                                        .file("data/a")
                                        .end(),
                                PAX_MIXED_GNU)
                        .under(TarPolicy.strict().withLimit(TarLimit.METADATA, 200)),
                Case.of(
                        PAX_TOO_LARGE,
                        "a comment that bsdtar refuses, though it is shorter than 1 MiB",
                        paxed(record("comment", "c".repeat(1_000_001 - "1000001 comment=\n".length()))),
                        paxed(record("comment", "c".repeat(1_000_000 - "1000000 comment=\n".length())))),
                Case.of(
                        PAX_TOO_LARGE,
                        "a record that claims half of the address space",
                        archive()
                                .file("data/a")
                                .raw(header("x").type('x').size(1L << 32).bytes())
                                .bytes(),
                        GOOD,
                        ARCHIVE_TRUNCATED));
    }

    private static Stream<Case> malformed() {
        return Stream.of(
                bad("leading space", " 11 mtime=1\n"),
                bad("leading zero", "011 mtime=1\n"),
                bad("length too long", "13 mtime=1.5\n\n"),
                bad("length too short", "11 mtime=1.5\n"),
                bad("length beyond the records", "99 mtime=1.5\n"),
                bad("a length that overflows", "99999999999999999999 mtime=1\n"),
                bad("no newline", "12 mtime=1.5X"),
                bad("no newline, and nothing behind it", "11 mtime=15"),
                bad("a length beyond the records, of the second one", "11 mtime=1\n13 atime=1\n"),
                bad("a length and no more", "11 mtime=1\n12"),
                bad("a length that ends before the key", "11 mtime=1\n2 \n"),
                bad("no key", "6 =1\n\n"),
                bad("no equals sign", "9 mtime1\n"),
                bad("bytes left over", "11 mtime=1\n\0\0\0"),
                bad("no records", ""),
                Case.of(
                        PAX_MALFORMED,
                        "a record in the padding, which Python obeys",
                        archive()
                                .padded('x', "11 mtime=1\n", "15 path=data/b\n")
                                .file("data/a")
                                .end(),
                        archive().padded('x', "11 mtime=1\n", "").file("data/a").end()),
                Case.of(
                        PAX_MALFORMED,
                        "a size that is none",
                        paxed("size", "0x5"),
                        paxed("size", "5"),
                        PAX_SIZE_MISMATCH),
                Case.of(
                        PAX_MALFORMED,
                        "a record in a comment, which node-tar obeys",
                        paxed("comment", "x\n17 path=data/b"),
                        paxed("comment", "x\n17 pathways=data/b")),
                Case.of(
                        PAX_MALFORMED,
                        "a record in a comment, with a blank before it, which node-tar obeys",
                        paxed("comment", "x\n\t16path=data/bb"),
                        paxed("comment", "x\n\tat 16:path=data/bb")),
                Case.of(
                        PAX_MALFORMED,
                        "a size in a comment, with a plus before it",
                        paxed("comment", "x\n+10size=99"),
                        paxed("comment", "x\n+10 bytes: size=99")),
                Case.of(
                        PAX_MALFORMED,
                        "a record in a comment, with a letter where the space belongs",
                        paxed("comment", "x\n17\u65E5path=data/b"),
                        paxed("comment", "x\n17\u65E5\u65E5path=data/b")),
                Case.of(
                        PAX_MALFORMED,
                        "a character set in a comment, which Python obeys, and fails where its name is no text",
                        paxed("26 comment=1 hdrcharset=\u00FF\n".getBytes(ISO_8859_1)),
                        paxed("comment", "hdrcharset=\u00FF")),
                Case.of(
                        PAX_MALFORMED,
                        "a character set in the key of an attribute",
                        paxed("SCHILY.xattr.user.1 hdrcharset", "BINARY"),
                        paxed("SCHILY.xattr.user.1hdrcharset", "BINARY"),
                        PAX_XATTR),
                Case.of(
                                PAX_MALFORMED,
                                "a record without a magic, which tar-rs takes for a file, where the rule on it is relaxed",
                                archive()
                                        .entry(header("x").type('x').zero(257, 8), record("path", LONG))
                                        .file(LONG)
                                        .end(),
                                archive()
                                        .entry(header("x").type('x'), record("path", LONG))
                                        .entry(header(LONG).zero(257, 8))
                                        .end(),
                                HEADER_MAGIC)
                        .under(TarPolicy.strict().withWarningsFor(HEADER_MAGIC)),
                Case.of(
                        PAX_MALFORMED,
                        "an empty line before a path, behind which tar-rs sees no records",
                        archive().pax("comment", "x\n", "path", LONG).file(LONG).end(),
                        archive()
                                .pax("path", LONG, "comment", "x\n\ny")
                                .file(LONG)
                                .end()),
                Case.of(
                        PAX_MALFORMED,
                        "a NUL beside a path, for which 7-Zip forgets the path",
                        archive()
                                .pax("path", LONG, "comment", "a\0b")
                                .file(LONG)
                                .end(),
                        archive()
                                .pax("mtime", "1", "comment", "a\0b")
                                .file(LONG)
                                .end()),
                Case.of(
                        PAX_MALFORMED,
                        "a record in the key of an attribute, which node-tar and tar-rs obey",
                        paxed("SCHILY.xattr.user.x\n16 path", "data/bb"),
                        paxed("SCHILY.xattr.user.x 16 path", "data/bb"),
                        PAX_XATTR),
                Case.of(
                        PAX_MALFORMED,
                        "a NUL in the key of an attribute, which Go refuses",
                        paxed("SCHILY.xattr.user.x\0y", "z"),
                        paxed("SCHILY.xattr.user.x.y", "z"),
                        PAX_XATTR),
                Case.of(
                        PAX_MALFORMED,
                        "a record in an attribute, with a comma where the space belongs",
                        paxed("SCHILY.xattr.user.x", "x\n10,size=9"),
                        paxed("SCHILY.xattr.user.x", "bplist00\n17 x=\u0000"),
                        PAX_XATTR),
                bad("a time before 1970", "12 mtime=-1\n"),
                bad("a time with an exponent", "13 mtime=1e9\n"),
                bad("an owner with a sign", "10 uid=+1\n"),
                bad("an owner that 64 bits cannot hold", "28 uid=99999999999999999999\n"),
                Case.of(
                        PAX_MALFORMED,
                        "a name of an owner in Latin-1",
                        paxed("11 uname=\u00E9\n".getBytes(ISO_8859_1)),
                        GOOD,
                        PAX_HEADER_MISMATCH),
                Case.of(PAX_MALFORMED, "an owner that is empty", paxed("uid", ""), paxed("uname", "")),
                Case.of(
                        PAX_MALFORMED,
                        "an empty path",
                        paxed("path", ""),
                        paxed("path", "data/a"),
                        PAX_PATH_OVERRIDE,
                        PATH_EMPTY),
                Case.of(
                        PAX_MALFORMED,
                        "a path in Latin-1",
                        paxed("15 path=data/\u00E9\n".getBytes(ISO_8859_1)),
                        paxed("path", "data/\u00E9"),
                        PATH_NOT_UTF8),
                Case.of(
                        PAX_MALFORMED,
                        "a NUL in a group name",
                        paxed("gname", "\0b"),
                        archive()
                                .pax("gname", "b")
                                .entry(header("data/a").put(297, "b"))
                                .end(),
                        ENTRY_OWNER_NAME,
                        PAX_HEADER_MISMATCH));
    }

    private static Case bad(String story, String records) {
        return Case.of(PAX_MALFORMED, story, paxed(records.getBytes(ISO_8859_1)), GOOD);
    }

    private static Stream<Case> keys() {
        return Stream.of(
                Case.of(
                        PAX_DUPLICATE_KEY,
                        "two times",
                        paxed("mtime", "1", "mtime", "1"),
                        paxed("mtime", "1", "atime", "1")),
                Case.of(PAX_UNKNOWN_KEY, "a key that Android's tar takes for path", paxed("RHT.path", "data/b"), GOOD),
                Case.of(PAX_UNKNOWN_KEY, "a space before the key", paxed(" path", "data/b"), paxed("path", "data/a")),
                Case.of(
                        PAX_UNKNOWN_KEY,
                        "another character set",
                        paxed("hdrcharset", "BINARY"),
                        paxed("hdrcharset", "ISO-IR 10646 2000 UTF-8")),
                Case.of(
                        PAX_UNKNOWN_KEY,
                        "a vendor's key",
                        paxed("VENDOR.key", "1"),
                        paxed(
                                "SCHILY.dev",
                                "1",
                                "SCHILY.ino",
                                "2",
                                "SCHILY.nlink",
                                "1",
                                "LIBARCHIVE.creationtime",
                                "1.5")),
                Case.of(PAX_XATTR, "a capability", paxed("SCHILY.xattr.security.capability", "x"), GOOD),
                Case.of(PAX_XATTR, "access rights", paxed("SCHILY.acl.access", "u::rwx"), GOOD),
                Case.of(
                        PAX_XATTR,
                        "a capability as bsdtar writes it",
                        paxed("LIBARCHIVE.xattr.security.capability", "eA"),
                        GOOD),
                Case.of(PAX_XATTR, "SELinux", paxed("RHT.security.selinux", "u:object_r:x"), GOOD),
                Case.of(PAX_XATTR, "a user's attribute", paxed("SCHILY.xattr.user.x", "x"), GOOD)
                        .weighs(Severity.WARNING),
                Case.of(
                                PAX_XATTR,
                                "a user's attribute as bsdtar writes it",
                                paxed("LIBARCHIVE.xattr.user.x", "eA"),
                                GOOD)
                        .weighs(Severity.WARNING),
                Case.of(PAX_XATTR, "of a Mac", paxed("SCHILY.xattr.com.apple.x", "x"), GOOD)
                        .weighs(Severity.WARNING),
                Case.of(PAX_XATTR, "as bsdtar on a Mac", paxed("LIBARCHIVE.xattr.com.apple.x", "eA"), GOOD)
                        .weighs(Severity.WARNING),
                Case.of(PAX_LINKPATH, "on a file", paxed("linkpath", "../../etc/passwd"), GOOD));
    }

    private static Stream<Case> mismatches() {
        return Stream.of(
                mismatch("another user", under(header("data/a"), "uid", "1000"), owned(1000, "uid", "1000")),
                mismatch(
                        "the largest user that a header can say",
                        under(header("data/a"), "uid", "2097151"),
                        owned(2_097_151, "uid", "2097151")),
                mismatch("another group", owned(1000, "gid", "1001"), owned(1000, "gid", "1000")),
                mismatch("no owner in the record", owned(1000, "uid", ""), owned(0, "uid", "0"), PAX_MALFORMED),
                mismatch(
                                "a time two seconds later",
                                under(header("data/a").number(136, 12, 1_700_000_000), "mtime", "1700000002.5"),
                                under(header("data/a").number(136, 12, 1_700_000_000), "mtime", "1700000001.5"))
                        .weighs(Severity.WARNING),
                mismatch(
                                "a time two seconds earlier",
                                under(header("data/a").number(136, 12, 1_700_000_000), "mtime", "1699999998.5"),
                                under(header("data/a").number(136, 12, 1_700_000_000), "mtime", "1699999999.5"))
                        .weighs(Severity.WARNING),
                mismatch(
                        "another user's name",
                        under(header("data/a").put(265, "shell"), "uname", "root"),
                        under(header("data/a").put(265, "root"), "uname", "root")),
                mismatch(
                        "a group's name that the header lacks, and has room for",
                        under(header("data/a"), "gname", "g".repeat(31)),
                        under(header("data/a").put(297, "g".repeat(31)), "gname", "g".repeat(31))),
                mismatch(
                        "no name in the record, and one in the header",
                        under(header("data/a").put(265, "root"), "uname", ""),
                        under(header("data/a"), "uname", "")),
                mismatch(
                                "a user for whom the header has no room",
                                under(header("data/a"), "uid", "2097152"),
                                under(header("data/a").binary(108, 8, 2_097_152), "uid", "2097152"))
                        .weighs(Severity.WARNING),
                mismatch(
                                "a name for which the header has no room",
                                under(header("data/a").put(265, "u".repeat(31)), "uname", "u".repeat(33)),
                                under(header("data/a").put(265, "u".repeat(32)), "uname", "u".repeat(32)))
                        .weighs(Severity.WARNING),
                mismatch(
                                "a name that is not ASCII",
                                under(header("data/a").put(297, "Gr?n"), "gname", "Gr\u00FCn"),
                                under(header("data/a").put(297, "Gr\u00FCn"), "gname", "Gr\u00FCn"))
                        .weighs(Severity.WARNING));
    }

    private static byte[] under(TarBytes.H header, String key, String value) {
        return archive().pax(key, value).entry(header).end();
    }

    private static byte[] owned(int owner, String key, String value) {
        return under(header("data/a").number(108, 8, owner).number(116, 8, owner), key, value);
    }

    private static Case mismatch(String story, byte[] archive, byte[] nearMiss, TarRule... alsoBroken) {
        return Case.of(PAX_HEADER_MISMATCH, story, archive, nearMiss, alsoBroken);
    }
}
