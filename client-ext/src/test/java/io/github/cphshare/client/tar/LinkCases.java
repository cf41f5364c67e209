package io.github.cphshare.client.tar;

import static io.github.cphshare.client.tar.TarBytes.archive;
import static io.github.cphshare.client.tar.TarBytes.header;
import static io.github.cphshare.client.tar.TarRule.ENTRY_HARDLINK;
import static io.github.cphshare.client.tar.TarRule.ENTRY_SYMLINK;
import static io.github.cphshare.client.tar.TarRule.GNU_LONGNAME_MALFORMED;
import static io.github.cphshare.client.tar.TarRule.LINK_ESCAPES;
import static io.github.cphshare.client.tar.TarRule.LINK_TARGET_MISSING;
import static io.github.cphshare.client.tar.TarRule.LINK_TARGET_NOT_FILE;
import static io.github.cphshare.client.tar.TarRule.LINK_THROUGH;
import static io.github.cphshare.client.tar.TarRule.PATH_BACKSLASH;
import static io.github.cphshare.client.tar.TarRule.PATH_CASE_COLLISION;
import static io.github.cphshare.client.tar.TarRule.PATH_DOTDOT;
import static io.github.cphshare.client.tar.TarRule.PATH_DRIVE_LETTER;
import static io.github.cphshare.client.tar.TarRule.PATH_EMPTY;
import static io.github.cphshare.client.tar.TarRule.PATH_NOT_NFC;
import static io.github.cphshare.client.tar.TarRule.PATH_NOT_UTF8;
import static io.github.cphshare.client.tar.TarRule.PATH_OUTSIDE_ROOTS;
import static io.github.cphshare.client.tar.TarRule.PATH_RESERVED_CHAR;
import static io.github.cphshare.client.tar.TarRule.PATH_TOO_DEEP;
import static io.github.cphshare.client.tar.TarRule.PATH_TOO_LONG;
import static io.github.cphshare.client.tar.TarRule.PAX_LINKPATH;
import static io.github.cphshare.client.tar.TarRule.PAX_MALFORMED;
import static io.github.cphshare.client.tar.TarRule.PAX_STACKED;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.stream.Stream;

/** {@code entry.symlink}, {@code entry.hardlink} and {@code link.*}. */
final class LinkCases {
    private static final TarPolicy LINKS = TarPolicy.strict().withWarningsFor(ENTRY_SYMLINK, ENTRY_HARDLINK);
    private static final byte[] FILE = archive().file("data/a").end();

    private LinkCases() {}

    private static TarBytes symlink(TarBytes archive, String path, String target) {
        return archive.entry(header(path).type('2').link(target));
    }

    private static TarBytes hardLink(TarBytes archive, String path, String target) {
        return archive.entry(header(path).type('1').link(target));
    }

    private static byte[] symlink(String path, String target) {
        return symlink(archive(), path, target).end();
    }

    static Stream<Case> all() {
        return Stream.of(refused(), escapes(), through(), records(), targets(), endless())
                .flatMap(cases -> cases);
    }

    private static Case allowed(Case broken) {
        return broken.under(LINKS);
    }

    private static Stream<Case> refused() {
        return Stream.of(
                Case.of(ENTRY_SYMLINK, "to a neighbour", symlink("data/l", "a"), FILE),
                Case.of(
                        ENTRY_HARDLINK,
                        "to an earlier entry",
                        hardLink(archive().file("data/a"), "data/h", "data/a").end(),
                        FILE),
                allowed(Case.of(ENTRY_SYMLINK, "let through", symlink("data/l", "a"), FILE)
                        .weighs(Severity.WARNING)),
                allowed(Case.of(
                                ENTRY_HARDLINK,
                                "let through",
                                hardLink(archive().file("data/a"), "data/h", "data/a")
                                        .end(),
                                FILE)
                        .weighs(Severity.WARNING)));
    }

    private static Case escapes(String story, byte[] broken, byte[] nearMiss) {
        return allowed(Case.of(LINK_ESCAPES, story, broken, nearMiss, ENTRY_SYMLINK));
    }

    private static Stream<Case> escapes() {
        return Stream.of(
                escapes("absolute", symlink("data/l", "/data/a"), symlink("data/l", "a")),
                escapes("above the root", symlink("data/d/l", "../../a"), symlink("data/d/l", "../a")),
                escapes("into the other root", symlink("data/l", "../cache/a"), symlink("data/l", "cache/a")),
                allowed(Case.of(
                        LINK_ESCAPES,
                        "a hard link to an absolute path, which BusyBox and Python look up on the device",
                        hardLink(archive().file("data/a"), "data/h", "/data/a").end(),
                        hardLink(archive().file("data/a"), "data/h", "./data/a").end(),
                        ENTRY_HARDLINK)),
                escapes("empty", symlink("data/l", ""), symlink("data/l", ".")),
                escapes(
                        "by a long link name",
                        symlink(archive().longLink("../".repeat(50) + "etc/passwd"), "data/l", "x")
                                .end(),
                        symlink(archive().longLink("a".repeat(150)), "data/l", "a".repeat(100))
                                .end()));
    }

    private static Case through(String story, byte[] broken, byte[] nearMiss) {
        return allowed(Case.of(LINK_THROUGH, story, broken, nearMiss, ENTRY_SYMLINK, ENTRY_HARDLINK));
    }

    private static Stream<Case> through() {
        return Stream.of(
                through(
                        "a file through a link",
                        symlink(archive(), "data/l", "d").file("data/l/x").end(),
                        symlink(archive(), "data/l", "d").file("data/d/x").end()),
                through(
                        "a link in place of a directory",
                        symlink(archive().file("data/l/x"), "data/l", "d").end(),
                        symlink(archive().file("data/lx"), "data/l", "d").end()),
                through(
                        "a file in place of a link",
                        symlink(archive(), "data/l", "d").file("data/l").end(),
                        symlink(archive(), "data/l", "d").file("data/l2").end()),
                through(
                        "a link in place of a file",
                        symlink(archive().file("data/l"), "data/l", "d").end(),
                        symlink(archive().file("data/l2"), "data/l", "d").end()),
                through(
                        "a hard link to a link",
                        hardLink(symlink(archive(), "data/l", "d"), "data/h", "data/l")
                                .end(),
                        hardLink(symlink(archive().file("data/d"), "data/l", "d"), "data/h", "data/d")
                                .end()),
                through(
                        "a chain of links",
                        symlink(symlink(archive(), "data/cur", "."), "data/par", "cur/..")
                                .end(),
                        symlink(symlink(archive(), "data/cur", "."), "data/par", "./.")
                                .end()),
                through(
                        "a link to an earlier link, which node-tar and 7-Zip leave out",
                        symlink(symlink(archive().file("data/a"), "data/l1", "a"), "data/l2", "l1")
                                .end(),
                        symlink(symlink(archive().file("data/a"), "data/l2", "l1"), "data/l1", "a")
                                .end()),
                through(
                        "the same by another way",
                        symlink(symlink(archive().directory("data/d/"), "data/l", "d"), "data/d/l", "../l/.")
                                .end(),
                        symlink(symlink(archive().directory("data/d/"), "data/l", "d"), "data/d/l", "../d/.")
                                .end()),
                through(
                                "a target behind a link, both at the top",
                                symlink(symlink(archive(), "l", "d/x"), "d", ".")
                                        .end(),
                                symlink(symlink(archive(), "l", "d/x"), "e", ".")
                                        .end())
                        .under(LINKS.withAnyRoot()),
                through(
                        "a target behind a link that comes later",
                        symlink(symlink(archive(), "data/l", "d/x"), "data/d", ".")
                                .end(),
                        symlink(symlink(archive(), "data/l", "d/x"), "data/e", ".")
                                .end()));
    }

    /** Records before a link. */
    private static Stream<Case> records() {
        String target = "t".repeat(150);
        String start = target.substring(0, 100);
        return Stream.of(
                allowed(Case.of(
                        PAX_STACKED,
                        "two GNU long link names",
                        symlink(archive().longLink(target).longLink(target), "data/l", start)
                                .end(),
                        symlink(archive().longLink(target).longName("data/" + target), "data/" + target, start)
                                .end(),
                        ENTRY_SYMLINK)),
                allowed(Case.of(
                        PAX_STACKED,
                        "a GNU long link name and a PAX path",
                        symlink(archive().longLink(target).pax("path", "data/l"), "data/l", start)
                                .end(),
                        hardLink(archive().file("data/a").longLink("data/a"), "data/h", "data/a")
                                .end(),
                        ENTRY_SYMLINK,
                        ENTRY_HARDLINK)),
                allowed(Case.of(
                        PAX_MALFORMED,
                        "an empty link path",
                        symlink(archive().pax("linkpath", ""), "data/l", "").end(),
                        symlink(archive().pax("linkpath", "a"), "data/l", "a").end(),
                        ENTRY_SYMLINK,
                        LINK_ESCAPES)),
                allowed(Case.of(
                        PAX_MALFORMED,
                        "a NUL at the beginning of what stands beside a link path, for which 7-Zip forgets it",
                        symlink(archive().pax("linkpath", "a", "comment", "\0b"), "data/l", "a")
                                .end(),
                        symlink(archive().pax("linkpath", "a", "comment", "b"), "data/l", "a")
                                .end(),
                        ENTRY_SYMLINK)),
                allowed(Case.of(
                        PAX_MALFORMED,
                        "an empty line before a link path, behind which tar-rs sees no records",
                        symlink(archive().pax("comment", "x\n", "linkpath", "a"), "data/l", "a")
                                .end(),
                        symlink(archive().pax("linkpath", "a", "comment", "x\n"), "data/l", "a")
                                .end(),
                        ENTRY_SYMLINK)),
                allowed(Case.of(
                                PATH_NOT_NFC,
                                "a link path in decomposed form, which bsdtar composes",
                                symlink(archive().pax("linkpath", "e\u0301"), "data/l", "e\u0301")
                                        .end(),
                                symlink(archive().longLink("e\u0301"), "data/l", "e\u0301")
                                        .end(),
                                ENTRY_SYMLINK)
                        .weighs(Severity.ERROR)));
    }

    private static Stream<Case> targets() {
        return Stream.of(
                allowed(Case.of(
                        PATH_DRIVE_LETTER,
                        "a target that begins like a drive, which node-tar cuts off",
                        symlink("data/l", "c:x"),
                        symlink("data/l", "cd:x"),
                        ENTRY_SYMLINK,
                        PATH_RESERVED_CHAR)),
                allowed(Case.of(
                        PAX_LINKPATH,
                        "another target than the header's, by which Android's tar goes",
                        symlink(archive().pax("linkpath", "a"), "data/l", "/system")
                                .end(),
                        symlink(archive().pax("linkpath", "a"), "data/l", "a").end(),
                        ENTRY_SYMLINK)),
                allowed(Case.of(
                        GNU_LONGNAME_MALFORMED,
                        "a long link name above none, for which node-tar skips the link",
                        symlink(archive().longLink("a"), "data/l", "").end(),
                        symlink(archive().longLink("a"), "data/l", "a").end(),
                        ENTRY_SYMLINK)),
                allowed(Case.of(
                        LINK_TARGET_MISSING,
                        "a file of the device",
                        hardLink(archive().file("data/a"), "data/h", "data/system")
                                .end(),
                        hardLink(archive().file("data/a"), "data/h", "data/a").end(),
                        ENTRY_HARDLINK)),
                allowed(Case.of(
                        LINK_TARGET_MISSING,
                        "the same name in decomposed form",
                        hardLink(archive().file("data/\u00e9"), "data/h", "data/e\u0301")
                                .end(),
                        hardLink(archive().file("data/e\u0301"), "data/h", "data/e\u0301")
                                .end(),
                        ENTRY_HARDLINK,
                        PATH_NOT_NFC)),
                Case.of(
                                LINK_TARGET_MISSING,
                                "a name that differs in case",
                                hardLink(archive().file("data/Read"), "data/h", "data/read")
                                        .end(),
                                hardLink(archive().file("data/Read").file("data/read"), "data/h", "data/read")
                                        .end(),
                                ENTRY_HARDLINK)
                        .under(LINKS.withWarningsFor(PATH_CASE_COLLISION)),
                Case.of(
                                LINK_TARGET_MISSING,
                                "a file that comes later, both at the top",
                                hardLink(archive(), "h", "a").file("a").end(),
                                hardLink(archive().file("a"), "h", "a").end(),
                                ENTRY_HARDLINK)
                        .under(LINKS.withAnyRoot()),
                allowed(Case.of(
                        LINK_TARGET_MISSING,
                        "nothing",
                        hardLink(archive().file("data/a"), "data/h", "").end(),
                        hardLink(archive().file("data/a"), "data/h", "data/a").end(),
                        ENTRY_HARDLINK,
                        PATH_EMPTY)),
                allowed(Case.of(
                        LINK_TARGET_MISSING,
                        "a way up to an earlier entry",
                        hardLink(archive().file("data/a"), "data/h", "data/d/../a")
                                .end(),
                        hardLink(archive().file("data/d..a"), "data/h", "data/d..a")
                                .end(),
                        ENTRY_HARDLINK,
                        PATH_DOTDOT)),
                allowed(Case.of(
                        PATH_NOT_UTF8,
                        "a target in Latin-1",
                        archive()
                                .entry(header("data/l").type('2').put(157, new byte[] {(byte) 0xE9}))
                                .end(),
                        symlink("data/l", "\u00e9"),
                        ENTRY_SYMLINK)),
                allowed(Case.of(
                        PATH_BACKSLASH,
                        "in a target",
                        symlink("data/l", "..\\..\\a"),
                        symlink("data/l", ".._.._a"),
                        ENTRY_SYMLINK)),
                allowed(Case.of(
                        LINK_TARGET_MISSING,
                        "itself",
                        hardLink(archive(), "data/h", "data/h").end(),
                        hardLink(archive().file("data/a"), "data/h", "./data/a").end(),
                        ENTRY_HARDLINK)),
                allowed(Case.of(
                        LINK_TARGET_MISSING,
                        "outside of the roots",
                        hardLink(archive(), "data/h", "etc/passwd").end(),
                        hardLink(archive().file("data/a"), "data/h", "data/a").end(),
                        ENTRY_HARDLINK,
                        PATH_OUTSIDE_ROOTS)),
                allowed(Case.of(
                        LINK_TARGET_NOT_FILE,
                        "a directory",
                        hardLink(archive().directory("data/d/"), "data/h", "data/d")
                                .end(),
                        hardLink(archive().file("data/d"), "data/h", "data/d").end(),
                        ENTRY_HARDLINK)));
    }

    /** A link to be looked up step by step, each of which looks at all steps before it. */
    private static Stream<Case> endless() {
        return Stream.of(
                allowed(Case.of(
                        PATH_TOO_DEEP,
                        "a target of 129 components",
                        symlink(archive().longLink("d/".repeat(127) + "a"), "data/l", "d/".repeat(50))
                                .end(),
                        symlink(archive().longLink("d/".repeat(126) + "a"), "data/l", "d/".repeat(50))
                                .end(),
                        ENTRY_SYMLINK)),
                allowed(Case.of(
                        PATH_TOO_LONG,
                        "a target of 4,096 bytes",
                        symlink(
                                        archive()
                                                .pax(
                                                        "linkpath",
                                                        "d"
                                                                .repeat(127)
                                                                .concat("/")
                                                                .repeat(32)),
                                        "data/l",
                                        "d".repeat(100))
                                .end(),
                        symlink(
                                        archive()
                                                .entry(
                                                        header("././@LongLink")
                                                                .type('K')
                                                                .gnu(),
                                                        "d"
                                                                .repeat(127)
                                                                .concat("/")
                                                                .repeat(32)
                                                                .substring(1)
                                                                .getBytes(UTF_8)),
                                        "data/l",
                                        "d".repeat(100))
                                .end(),
                        ENTRY_SYMLINK,
                        PAX_LINKPATH)),
                allowed(Case.of(
                        PATH_TOO_LONG,
                        "a target of half a million components",
                        symlink(archive().pax("linkpath", "d/".repeat(499_990)), "data/l", "d/".repeat(50))
                                .end(),
                        symlink(archive().longLink("d/".repeat(126)), "data/l", "d/".repeat(50))
                                .end(),
                        ENTRY_SYMLINK,
                        PAX_LINKPATH)));
    }
}
