package io.github.cphshare.client.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a check costs grows with the archive and not faster. Counts the bytes that it allocates and the slots that it looks at,
 * since time on a shared machine proves nothing.
 */
class BoundedWorkTest {
    @ParameterizedTest(name = "in {0} directories")
    @ValueSource(strings = {"1000", "999000"})
    void a_million_entries_are_checked_within_128_mebibytes(String directories, @TempDir Path folder) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

        String said = Witness.run(
                folder,
                "",
                List.of(
                        java,
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath,
                        ManyEntries.class.getName(),
                        "999000",
                        directories));

        assertThat(said).isEqualTo("accepted: 999000 entries, 0 bytes, 0 findings");
    }

    /** Archives of a size that have been used, or could be, to keep a reader busy. */
    static Stream<Arguments> growing() {
        IntFunction<byte[]> deep = n -> {
            TarBytes archive = TarBytes.archive();
            for (int i = 0; i < n; i++) {
                String path = "data/" + i + "/d".repeat(120) + "/" + i;
                archive.pax("path", path).file(path.substring(0, 90), "");
            }
            return archive.end();
        };
        IntFunction<byte[]> duplicates = n -> {
            TarBytes archive = TarBytes.archive();
            for (int i = 0; i < n; i++) {
                archive.file("data/same", "");
            }
            return archive.end();
        };
        IntFunction<byte[]> oneFoldedName = n -> {
            TarBytes archive = TarBytes.archive();
            for (int i = 0; i < n; i++) {
                StringBuilder name = new StringBuilder("data/");
                for (int bit = 0; bit < 14; bit++) {
                    name.append((i >> bit & 1) == 0 ? 'a' : 'A');
                }
                archive.file(name.toString(), "");
            }
            return archive.end();
        };
        IntFunction<byte[]> records = n -> {
            String[] pairs = new String[2 * n];
            for (int i = 0; i < n; i++) {
                pairs[2 * i] = "comment";
                pairs[2 * i + 1] = "x".repeat(40);
            }
            return TarBytes.archive().pax(pairs).file("data/a").end();
        };
        IntFunction<byte[]> keys = n -> {
            String[] pairs = new String[2 * n];
            for (int i = 0; i < n; i++) {
                pairs[2 * i] = "key" + i;
                pairs[2 * i + 1] = "x";
            }
            return TarBytes.archive().pax(pairs).file("data/a").end();
        };
        IntFunction<byte[]> longName = n -> TarBytes.archive()
                .pax("path", "data" + "/d".repeat(n))
                .file("data/d")
                .end();
        IntFunction<byte[]> links = n -> {
            TarBytes archive = TarBytes.archive();
            for (int i = 0; i < n; i++) {
                archive.entry(TarBytes.header("data/l" + i).type('2').link("../data/" + "x/".repeat(40)));
            }
            return archive.end();
        };
        IntFunction<byte[]> byTurns = n -> {
            TarBytes archive = TarBytes.archive();
            for (String name : new String[] {"data/a/", "data/b/"}) {
                for (int i = 0; i < n; i++) {
                    archive.file(name + i, "");
                }
            }
            for (int i = 0; i < n; i++) {
                archive.file("data/a/then" + i, "").file("data/b/then" + i, "");
            }
            return archive.end();
        };
        return Stream.of(
                Arguments.of("two directories by turns", byTurns, 300),
                Arguments.of("deep paths", deep, 500),
                Arguments.of("one path many times", duplicates, 5_000),
                Arguments.of("names that fold to one", oneFoldedName, 5_000),
                Arguments.of("one PAX key many times", records, 5_000),
                Arguments.of("many PAX keys", keys, 10_000),
                Arguments.of("a path of many components", longName, 15_000),
                Arguments.of("links through many directories", links, 2_000));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("growing")
    void twice_the_archive_is_twice_the_work(String what, IntFunction<byte[]> archives, int size) throws IOException {
        byte[] once = archives.apply(size);
        byte[] twice = archives.apply(2 * size);
        allocated(once);

        // Tables double, so a step of that size is no growth of its own.
        assertThat(allocated(twice)).as(what).isLessThan(3 * allocated(once) + 1_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"path", "linkpath"})
    void marks_of_a_path_that_is_too_long_anyway_are_not_put_in_order(String key) throws IOException {
        // Their order is found by insertion: a megabyte of them would take many minutes.
        byte[] archive = TarBytes.archive()
                .pax(key, "data/a" + "\u0316\u0300".repeat(240_000))
                .file("data/a")
                .end();

        TarReport report = assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> TarChecker.strict().check(new MemoryChannel(archive)));

        assertThat(report.accepted()).isFalse();
    }

    @Test
    void nor_are_those_of_a_component_that_is_too_long() throws IOException {
        TarBytes archives = TarBytes.archive();
        for (int i = 0; i < 3_000; i++) {
            archives.longName("data/" + i + "\u0316\u0300".repeat(1_000)).file("data/" + i);
        }
        byte[] archive = archives.end();

        TarReport report = assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> TarChecker.strict().check(new MemoryChannel(archive)));

        assertThat(report.findings()).extracting(TarFinding::rule).contains(TarRule.PATH_COMPONENT_TOO_LONG);
    }

    private static long allocated(byte[] archive) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        TarChecker.strict().check(new MemoryChannel(archive));
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void names_that_fold_to_one_do_not_queue_for_one_slot() {
        SipHash hash = new SipHash(1, 2);
        NameLog log = new NameLog();
        NameIndex index = new NameIndex(log, 0);
        long folded = hash.hash(new byte[0], 0);
        int longest = 0;
        for (int i = 0; i < 10_000; i++) {
            byte[] name = String.valueOf(i).getBytes(StandardCharsets.US_ASCII);
            long identity = hash.hash(name, name.length);
            long key = Names.apart(folded, identity);
            index.add(log.add(key, identity, i));
            longest = Math.max(longest, index.steps(key));
        }
        assertThat(longest).as("all of them in one queue would be 10,000").isLessThan(1_000);
    }
}
