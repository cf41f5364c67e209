package io.github.cphshare.client.tar;

import static io.github.cphshare.client.tar.TarBytes.archive;
import static io.github.cphshare.client.tar.TarBytes.header;
import static io.github.cphshare.client.tar.TarRule.ARCHIVE_TRUNCATED;
import static io.github.cphshare.client.tar.TarRule.ENTRY_DEVICE;
import static io.github.cphshare.client.tar.TarRule.ENTRY_FIFO;
import static io.github.cphshare.client.tar.TarRule.ENTRY_FILE_TRAILING_SLASH;
import static io.github.cphshare.client.tar.TarRule.ENTRY_HARDLINK;
import static io.github.cphshare.client.tar.TarRule.ENTRY_MODE_LOCKED;
import static io.github.cphshare.client.tar.TarRule.ENTRY_MODE_SETID;
import static io.github.cphshare.client.tar.TarRule.ENTRY_MODE_TYPE_MISMATCH;
import static io.github.cphshare.client.tar.TarRule.ENTRY_MTIME;
import static io.github.cphshare.client.tar.TarRule.ENTRY_OWNER_NAME;
import static io.github.cphshare.client.tar.TarRule.ENTRY_OWNER_RANGE;
import static io.github.cphshare.client.tar.TarRule.ENTRY_SIZE_ON_NONFILE;
import static io.github.cphshare.client.tar.TarRule.ENTRY_SPARSE;
import static io.github.cphshare.client.tar.TarRule.ENTRY_SYMLINK;
import static io.github.cphshare.client.tar.TarRule.ENTRY_TOO_LARGE;
import static io.github.cphshare.client.tar.TarRule.ENTRY_TYPE_UNSUPPORTED;
import static io.github.cphshare.client.tar.TarRule.HEADER_NUMBER_BASE256;
import static io.github.cphshare.client.tar.TarRule.PATH_NOT_CANONICAL;
import static io.github.cphshare.client.tar.TarRule.PAX_HEADER_MISMATCH;

import io.github.cphshare.client.tar.TarBytes.H;
import java.util.stream.Stream;

/** {@code entry.*}: what an entry may be. */
final class EntryCases {
    private static final byte[] GOOD = archive().file("data/a").end();
    private static final long YEAR_2100 = 4_102_444_800L;

    private EntryCases() {}

    static Stream<Case> all() {
        return Stream.of(types(), sizes(), modes(), owners()).flatMap(cases -> cases);
    }

    private static byte[] one(H header) {
        return archive().entry(header).end();
    }

    private static H file() {
        return header("data/a");
    }

    private static Case type(TarRule rule, char type) {
        return type(rule, type, 0644);
    }

    private static Case type(TarRule rule, char type, int mode) {
        return Case.of(rule, "type " + type, one(file().type(type).mode(mode)), one(file().type('\0')));
    }

    private static Stream<Case> types() {
        Stream<Case> unsupported =
                "7DMNVXAZa~\u0001".chars().mapToObj(type -> type(ENTRY_TYPE_UNSUPPORTED, (char) type));
        return Stream.concat(
                unsupported,
                Stream.of(
                        type(ENTRY_DEVICE, '3', 0_020644),
                        type(ENTRY_DEVICE, '4', 0_060644),
                        type(ENTRY_FIFO, '6', 0_010644),
                        type(ENTRY_SPARSE, 'S'),
                        Case.of(
                                ENTRY_SPARSE,
                                "a map that may go on behind the header, so that nothing behind it is judged",
                                archive()
                                        .entry(file().type('S'))
                                        .file("etc/passwd")
                                        .end(),
                                archive().file("data/a").file("data/passwd").end()),
                        Case.of(
                                ENTRY_SPARSE,
                                "Sun's PAX form",
                                archive()
                                        .pax("SUN.holesdata", " 0 512")
                                        .file("data/a")
                                        .end(),
                                GOOD),
                        Case.of(
                                ENTRY_SPARSE,
                                "star's type in PAX",
                                archive()
                                        .pax("SCHILY.filetype", "sparse")
                                        .file("data/a")
                                        .end(),
                                GOOD),
                        Case.of(
                                ENTRY_SPARSE,
                                "GNU's PAX form",
                                archive()
                                        .pax("GNU.sparse.major", "1")
                                        .file("data/a")
                                        .end(),
                                GOOD),
                        Case.of(
                                ENTRY_SPARSE,
                                "star's PAX form",
                                archive()
                                        .pax("SCHILY.realsize", "1099511627776")
                                        .file("data/a")
                                        .end(),
                                GOOD)));
    }

    private static Stream<Case> sizes() {
        return Stream.of(
                Case.of(
                        ENTRY_SIZE_ON_NONFILE,
                        "a directory with a body, behind which nothing is judged",
                        archive()
                                .entry(
                                        header("data/d/").type('5').mode(0755),
                                        archive().file("data/x").bytes())
                                .file("etc/passwd")
                                .end(),
                        archive().directory("data/d/").file("data/x").end()),
                Case.of(
                        ENTRY_SIZE_ON_NONFILE,
                        "a fifo with a body",
                        archive().entry(file().type('6'), new byte[1]).end(),
                        GOOD,
                        ENTRY_FIFO),
                Case.of(
                                ENTRY_SIZE_ON_NONFILE,
                                "a hard link with a body, as GNU cpio and POSIX have it",
                                archive()
                                        .file("data/a")
                                        .entry(file().put(5, "h").type('1').link("data/a"), new byte[1])
                                        .end(),
                                archive()
                                        .file("data/a")
                                        .entry(file().put(5, "h")
                                                .type('1')
                                                .link("data/a")
                                                .mode(0100644))
                                        .end(),
                                ENTRY_HARDLINK)
                        .under(TarPolicy.strict().withWarningsFor(ENTRY_HARDLINK)),
                Case.of(
                        ENTRY_FILE_TRAILING_SLASH,
                        "type 0",
                        archive().file("data/a/").end(),
                        archive().directory("data/a/").end(),
                        PATH_NOT_CANONICAL),
                Case.of(
                        ENTRY_FILE_TRAILING_SLASH,
                        "type NUL below a long name that the header cuts at a slash",
                        archive()
                                .longName("data/" + "d".repeat(94) + "/file")
                                .entry(header("data/" + "d".repeat(94) + "/").type('\0'))
                                .end(),
                        archive()
                                .longName("data/" + "d".repeat(94) + "/file")
                                .entry(header("data/" + "d".repeat(94) + "/"))
                                .end()),
                Case.of(
                                ENTRY_TOO_LARGE,
                                "6 bytes where 5 are accepted",
                                archive().file("data/a", "123456").end(),
                                archive().file("data/a", "12345").end())
                        .under(TarPolicy.strict().withLimit(TarLimit.ENTRY_SIZE, 5)),
                Case.of(
                        ENTRY_TOO_LARGE,
                        "8 GiB, twelve octal digits",
                        archive().raw(file().put(124, "100000000000").bytes()).bytes(),
                        GOOD,
                        ARCHIVE_TRUNCATED));
    }

    private static Stream<Case> modes() {
        return Stream.of(
                Case.of(ENTRY_MODE_SETID, "set user id", one(file().mode(04755)), one(file().mode(0777))),
                Case.of(
                        ENTRY_MODE_SETID,
                        "set group id on a directory",
                        one(header("data/d/").type('5').mode(02755)),
                        GOOD),
                Case.of(ENTRY_MODE_SETID, "sticky file", one(file().mode(01644)), GOOD),
                Case.of(
                                ENTRY_MODE_SETID,
                                "sticky directory",
                                one(header("data/d/").type('5').mode(01777)),
                                one(header("data/d/").type('5').mode(0777)))
                        .weighs(Severity.WARNING),
                Case.of(
                        ENTRY_MODE_TYPE_MISMATCH,
                        "a file with the mode of a directory",
                        one(file().mode(040755)),
                        one(file().mode(0100644))),
                Case.of(
                        ENTRY_MODE_TYPE_MISMATCH,
                        "a directory with the mode of a link",
                        one(header("data/d/").type('5').mode(0120755)),
                        one(header("data/d/").type('5').mode(040755))),
                Case.of(
                                ENTRY_MODE_TYPE_MISMATCH,
                                "a symbolic link with the mode of a file",
                                one(file().type('2').link("b").mode(0100777)),
                                one(file().type('2').link("b").mode(0120777)),
                                ENTRY_SYMLINK)
                        .under(TarPolicy.strict().withWarningsFor(ENTRY_SYMLINK)),
                Case.of(
                        ENTRY_MODE_LOCKED,
                        "a directory that is read only",
                        archive()
                                .entry(header("data/d/").type('5').mode(0577))
                                .file("data/d/a")
                                .end(),
                        archive()
                                .entry(header("data/d/").type('5').mode(0300))
                                .entry(header("data/d/a").mode(0))
                                .end()),
                Case.of(
                        ENTRY_MODE_LOCKED,
                        "a directory that cannot be entered, behind one that can",
                        archive()
                                .directory("data/c/")
                                .entry(header("data/d/").type('5').mode(0677))
                                .end(),
                        archive().directory("data/c/").directory("data/d/").end()),
                Case.of(ENTRY_MODE_TYPE_MISMATCH, "bits above the file type", one(file().mode(01000644)), GOOD));
    }

    private static Stream<Case> owners() {
        return Stream.of(
                Case.of(
                        ENTRY_OWNER_RANGE,
                        "2^32 - 1 in PAX",
                        archive().pax("uid", "4294967295").file("data/a").end(),
                        archive().pax("uid", "4294967294").file("data/a").end(),
                        PAX_HEADER_MISMATCH),
                Case.of(
                        ENTRY_OWNER_RANGE,
                        "2^32 - 1 in PAX, before a header that is like the one before",
                        archive()
                                .file("data/a")
                                .pax("gid", "4294967295")
                                .file("data/b")
                                .end(),
                        archive()
                                .file("data/a")
                                .pax("gid", "4294967294")
                                .file("data/b")
                                .end(),
                        PAX_HEADER_MISMATCH),
                Case.of(
                        ENTRY_OWNER_RANGE,
                        "2^32 - 1 in binary",
                        one(file().binary(116, 8, 0xFFFF_FFFFL)),
                        one(file().binary(116, 8, 0xFFFF_FFFEL)),
                        HEADER_NUMBER_BASE256),
                Case.of(
                        ENTRY_OWNER_NAME,
                        "a newline",
                        one(file().put(265, "root\nroot")),
                        one(file().put(265, "root"))),
                Case.of(
                        ENTRY_OWNER_NAME,
                        "an invisible character",
                        one(file().put(297, "ro\u200Bot")),
                        one(file().put(297, "r\u00F6~ t"))),
                Case.of(ENTRY_OWNER_NAME, "a character that deletes", one(file().put(265, "root\u007F")), GOOD),
                Case.of(
                        ENTRY_OWNER_NAME,
                        "an escape in PAX",
                        archive().pax("gname", "\u001b[2J").file("data/a").end(),
                        archive().pax("gname", "Gr\u00FCn").file("data/a").end(),
                        PAX_HEADER_MISMATCH),
                Case.of(
                        ENTRY_MTIME,
                        "the year 2100 and a second",
                        one(file().number(136, 12, YEAR_2100 + 1)),
                        one(file().number(136, 12, YEAR_2100))),
                Case.of(
                        ENTRY_MTIME,
                        "in PAX",
                        archive()
                                .pax("mtime", (YEAR_2100 + 1) + ".5")
                                .entry(file().number(136, 12, YEAR_2100))
                                .end(),
                        archive()
                                .pax("mtime", YEAR_2100 + ".5")
                                .entry(file().number(136, 12, YEAR_2100))
                                .end()));
    }
}
