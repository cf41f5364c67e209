package io.github.cphshare.client.tar;

import static io.github.cphshare.client.tar.TarBytes.archive;
import static io.github.cphshare.client.tar.TarRule.ARCHIVE_TRUNCATED;
import static io.github.cphshare.client.tar.TarRule.GNU_LONGNAME_MALFORMED;
import static io.github.cphshare.client.tar.TarRule.GNU_LONGNAME_TOO_LARGE;
import static io.github.cphshare.client.tar.TarRule.PATH_NUL;
import static io.github.cphshare.client.tar.TarRule.PATH_SHADOW_NAME;
import static io.github.cphshare.client.tar.TarRule.PAX_PATH_OVERRIDE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.stream.Stream;

/** {@code gnu.*} and the rules on names that a longer record replaces. */
final class LongNameCases {
    private static final String LONG = "data/" + "l".repeat(150);
    private static final String LONGEST = "data" + "/n".repeat(45) + ("/" + "l".repeat(249)).repeat(16) + "m";

    private LongNameCases() {}

    static Stream<Case> all() {
        String split = "data/" + "d".repeat(90) + "/" + "f".repeat(90);
        String fullest = "data/" + "d".repeat(150) + "/" + "f".repeat(100);
        return Stream.of(
                Case.of(
                        PAX_PATH_OVERRIDE,
                        "another short name",
                        archive().pax("path", "data/b").file("data/a").end(),
                        archive().pax("path", "./data/a").file("data/a").end()),
                Case.of(
                        PAX_PATH_OVERRIDE,
                        "a name that the prefix could have held",
                        archive().pax("path", split).file("data/other").end(),
                        archive().pax("path", split).file(split).end()),
                Case.of(
                        PAX_PATH_OVERRIDE,
                        "a name that fills all of prefix and name",
                        archive().pax("path", fullest).file("data/other").end(),
                        archive().pax("path", fullest + "f").file("data/other").end()),
                Case.of(
                        PAX_PATH_OVERRIDE,
                        "the same, where a longer directory would not fit",
                        archive().pax("path", fullest).file("data/other").end(),
                        archive()
                                .pax("path", "data/d" + fullest.substring(5, 255))
                                .file("data/other")
                                .end()),
                Case.of(
                        PAX_PATH_OVERRIDE,
                        "the same, where characters would not fit that are not ASCII",
                        archive().pax("path", split).file("data/other").end(),
                        archive()
                                .pax("path", split + "\u00e9")
                                .file("data/other")
                                .end()),
                Case.of(
                        PAX_PATH_OVERRIDE,
                        "a path of 100 bytes of which the header has 99",
                        archive()
                                .pax("path", LONG.substring(0, 100))
                                .file(LONG.substring(0, 99))
                                .end(),
                        archive()
                                .pax("path", LONG.substring(0, 101))
                                .file(LONG.substring(0, 100))
                                .end()),
                Case.of(
                        GNU_LONGNAME_MALFORMED,
                        "a path of 99 bytes of which the header has 98",
                        archive()
                                .longName(LONG.substring(0, 99))
                                .file(LONG.substring(0, 98))
                                .end(),
                        archive()
                                .longName(LONG.substring(0, 100))
                                .file(LONG.substring(0, 99))
                                .end()),
                Case.of(
                        PAX_PATH_OVERRIDE,
                        "dots below a long path",
                        archive().pax("path", LONG).file("data/../a").end(),
                        archive().pax("path", LONG).file("data/a..b").end()),
                Case.of(
                        PAX_PATH_OVERRIDE,
                        "absolute below a long path",
                        archive().pax("path", LONG).file("/etc/passwd").end(),
                        archive().pax("path", LONG).file("data/etc/passwd").end()),
                Case.of(
                        PATH_SHADOW_NAME,
                        "7-Zip with PAX headers, which knows no prefix",
                        archive().pax("path", split).file("@PathCut/f").end(),
                        archive().pax("path", split).file(split).end()),
                Case.of(
                        PAX_PATH_OVERRIDE,
                        "almost as 7-Zip",
                        archive().pax("path", split).file("@PathCuts/f").end(),
                        archive().pax("path", split).file("@PathCut/f").end()),
                Case.of(
                        PAX_PATH_OVERRIDE,
                        "as 7-Zip, over a path that needs no record",
                        archive().pax("path", "data/a").file("@PathCut/a").end(),
                        archive().pax("path", "data/a").file("data/a").end()),
                Case.of(
                        PATH_SHADOW_NAME,
                        "tar-fs",
                        archive().pax("path", LONG).file("PaxHeader").end(),
                        archive().pax("path", LONG).file("data/PaxHeader").end()),
                Case.of(
                        PATH_SHADOW_NAME,
                        "another root",
                        archive()
                                .pax("path", "data/\u65E5.txt")
                                .file("cache/.txt")
                                .end(),
                        archive()
                                .pax("path", "data/\u65E5.txt")
                                .file("data/.txt")
                                .end()),
                Case.of(
                                PATH_SHADOW_NAME,
                                "another root, where any is accepted",
                                archive()
                                        .pax("path", "etc/\u65E5.txt")
                                        .file("usr/.txt")
                                        .end(),
                                archive()
                                        .pax("path", "etc/\u65E5.txt")
                                        .file("etc/.txt")
                                        .end())
                        .under(TarPolicy.strict().withAnyRoot()),
                Case.of(
                        PATH_SHADOW_NAME,
                        "below a GNU long name",
                        archive().longName(LONG).file("@PathCut/x").end(),
                        archive().longName(LONG).file(LONG).end()),
                Case.of(
                        GNU_LONGNAME_MALFORMED,
                        "bytes behind its end, which GNU tar and Python read",
                        archive().padded('L', LONG, "evil").file(LONG).end(),
                        archive().padded('L', LONG, "").file(LONG).end()),
                Case.of(
                        GNU_LONGNAME_MALFORMED,
                        "a record that Commons Compress takes for a directory",
                        archive()
                                .entry(TarBytes.header("./LongLink/").type('L').gnu(), LONG.getBytes(ISO_8859_1))
                                .file(LONG)
                                .end(),
                        archive()
                                .entry(TarBytes.header("./LongLink").type('L').gnu(), LONG.getBytes(ISO_8859_1))
                                .file(LONG)
                                .end()),
                Case.of(
                        GNU_LONGNAME_MALFORMED,
                        "NUL inside",
                        archive()
                                .longName((LONG + "\0../../evil").getBytes(ISO_8859_1))
                                .file(LONG)
                                .end(),
                        archive().longName(LONG.getBytes(ISO_8859_1)).file(LONG).end()),
                Case.of(
                        GNU_LONGNAME_MALFORMED,
                        "empty",
                        archive().longName("").file("data/a").end(),
                        archive().longName("data/a").file("data/a").end()),
                Case.of(
                        GNU_LONGNAME_MALFORMED,
                        "dots below it",
                        archive().longName(LONG).file("../a").end(),
                        archive().longName(LONG).file(LONG).end()),
                Case.of(
                        GNU_LONGNAME_MALFORMED,
                        "a short long name over another",
                        archive().longName("data/b").file("data/a").end(),
                        archive().longName("data/a").file("./data/a").end()),
                Case.of(
                        GNU_LONGNAME_TOO_LARGE,
                        "a path of 4,095 bytes and its NUL, which BusyBox refuses",
                        archive().longName(LONGEST).file(LONGEST).end(),
                        archive()
                                .longName(LONGEST.getBytes(ISO_8859_1))
                                .file(LONGEST)
                                .end()),
                Case.of(
                        GNU_LONGNAME_TOO_LARGE,
                        "a record that claims more than half of the address space",
                        archive()
                                .file("data/a")
                                .raw(TarBytes.header("././@LongLink")
                                        .type('L')
                                        .gnu()
                                        .size(1L << 32)
                                        .bytes())
                                .bytes(),
                        archive().file("data/a").longName(LONG).file(LONG).end(),
                        ARCHIVE_TRUNCATED),
                Case.of(
                        PATH_NUL,
                        "in a PAX path",
                        archive().pax("path", "data/a\0.txt").file("data/a").end(),
                        archive().pax("path", "data/a").file("data/a").end()));
    }
}
