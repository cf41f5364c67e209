package io.github.cphshare.simulator;

import static io.github.cphshare.simulator.Tar.archive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnpackerTest {
    private static final String LONG = "data/" + "a".repeat(120) + "/" + "b".repeat(120);

    private static SharedStorage unpacked(byte[] tar) throws BadArchive {
        return SharedStorage.EMPTY.plus(Unpacker.read(tar));
    }

    @Test
    void files_and_directories_lie_where_the_archive_says() throws BadArchive {
        SharedStorage storage = unpacked(archive()
                .directory("data/")
                .directory("data/empty/")
                .file("data/app/a.txt", "hello")
                .file("cache/b", "x".repeat(513))
                .file("cache/zero", "")
                .bytes());

        assertThat(storage.files().keySet()).containsExactly("/cache/b", "/cache/zero", "/data/app/a.txt");
        assertThat(storage.directories()).containsExactly("/cache", "/data", "/data/app", "/data/empty");
        assertThat(storage.read("/cache/b").orElseThrow()).hasSize(513).containsOnly('x');
        assertThat(storage.read("/cache/zero").orElseThrow()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data/a", "./data/a", "/data/a"})
    void one_leading_slash_or_dot_is_the_same_place(String name) throws BadArchive {
        assertThat(unpacked(archive().directory("./").file(name, "1").bytes()).files())
                .containsOnlyKeys("/data/a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "./", "/"})
    void only_folders_count_for_how_deep_a_path_goes(String start) throws BadArchive {
        String deepest = "data" + "/a".repeat(128);

        assertThat(unpacked(archive()
                                .pax(Tar.record("path", start + deepest + "/"))
                                .directory("x/")
                                .bytes())
                        .directories())
                .contains("/" + deepest);
        assertThatThrownBy(() -> unpacked(archive()
                        .pax(Tar.record("path", start + deepest + "/a"))
                        .file("x", "")
                        .bytes()))
                .hasMessageContaining("128 folders");
    }

    @Test
    void long_names_are_read_in_the_three_forms() throws BadArchive {
        byte[] split = Tar.header('0', "b".repeat(100), 0);
        Tar.put(split, 345, "data/" + "p".repeat(100));

        assertThat(unpacked(archive()
                                .entry('L', "././@LongLink", LONG + "\0")
                                .file(LONG.substring(0, 100), "gnu")
                                .bytes())
                        .read("/" + LONG)
                        .orElseThrow())
                .asString()
                .isEqualTo("gnu");
        assertThat(unpacked(archive()
                                .pax(Tar.record("mtime", "1.5"), Tar.record("path", LONG))
                                .file(LONG.substring(0, 100), "pax")
                                .bytes())
                        .read("/" + LONG)
                        .orElseThrow())
                .asString()
                .isEqualTo("pax");
        assertThat(unpacked(archive().raw(Tar.sealed(split)).bytes()).files())
                .containsOnlyKeys("/data/" + "p".repeat(100) + "/" + "b".repeat(100));
    }

    @Test
    void names_are_utf_8_and_so_are_the_lengths_of_pax_records() throws BadArchive {
        assertThat(unpacked(archive()
                                .pax(Tar.record("path", "data/日本"))
                                .file("data/x", "1")
                                .file("data/é", "2")
                                .bytes())
                        .files())
                .containsOnlyKeys("/data/日本", "/data/é");
    }

    @Test
    void gnu_headers_and_typeflag_nul_are_read() throws BadArchive {
        byte[] header = Tar.header('\0', "data/a", 0);
        Tar.put(header, 257, "ustar  \0");

        assertThat(unpacked(archive().raw(Tar.sealed(header)).bytes()).files()).containsOnlyKeys("/data/a");
    }

    static Stream<Arguments> hostile() {
        byte[] wrongSum = archive().file("data/a", "a").bytes();
        wrongSum[0] = 'D';
        byte[] base256 = Tar.header('0', "data/a", 0);
        base256[124] = (byte) 0x80;
        byte[] v7 = Tar.header('0', "data/a", 0);
        Arrays.fill(v7, 257, 265, (byte) 0);
        byte[] latin1 = Tar.header('0', "data/a", 0);
        latin1[5] = (byte) 0xe9;
        byte[] good = archive().file("data/a", "a").unfinished();
        return Stream.of(
                arguments("not canonical", archive().file("data/../../etc/passwd", "x")),
                arguments("not canonical", archive().file("../data/a", "x")),
                arguments("not canonical", archive().file("data/a/..", "x")),
                arguments("not canonical", archive().file("//data/a", "x")),
                arguments("not canonical", archive().file("data//a", "x")),
                arguments("not canonical", archive().file("data/./a", "x")),
                arguments("not canonical", archive().file("data/a/", "x")),
                arguments("not canonical", archive().file("", "x")),
                arguments(
                        "not canonical",
                        archive().pax(Tar.record("path", "data/../a")).file("data/a", "x")),
                arguments(
                        "not canonical",
                        archive().entry('L', "././@LongLink", "data/../a\0").file("data/a", "x")),
                arguments("not under", archive().file("system/a", "x")),
                arguments("not under", archive().file("database/a", "x")),
                arguments("not under", archive().file("Data/a", "x")),
                arguments("not under", archive().file("data", "x")),
                arguments("a name that cannot be one", archive().file("data/" + "\u0001", "x")),
                arguments(
                        "a name that cannot be one",
                        archive().pax(Tar.record("path", "data/a\0b")).file("data/a", "x")),
                arguments(
                        "a name that cannot be one",
                        archive()
                                .pax(Tar.record("path", "data/" + "n".repeat(256)))
                                .file("data/a", "x")),
                arguments(
                        "more than 4095",
                        archive()
                                .pax(Tar.record("path", "data" + "/a".repeat(2100)))
                                .file("data/a", "x")),
                arguments(
                        "a name that cannot be one",
                        archive()
                                .pax(Tar.record("path", "data/" + "界".repeat(86)))
                                .file("data/a", "x")),
                arguments(
                        "more than 4095 bytes",
                        archive()
                                .pax(Tar.record("path", "data/" + ("界".repeat(40) + "/").repeat(40) + "a"))
                                .file("data/a", "x")),
                arguments(
                        "more than 128 folders",
                        archive()
                                .pax(Tar.record("path", "data/" + "a/".repeat(128) + "a"))
                                .file("data/a", "x")),
                arguments("has a link name", archive().raw(header(157, "../../etc"))),
                arguments("has a link name", archive().raw(header(158, "etc"))),
                arguments("where others have a prefix", archive().raw(gnuHeader("../../x"))),
                arguments("is of type 1", archive().entry('1', "data/a", "")),
                arguments("is of type 2", archive().entry('2', "data/a", "")),
                arguments("is of type 3", archive().entry('3', "data/a", "")),
                arguments("is of type 4", archive().entry('4', "data/a", "")),
                arguments("is of type 6", archive().entry('6', "data/a", "")),
                arguments(
                        "is of type K",
                        archive().entry('K', "././@LongLink", "x\0").file("data/a", "x")),
                arguments("is of type S", archive().entry('S', "data/a", "x")),
                arguments(
                        "is of type g",
                        archive().entry('g', "x", Tar.record("path", "data/b")).file("data/a", "x")),
                arguments("sets size", archive().pax(Tar.record("size", "0")).file("data/a", "x")),
                arguments(
                        "sets GNU.sparse.name",
                        archive().pax(Tar.record("GNU.sparse.name", "data/b")).file("a", "x")),
                arguments("malformed", archive().pax("999 path=data/b\n").file("data/a", "x")),
                arguments("malformed", archive().pax("07 a=b\n").file("data/a", "x")),
                arguments("malformed", archive().pax("6 a=b").file("data/a", "x")),
                arguments("malformed", archive().pax("2 ").file("data/a", "x")),
                arguments("malformed", archive().pax("-1 a=b\n").file("data/a", "x")),
                arguments("no value", archive().pax("6 abc\n").file("data/a", "x")),
                arguments(
                        "two long names",
                        archive()
                                .pax(Tar.record("path", "data/b"), Tar.record("path", "data/c"))
                                .file("data/a", "x")),
                arguments(
                        "two long names",
                        archive()
                                .entry('L', "././@LongLink", "data/b\0")
                                .pax(Tar.record("path", "data/c"))
                                .file("data/a", "x")),
                arguments("belongs to no entry", archive().file("data/a", "x").pax(Tar.record("path", "data/b"))),
                arguments("has a body", archive().entry('5', "data/a/", "x")),
                arguments("twice", archive().file("data/a", "x").file("./data/a", "y")),
                arguments("replace a directory", archive().file("data/a/b", "x").file("data/a", "y")),
                arguments("replace a file", archive().file("data/a", "x").file("data/a/b", "y")),
                arguments("replace a file", archive().file("data/a", "x").directory("data/a/")),
                arguments("wrong checksum", archive().raw(wrongSum)),
                arguments("no octal size", archive().raw(Tar.sealed(base256))),
                arguments("no tar header", archive().raw(Tar.sealed(v7))),
                arguments("no tar header", archive().raw("hello".repeat(200).getBytes(StandardCharsets.UTF_8))),
                arguments("not UTF-8", archive().raw(Tar.sealed(latin1))),
                arguments("holds nothing", archive()),
                arguments(
                        "goes on after", archive().raw(good).raw(new byte[1024]).raw(good)),
                arguments(
                        "goes on after", archive().raw(good).raw(new byte[512]).raw(good)));
    }

    @ParameterizedTest(name = "{index} {0}")
    @MethodSource("hostile")
    void what_is_not_a_plain_file_or_directory_in_its_place_is_refused(String why, Tar tar) {
        byte[] bytes = tar.bytes();

        assertThatThrownBy(() -> unpacked(bytes)).isInstanceOf(BadArchive.class).hasMessageContaining(why);
    }

    private static byte[] header(int at, String text) {
        byte[] header = Tar.header('0', "data/a", 0);
        Tar.put(header, at, text);
        return Tar.sealed(header);
    }

    private static byte[] gnuHeader(String prefix) {
        byte[] header = Tar.header('0', "data/a", 0);
        Tar.put(header, 257, "ustar  \0");
        Tar.put(header, 345, prefix);
        return Tar.sealed(header);
    }

    @Test
    void an_archive_that_is_cut_off_anywhere_is_refused() {
        byte[] whole =
                archive().file("data/a", "x".repeat(700)).file("data/b", "y").bytes();

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> unpacked(cut)).as("at %d", length).isInstanceOf(BadArchive.class);
        }
    }

    @Test
    void a_size_that_reaches_behind_the_archive_costs_nothing() {
        for (long size : List.of(1025L, 0x7fffffffL, 0x80000000L, 077777777777L)) {
            byte[] tar =
                    archive().raw(Tar.sealed(Tar.header('0', "data/a", size))).bytes();
            assertThatThrownBy(() -> unpacked(tar)).isInstanceOf(BadArchive.class);
        }
    }

    @Test
    void whatever_bytes_come_the_reader_ends_with_entries_or_a_reason() {
        byte[] seed = archive()
                .pax(Tar.record("path", "data/b"))
                .file("data/a", "x".repeat(600))
                .entry('L', "././@LongLink", LONG)
                .directory("data/c")
                .bytes();
        Random random = new Random(20240809);
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] mutant = seed.clone();
            int header = random.nextInt(mutant.length / 512) * 512;
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                mutant[header + random.nextInt(512)] = (byte) random.nextInt(256);
            }
            if (random.nextBoolean()) {
                System.arraycopy(Tar.sealed(Arrays.copyOfRange(mutant, header, header + 512)), 0, mutant, header, 512);
            }
            try {
                SharedStorage storage = unpacked(mutant);
                assertThat(storage.files().keySet())
                        .allMatch(path -> path.startsWith("/data/") || path.startsWith("/cache/"));
                accepted++;
            } catch (BadArchive e) {
                assertThat(e).hasMessageMatching("[^\\p{Cntrl}]+");
            }
        }
        assertThat(accepted).as("mutants that are archives still").isBetween(1, 19_999);
    }
}
