package io.github.cphshare.client.tar;

import static io.github.cphshare.client.tar.TarBytes.archive;
import static io.github.cphshare.client.tar.TarBytes.header;
import static io.github.cphshare.client.tar.TarRule.ENTRY_FILE_TRAILING_SLASH;
import static io.github.cphshare.client.tar.TarRule.HEADER_CHECKSUM;
import static io.github.cphshare.client.tar.TarRule.HEADER_CHECKSUM_SIGNED;
import static io.github.cphshare.client.tar.TarRule.HEADER_GNU_PREFIX_AREA;
import static io.github.cphshare.client.tar.TarRule.HEADER_LINK_NAME;
import static io.github.cphshare.client.tar.TarRule.HEADER_MAGIC;
import static io.github.cphshare.client.tar.TarRule.HEADER_NAME_EMPTY;
import static io.github.cphshare.client.tar.TarRule.HEADER_NUMBER;
import static io.github.cphshare.client.tar.TarRule.HEADER_NUMBER_BASE256;
import static io.github.cphshare.client.tar.TarRule.HEADER_NUMBER_NEGATIVE;
import static io.github.cphshare.client.tar.TarRule.HEADER_RESERVED_BYTES;
import static io.github.cphshare.client.tar.TarRule.HEADER_TEXT_AFTER_NUL;
import static io.github.cphshare.client.tar.TarRule.HEADER_XSTAR;
import static io.github.cphshare.client.tar.TarRule.PATH_NOT_CANONICAL;
import static io.github.cphshare.client.tar.TarRule.PATH_OUTSIDE_ROOTS;
import static io.github.cphshare.client.tar.TarRule.PATH_SHADOW_NAME;
import static io.github.cphshare.client.tar.TarRule.PAX_MALFORMED;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cphshare.client.tar.TarBytes.H;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** {@code header.*}: how each header of 512 bytes is written. */
final class HeaderCases {
    private static final String TIME = "14524770400";
    private static final String CHINESE = "data/" + "\u65E5".repeat(48);

    private HeaderCases() {}

    static Stream<Case> all() {
        return Stream.of(checksums(), numbers(), texts()).flatMap(cases -> cases);
    }

    private static byte[] one(H header) {
        return archive().entry(header).end();
    }

    private static H file() {
        return header("data/a");
    }

    /** A header whose bytes have a large sum. */
    private static H chinese(UnaryOperator<byte[]> checksum) {
        return header("\u65E5".repeat(33)).prefix(CHINESE).checksum(checksum);
    }

    private static Stream<Case> checksums() {
        byte[] good = one(file());
        H latin = file().put(265, new byte[] {(byte) 0xE9, (byte) 0x80});
        return Stream.of(
                Case.of(
                        HEADER_CHECKSUM,
                        "one more than the sum",
                        one(file().checksum(
                                        block -> H.withText(block, String.format("%06o\0 ", H.sum(block, false) + 1)))),
                        good),
                Case.of(
                        HEADER_CHECKSUM,
                        "in a later header",
                        archive()
                                .file("data/a")
                                .entry(header("data/b").checksum(block -> block))
                                .end(),
                        archive().file("data/a").file("data/b").end()),
                Case.of(
                        HEADER_CHECKSUM,
                        "no number",
                        archive()
                                .file("data/a")
                                .entry(header("data/b").checksum(block -> H.withText(block, "12x456\0 ")))
                                .end(),
                        one(file().checksum(block -> H.withText(block, String.format("%07o\0", H.sum(block, false)))))),
                Case.of(
                        HEADER_CHECKSUM,
                        "eight digits, behind which node-tar reads on",
                        one(file().checksum(block -> H.withText(block, String.format("%08o", H.sum(block, false))))),
                        one(file().checksum(block -> H.withText(block, String.format("%07o ", H.sum(block, false)))))),
                Case.of(
                        HEADER_CHECKSUM,
                        "no zero or space at the beginning, which Android's tar looks for",
                        one(file().checksum(block -> H.withText(block, String.format("%o\0  ", H.sum(block, false))))),
                        one(file().checksum(block -> H.withText(block, String.format(" %o \0", H.sum(block, false)))))),
                Case.of(
                        HEADER_CHECKSUM,
                        "six digits that begin with 1, as of a long path in Chinese",
                        one(chinese(block -> H.withText(block, String.format("%06o\0 ", H.sum(block, false))))),
                        one(chinese(block -> H.withText(block, String.format("%07o\0", H.sum(block, false)))))),
                Case.of(
                        HEADER_CHECKSUM,
                        "the same in a header that is like the one before",
                        archive()
                                .entry(header("a").prefix(CHINESE))
                                .entry(chinese(
                                        block -> H.withText(block, String.format("%06o\0 ", H.sum(block, false)))))
                                .end(),
                        archive()
                                .entry(header("a").prefix(CHINESE))
                                .entry(chinese(
                                        block -> H.withText(block, String.format("%07o\0", H.sum(block, false)))))
                                .end()),
                Case.of(
                        HEADER_CHECKSUM_SIGNED,
                        "as an old Sun tar",
                        one(header("data/a")
                                .put(265, new byte[] {(byte) 0xE9, (byte) 0x80})
                                .checksum(block -> H.withText(block, String.format("%06o\0 ", H.sum(block, true))))),
                        one(latin.checksum(block -> H.withText(block, String.format("%6o\0 ", H.sum(block, false)))))),
                Case.of(HEADER_MAGIC, "v7", one(file().zero(257, 8)), good),
                Case.of(HEADER_MAGIC, "Ant", one(file().put(257, "ustar\0\0\0")), one(file().gnu())),
                Case.of(HEADER_MAGIC, "Dart", one(file().put(257, "ustar\0000 ")), good),
                Case.of(HEADER_MAGIC, "v7, let through", one(file().zero(257, 8)), good)
                        .weighs(Severity.WARNING)
                        .under(TarPolicy.strict().withWarningsFor(HEADER_MAGIC)));
    }

    private static Stream<Case> numbers() {
        return Stream.of(
                number("embedded NUL", file().put(124, "0000010\0001\0\0\0"), file().put(124, "00000000000 ")),
                Case.of(
                        HEADER_NUMBER,
                        "blank size, behind which nothing is judged",
                        archive()
                                .entry(file().put(124, "            "))
                                .file("etc/passwd")
                                .end(),
                        archive()
                                .entry(file().put(124, "          0\0"))
                                .file("data/passwd")
                                .end()),
                number(
                        "a space before a size that nothing ends, to which Android's tar adds a digit of the time",
                        file().put(124, " 00000000000"),
                        file().put(124, " 0000000000 ")),
                number(
                        "a space before an owner that nothing ends",
                        file().put(108, " 0000012"),
                        file().put(108, "00000012")),
                Case.of(
                        HEADER_NUMBER,
                        "blank size of a record, behind which nothing is judged",
                        archive()
                                .entry(header("x").type('x').put(124, "            "))
                                .file("etc/passwd")
                                .end(),
                        archive().pax("mtime", "1").file("data/passwd").end(),
                        PAX_MALFORMED),
                number("a digit 8", file().put(124, "00000000008\0"), file().put(124, "000000000000")),
                number("hexadecimal", file().put(136, "0x000000010\0"), file().put(136, "    0000010\0")),
                number("minus", file().put(124, "-0000000012\0"), file().put(124, "0 \0 \0 \0 \0 \0 ")),
                number("plus", file().put(108, "+000012\0"), file().put(108, "0000012\0")),
                number(
                        "space after NUL and digits again",
                        file().put(116, "1\0 1\0\0\0\0"),
                        file().put(116, "1\0 \0\0\0\0\0")),
                number("marker C0", file().binary(124, 12, 5).put(124, new byte[] {(byte) 0xC0}), file()),
                number("more than 63 bits", file().binary(124, 12, -1), file()),
                number("empty mode", file().zero(100, 8), file()),
                number("empty size", file().zero(124, 12), file()),
                Case.of(HEADER_NUMBER, "empty owner", one(file().zero(108, 16)), one(file()))
                        .weighs(Severity.WARNING),
                Case.of(HEADER_NUMBER, "empty time", one(file().zero(136, 12)), one(file()))
                        .weighs(Severity.WARNING),
                Case.of(HEADER_NUMBER, "blank time", one(file().put(136, " ".repeat(12))), one(file().zero(136, 12))),
                Case.of(
                        HEADER_NUMBER,
                        "a space in an empty time",
                        one(file().zero(136, 12).put(136, " ")),
                        one(file().zero(136, 12))),
                Case.of(
                        PATH_OUTSIDE_ROOTS,
                        "behind a binary size, of which all know where it ends",
                        archive()
                                .raw(file().binary(124, 12, 5).bytes())
                                .raw("hello".getBytes(UTF_8))
                                .pad()
                                .file("etc/passwd")
                                .end(),
                        archive().file("data/a").file("data/passwd").end(),
                        HEADER_NUMBER_BASE256),
                number("device field of a plain file", file().put(329, "12/4567\0"), file().zero(329, 16)),
                number(
                        "binary owner that octal could say",
                        file().binary(108, 8, 07777777),
                        file().number(108, 8, 07777777)),
                Case.of(
                        HEADER_NUMBER_NEGATIVE,
                        "size",
                        one(file().put(124, new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -2, 0})),
                        one(file())),
                Case.of(
                        HEADER_NUMBER_NEGATIVE,
                        "time before 1970",
                        one(file().put(136, new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1})),
                        one(file().number(136, 12, 0))),
                Case.of(
                        HEADER_NUMBER_BASE256,
                        "size",
                        archive()
                                .raw(file().binary(124, 12, 5).bytes())
                                .raw("hello".getBytes(UTF_8))
                                .pad()
                                .end(),
                        archive().entry(file(), "hello".getBytes(UTF_8)).end()),
                Case.of(HEADER_NUMBER_BASE256, "mode", one(file().binary(100, 8, 0644)), one(file())),
                Case.of(HEADER_NUMBER_BASE256, "device", one(file().binary(329, 8, 0)), one(file())),
                Case.of(
                        HEADER_NUMBER_BASE256,
                        "the owner of a PAX header, larger than there are",
                        archive()
                                .entry(header("x").type('x').binary(108, 8, 1L << 32), TarBytes.record("mtime", "1"))
                                .file("data/a")
                                .end(),
                        archive()
                                .entry(
                                        header("x").type('x').binary(108, 8, 07777777 + 1),
                                        TarBytes.record("mtime", "1"))
                                .file("data/a")
                                .end()),
                Case.of(HEADER_NUMBER_BASE256, "large owner", one(file().binary(108, 8, 010000000)), one(file()))
                        .weighs(Severity.WARNING));
    }

    private static Case number(String story, H broken, H nearMiss) {
        return Case.of(HEADER_NUMBER, story, one(broken), one(nearMiss));
    }

    private static Stream<Case> texts() {
        return Stream.of(
                Case.of(
                        HEADER_NAME_EMPTY,
                        "prefix only, as cpio writes it",
                        one(header("").prefix("data/a")),
                        one(header("a").prefix("data")),
                        PATH_NOT_CANONICAL,
                        ENTRY_FILE_TRAILING_SLASH),
                Case.of(
                        HEADER_NAME_EMPTY,
                        "under a PAX path",
                        archive().pax("path", "data/ä").entry(header("")).end(),
                        archive().pax("path", "data/ä").entry(header("data/a")).end(),
                        PATH_SHADOW_NAME),
                Case.of(
                        HEADER_NAME_EMPTY,
                        "of the old type of a file, under a PAX path",
                        archive()
                                .pax("path", "data/ä")
                                .entry(header("").type('\0'))
                                .end(),
                        archive()
                                .pax("path", "data/ä")
                                .entry(header("data/a").type('\0'))
                                .end(),
                        PATH_SHADOW_NAME),
                Case.of(
                        HEADER_NAME_EMPTY,
                        "of a GNU long name",
                        archive()
                                .entry(header("").type('L').gnu(), "data/a\0".getBytes(UTF_8))
                                .file("data/a")
                                .end(),
                        archive().longName("data/a").file("data/a").end()),
                Case.of(
                        HEADER_LINK_NAME,
                        "on a file",
                        archive()
                                .entry(file().link("data/b"), "hello".getBytes(UTF_8))
                                .end(),
                        archive().entry(file(), "hello".getBytes(UTF_8)).end()),
                Case.of(
                        HEADER_LINK_NAME,
                        "on a directory",
                        one(header("data/d/").type('5').mode(0755).link("x")),
                        one(header("data/d/").type('5'))),
                Case.of(
                        HEADER_LINK_NAME,
                        "a GNU long link name before a file",
                        archive().longLink("data/b").file("data/a").end(),
                        archive().longName("data/a").file("data/a").end()),
                Case.of(
                        HEADER_TEXT_AFTER_NUL,
                        "in the name",
                        one(file().put(50, "evil")),
                        one(header("data/" + "n".repeat(95)))),
                Case.of(
                        HEADER_TEXT_AFTER_NUL,
                        "in the prefix",
                        one(header("a").prefix("data\0evil")),
                        one(header("a").prefix("data/" + "p".repeat(150)))),
                Case.of(
                        HEADER_TEXT_AFTER_NUL,
                        "in the prefix, and times at its end",
                        one(header("a")
                                .prefix("data\0evil")
                                .put(476, TIME + "\0")
                                .put(488, TIME + "\0")),
                        one(header("a").prefix("data").put(476, TIME + "\0").put(488, TIME + "\0"))),
                Case.of(
                        HEADER_TEXT_AFTER_NUL,
                        "times of which the prefix takes the first in",
                        one(header("a")
                                .prefix("data/" + "p".repeat(126))
                                .put(476, TIME + "\0")
                                .put(488, TIME + "\0")),
                        one(header("a")
                                .prefix("data/" + "p".repeat(125))
                                .put(476, TIME + "\0")
                                .put(488, TIME + "\0"))),
                Case.of(HEADER_TEXT_AFTER_NUL, "in the link name", one(file().put(200, "evil")), one(file())),
                Case.of(
                        HEADER_GNU_PREFIX_AREA,
                        "a path",
                        one(file().gnu().prefix("../../..")),
                        one(header("a").prefix("data"))),
                Case.of(HEADER_GNU_PREFIX_AREA, "times", one(file().gnu().put(345, TIME)), one(file().gnu())),
                Case.of(
                                HEADER_XSTAR,
                                "as node-tar writes it",
                                one(file().put(476, TIME + " ").put(488, TIME + "\0")),
                                one(file()))
                        .weighs(Severity.WARNING),
                Case.of(
                                HEADER_XSTAR,
                                "times without an end",
                                one(file().put(476, TIME + "1").put(488, TIME + "\0")),
                                one(file().put(476, TIME + " ").put(488, TIME + " ")))
                        .weighs(Severity.ERROR),
                Case.of(
                                HEADER_XSTAR,
                                "times with other characters in them",
                                one(file().put(476, "1452477040x\0").put(488, TIME + "\0")),
                                one(file().put(476, TIME + "\0").put(488, TIME + " ")))
                        .weighs(Severity.ERROR),
                Case.of(HEADER_RESERVED_BYTES, "xstar", one(file().put(508, "tar\0")), one(file())));
    }
}
