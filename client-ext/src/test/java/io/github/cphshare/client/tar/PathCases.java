package io.github.cphshare.client.tar;

import static io.github.cphshare.client.tar.TarBytes.archive;
import static io.github.cphshare.client.tar.TarBytes.header;
import static io.github.cphshare.client.tar.TarRule.ENTRY_FILE_TRAILING_SLASH;
import static io.github.cphshare.client.tar.TarRule.ENTRY_SYMLINK;
import static io.github.cphshare.client.tar.TarRule.LINK_ESCAPES;
import static io.github.cphshare.client.tar.TarRule.PATH_BACKSLASH;
import static io.github.cphshare.client.tar.TarRule.PATH_BIDI;
import static io.github.cphshare.client.tar.TarRule.PATH_CASE_COLLISION;
import static io.github.cphshare.client.tar.TarRule.PATH_COMPONENT_TOO_LONG;
import static io.github.cphshare.client.tar.TarRule.PATH_CONTROL_CHAR;
import static io.github.cphshare.client.tar.TarRule.PATH_DOTDOT;
import static io.github.cphshare.client.tar.TarRule.PATH_DRIVE_LETTER;
import static io.github.cphshare.client.tar.TarRule.PATH_DUPLICATE;
import static io.github.cphshare.client.tar.TarRule.PATH_DUPLICATE_DIRECTORY;
import static io.github.cphshare.client.tar.TarRule.PATH_EMPTY;
import static io.github.cphshare.client.tar.TarRule.PATH_FILE_DIR_CONFLICT;
import static io.github.cphshare.client.tar.TarRule.PATH_INVISIBLE;
import static io.github.cphshare.client.tar.TarRule.PATH_NORMALIZATION_COLLISION;
import static io.github.cphshare.client.tar.TarRule.PATH_NOT_CANONICAL;
import static io.github.cphshare.client.tar.TarRule.PATH_NOT_NFC;
import static io.github.cphshare.client.tar.TarRule.PATH_NOT_UTF8;
import static io.github.cphshare.client.tar.TarRule.PATH_OUTSIDE_ROOTS;
import static io.github.cphshare.client.tar.TarRule.PATH_RESERVED_CHAR;
import static io.github.cphshare.client.tar.TarRule.PATH_ROOT_ENTRY;
import static io.github.cphshare.client.tar.TarRule.PATH_ROOT_NOT_DIRECTORY;
import static io.github.cphshare.client.tar.TarRule.PATH_TOO_DEEP;
import static io.github.cphshare.client.tar.TarRule.PATH_TOO_LONG;
import static io.github.cphshare.client.tar.TarRule.PATH_TRAILING_DOT_OR_SPACE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.stream.Stream;

/** {@code path.*}: where an entry may lie, and what it may be called. */
final class PathCases {
    private PathCases() {}

    static Stream<Case> all() {
        return Stream.of(places(), roots(), characters(), neighbours(), pairs(), lengths())
                .flatMap(cases -> cases);
    }

    private static Case file(TarRule rule, String broken, String nearMiss, TarRule... alsoBroken) {
        String story = Escape.text(broken.length() > 60 ? broken.substring(0, 60) : broken);
        return Case.of(rule, story, named(broken), named(nearMiss), alsoBroken);
    }

    private static byte[] named(String path) {
        return path.getBytes(UTF_8).length > 100
                ? archive().longName(path).file(path).end()
                : archive().file(path).end();
    }

    /** As {@link #named}, by a record that may be as long as any path. */
    private static byte[] longNamed(String path) {
        return archive().pax("path", path).file(path).end();
    }

    private static Stream<Case> places() {
        return Stream.of(
                file(PATH_OUTSIDE_ROOTS, "etc/passwd", "data/etc/passwd"),
                file(PATH_OUTSIDE_ROOTS, "/etc/passwd", "/data/etc/passwd"),
                file(PATH_OUTSIDE_ROOTS, "data2/a", "data/2/a"),
                file(PATH_OUTSIDE_ROOTS, "Data/a", "./data/a"),
                file(PATH_OUTSIDE_ROOTS, "\uFF44ata/a", "cache/a"),
                file(PATH_OUTSIDE_ROOTS, "a", "data/a"),
                file(PATH_OUTSIDE_ROOTS, "data/a", "sdcard/a")
                        .under(TarPolicy.strict().withRoots("sdcard")),
                file(PATH_DOTDOT, "data/../../etc/passwd", "data/..etc/passwd"),
                file(PATH_DOTDOT, "data/a/../b", "data/a/...b"),
                file(PATH_DOTDOT, "etc/../a b", "etc/a b")
                        .under(TarPolicy.strict().withAnyRoot()),
                file(PATH_DOTDOT, "../data/a", "./data/a", PATH_OUTSIDE_ROOTS),
                file(PATH_NOT_CANONICAL, "data//a", "data/a"),
                file(PATH_NOT_CANONICAL, "data/./a", "data/.a"),
                file(PATH_NOT_CANONICAL, ".//data/a", "./data/a", PATH_OUTSIDE_ROOTS),
                file(PATH_NOT_CANONICAL, "//data/a", "/data/a", PATH_OUTSIDE_ROOTS),
                file(PATH_NOT_CANONICAL, "/./data/a", "/data/a", PATH_OUTSIDE_ROOTS),
                Case.of(
                        PATH_NOT_CANONICAL,
                        "a directory with two slashes behind it",
                        archive().directory("data/d//").end(),
                        archive().directory("data/d/").directory("data/e").end()));
    }

    private static Stream<Case> roots() {
        return Stream.of(
                file(PATH_EMPTY, ".", "data/.a"),
                file(PATH_EMPTY, "/", "/data/a", ENTRY_FILE_TRAILING_SLASH),
                file(PATH_ROOT_NOT_DIRECTORY, "data", "data/data"),
                Case.of(
                        PATH_ROOT_NOT_DIRECTORY,
                        "a link in place of a root",
                        archive().entry(header("./cache").type('2').link("x")).end(),
                        archive().directory("data/cache").end(),
                        ENTRY_SYMLINK,
                        LINK_ESCAPES),
                Case.of(
                        PATH_ROOT_ENTRY,
                        "data/",
                        archive().directory("data/").directory("data/a").end(),
                        archive().directory("data/a").end()),
                Case.of(
                                PATH_ROOT_ENTRY,
                                "./",
                                archive().directory("./").directory("./data/a").end(),
                                archive().directory("./data/a").end())
                        .weighs(Severity.WARNING));
    }

    private static Stream<Case> characters() {
        return Stream.of(
                file(PATH_BACKSLASH, "data\\a", "data/a", PATH_OUTSIDE_ROOTS),
                file(PATH_BACKSLASH, "data/..\\..\\a", "data/....a"),
                file(PATH_BACKSLASH, "\\data/a", "data/a", PATH_OUTSIDE_ROOTS),
                file(PATH_DRIVE_LETTER, "data/C:a", "data/C_a", PATH_RESERVED_CHAR),
                file(PATH_DRIVE_LETTER, "data/A:", "data/@:", PATH_RESERVED_CHAR),
                file(PATH_DRIVE_LETTER, "data/Z:", "data/[:", PATH_RESERVED_CHAR),
                file(PATH_DRIVE_LETTER, "data/a:", "data/`:", PATH_RESERVED_CHAR),
                file(PATH_DRIVE_LETTER, "data/z:", "data/{:", PATH_RESERVED_CHAR),
                file(PATH_CONTROL_CHAR, "data/a\nb", "data/a b"),
                file(PATH_CONTROL_CHAR, "data/\u001b[2J", "data/[2J"),
                file(PATH_CONTROL_CHAR, "data/a\u007f", "data/a~"),
                file(PATH_CONTROL_CHAR, "data/a\u0085", "data/a\u00e5"),
                file(PATH_CONTROL_CHAR, "data/a\u2028b", "data/a\u2027b"),
                file(PATH_BIDI, "data/\u202Egpj.exe", "data/gpj.exe"),
                file(PATH_BIDI, "data/\u2066a", "data/a"),
                file(PATH_INVISIBLE, "data/a\u200B", "data/a"),
                file(PATH_INVISIBLE, "data/\uFEFFa", "data/a"),
                file(PATH_INVISIBLE, "data/a\u00ADb", "data/a-b"),
                file(PATH_INVISIBLE, "data/\uD83D\uDC69\u200D\uD83D\uDCBB", "data/\uD83D\uDC69")
                        .weighs(Severity.WARNING),
                file(PATH_INVISIBLE, "data/a\u200C", "data/a").weighs(Severity.WARNING),
                file(PATH_INVISIBLE, "data/a\uFE00", "data/a").weighs(Severity.WARNING),
                file(PATH_INVISIBLE, "data/a\uFE0F", "data/a").weighs(Severity.WARNING),
                // The selectors of the supplement, and what stands before and behind them.
                file(PATH_INVISIBLE, "data/a\uDB40\uDCFF", "data/a\uDB40\uDD00"),
                file(PATH_INVISIBLE, "data/a\uDB40\uDDF0", "data/a\uDB40\uDDEF"),
                bytes("overlong", 0xC0, 0xAF),
                bytes("surrogate", 0xED, 0xA0, 0x80),
                bytes("Latin-1", 0xE9),
                bytes("cut sequence", 0xE6, 0x97),
                file(PATH_NOT_NFC, "data/e\u0301", "data/\u00e9"),
                Case.of(
                                PATH_NOT_NFC,
                                "in a PAX record, where bsdtar composes it",
                                archive()
                                        .pax("path", "data/e\u0301")
                                        .file("data/e\u0301")
                                        .end(),
                                archive()
                                        .longName("data/e\u0301")
                                        .file("data/e\u0301")
                                        .end())
                        .weighs(Severity.ERROR),
                file(PATH_TRAILING_DOT_OR_SPACE, "data/a.", "data/.a"),
                file(PATH_TRAILING_DOT_OR_SPACE, "data/d /a", "data/ d/a"),
                file(PATH_RESERVED_CHAR, "data/a?", "data/a!"),
                file(PATH_RESERVED_CHAR, "data/a<b", "data/a=b"),
                file(PATH_RESERVED_CHAR, "data/a>b", "data/a;b"),
                file(PATH_RESERVED_CHAR, "data/a\"b", "data/a'b"),
                file(PATH_RESERVED_CHAR, "data/a*b", "data/a+b"),
                file(PATH_RESERVED_CHAR, "data/a|b", "data/a b"),
                file(PATH_RESERVED_CHAR, "data/12:30", "data/12.30"));
    }

    private static Case bytes(String story, int... name) {
        TarBytes.H header = header("data/");
        for (int i = 0; i < name.length; i++) {
            header.put(5 + i, new byte[] {(byte) name[i]});
        }
        return Case.of(PATH_NOT_UTF8, story, archive().entry(header).end(), named("data/\u65E5\u672C"));
    }

    /** A path behind one beside which most lie, and of which nothing but the last component is looked at then. */
    private static Case neighbour(TarRule rule, String second, String nearMiss) {
        return pair(rule, "data/first", second, nearMiss);
    }

    private static Stream<Case> neighbours() {
        return Stream.of(
                neighbour(PATH_OUTSIDE_ROOTS, "data2first", "data/2first"),
                neighbour(PATH_DOTDOT, "data/..", "data/..a"),
                neighbour(PATH_NOT_CANONICAL, "data//a", "data/a"),
                neighbour(PATH_NOT_CANONICAL, "data/.", "data/.a"),
                neighbour(PATH_TRAILING_DOT_OR_SPACE, "data/a.", "data/a.a"),
                neighbour(PATH_CONTROL_CHAR, "data/a\nb", "data/ab"),
                neighbour(PATH_BACKSLASH, "data/a\\b", "data/ab"),
                neighbour(PATH_NOT_NFC, "data/e\u0301", "data/\u00e9"),
                Case.of(
                        PATH_COMPONENT_TOO_LONG,
                        "beside another",
                        archive()
                                .file("data/first")
                                .longName("data/" + "n".repeat(256))
                                .file("data/" + "n".repeat(256))
                                .end(),
                        archive()
                                .file("data/first")
                                .longName("data/" + "n".repeat(255))
                                .file("data/" + "n".repeat(255))
                                .end()));
    }

    private static Case pair(TarRule rule, String first, String second, String nearMiss, TarRule... alsoBroken) {
        return Case.of(
                rule,
                Escape.text(first + " and " + second),
                archive().file(first).file(second).end(),
                archive().file(first).file(nearMiss).end(),
                alsoBroken);
    }

    private static Stream<Case> pairs() {
        return Stream.of(
                pair(PATH_DUPLICATE, "data/a", "data/a", "data/b"),
                pair(PATH_DUPLICATE, "data/a", "./data/a", "./data/b"),
                pair(PATH_DUPLICATE, "/data/a", "data/a", "cache/a"),
                pair(PATH_DUPLICATE, "a", "a", "b").under(TarPolicy.strict().withAnyRoot()),
                Case.of(
                                PATH_DUPLICATE,
                                "of three that differ in case only, two are the same",
                                archive()
                                        .file("data/Read")
                                        .file("data/read")
                                        .file("data/read")
                                        .end(),
                                archive()
                                        .file("data/Read")
                                        .file("data/read")
                                        .file("data/READ")
                                        .end(),
                                PATH_CASE_COLLISION)
                        .under(TarPolicy.strict().withWarningsFor(PATH_CASE_COLLISION)),
                Case.of(
                        PATH_DUPLICATE,
                        "in a directory that is met again, and whose entry came behind what lies in it",
                        archive()
                                .file("data/d/a")
                                .directory("data/d/")
                                .file("data/e/a")
                                .file("data/d/a")
                                .end(),
                        archive()
                                .file("data/d/a")
                                .directory("data/d/")
                                .file("data/e/a")
                                .file("data/d/b")
                                .end()),
                Case.of(
                        PATH_DUPLICATE_DIRECTORY,
                        "twice alike, behind what lies in it",
                        archive()
                                .file("data/d/a")
                                .directory("data/d")
                                .directory("data/d")
                                .end(),
                        archive().file("data/d/a").directory("data/d").end()),
                Case.of(
                        PATH_DUPLICATE,
                        "a directory with another mode",
                        archive()
                                .directory("data/d")
                                .entry(header("data/d/").type('5').mode(0700))
                                .end(),
                        archive().directory("data/d").directory("data/e").end()),
                Case.of(
                        PATH_DUPLICATE_DIRECTORY,
                        "twice alike",
                        archive()
                                .directory("data/d")
                                .file("data/d/a")
                                .directory("data/d/")
                                .end(),
                        archive().file("data/d/a").directory("data/d/").end()),
                Case.of(
                        PATH_FILE_DIR_CONFLICT,
                        "a file below a file",
                        archive().file("data/a").file("data/a/b").end(),
                        archive().file("data/a").file("data/a2/b").end()),
                Case.of(
                        PATH_FILE_DIR_CONFLICT,
                        "a file in place of a parent",
                        archive().file("data/a/b/c").file("data/a").end(),
                        archive().file("data/a/b/c").directory("data/a").end()),
                Case.of(
                        PATH_FILE_DIR_CONFLICT,
                        "a file and a directory",
                        archive().file("data/a").directory("data/a/").end(),
                        archive().file("data/a").directory("data/b/").end()),
                Case.of(
                        PATH_FILE_DIR_CONFLICT,
                        "a file that Android's tar takes for a directory in one that is not there yet",
                        archive().file("data/a").file("data/new/a/b").end(),
                        archive()
                                .file("data/a")
                                .directory("data/new/")
                                .file("data/new/a/b")
                                .end()),
                Case.of(
                        PATH_FILE_DIR_CONFLICT,
                        "the same, some directories further",
                        archive().file("data/d/e/f").file("data/n/n/d/x/e/f/g").end(),
                        archive().file("data/d/e/f").file("data/n/n/d/x/e/f").end()),
                Case.of(
                        PATH_FILE_DIR_CONFLICT,
                        "the same behind a name that is new twice",
                        archive().file("data/a").file("data/n/n/a/b").end(),
                        archive().file("data/n/n/a/b").file("data/a").end()),
                Case.of(
                        PATH_FILE_DIR_CONFLICT,
                        "the same for a directory",
                        archive().file("data/a").directory("data/new/a/b/c/").end(),
                        archive().file("data/a").directory("data/new/a/b/").end()),
                pair(PATH_CASE_COLLISION, "data/Read", "data/read", "data/reed"),
                pair(PATH_CASE_COLLISION, "data/AZ", "data/az", "data/@["),
                pair(PATH_CASE_COLLISION, "A", "a", "b")
                        .under(TarPolicy.strict().withAnyRoot()),
                pair(PATH_CASE_COLLISION, "data/Stra\u00DFe", "data/STRASSE", "data/STRASE"),
                pair(PATH_CASE_COLLISION, "data/\u1E9E", "data/ss", "data/s"),
                pair(PATH_CASE_COLLISION, "data/k", "data/\u212A", "data/\u03BA", PATH_NOT_NFC),
                pair(PATH_CASE_COLLISION, "data/\u03A3\u03A3", "data/\u03C3\u03C2", "data/\u03C3"),
                pair(PATH_CASE_COLLISION, "data/Dir/a", "data/dir/b", "data/dir2/b"),
                pair(PATH_CASE_COLLISION, "data/\u2764", "data/\u2764\uFE0F", "data/\u2765\uFE0F", PATH_INVISIBLE),
                pair(PATH_CASE_COLLISION, "data/Read", "data/read", "data/reed")
                        .weighs(Severity.WARNING)
                        .under(TarPolicy.strict().withWarningsFor(PATH_CASE_COLLISION)),
                pair(
                        PATH_NORMALIZATION_COLLISION,
                        "data/\u00e9",
                        "data/e\u0301",
                        "data/e",
                        PATH_NOT_NFC,
                        PATH_DUPLICATE),
                pair(PATH_NORMALIZATION_COLLISION, "data/\u00e9/a", "data/e\u0301/b", "data/e/b", PATH_NOT_NFC));
    }

    private static Stream<Case> lengths() {
        String deepest = "data" + "/d".repeat(127);
        String longest = "data" + ("/" + "d".repeat(254)).repeat(16) + "/" + "e".repeat(4095 - 4 - 16 * 255 - 1);
        return Stream.of(
                file(PATH_COMPONENT_TOO_LONG, "data/" + "n".repeat(256), "data/" + "n".repeat(255)),
                file(PATH_COMPONENT_TOO_LONG, "data/" + "\u65E5".repeat(86), "data/" + "\u65E5".repeat(85)),
                file(PATH_COMPONENT_TOO_LONG, "data/" + "\uD83D\uDE00".repeat(64), "data/" + "\uD83D\uDE00".repeat(63)),
                file(PATH_COMPONENT_TOO_LONG, "data/\u00e9" + "n".repeat(254), "data/\u00e9" + "n".repeat(253)),
                file(PATH_COMPONENT_TOO_LONG, "data/\u0800" + "n".repeat(253), "data/\u0800" + "n".repeat(252)),
                Case.of(PATH_TOO_LONG, "4,096 bytes", longNamed(longest + "e"), longNamed(longest)),
                file(PATH_TOO_DEEP, deepest + "/d", deepest),
                file(PATH_TOO_DEEP, "data" + "/d d".repeat(128), "data" + "/d d".repeat(127)),
                file(PATH_TOO_DEEP, "data" + "/d".repeat(1500), "/" + deepest));
    }
}
