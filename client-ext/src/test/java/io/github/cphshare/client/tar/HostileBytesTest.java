package io.github.cphshare.client.tar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Whatever the bytes are, there is an answer, and it is the same one from a file and from a stream. */
class HostileBytesTest {
    private static final int BLOCK = TarBytes.BLOCK;
    private static final String LONG = "data/" + "l".repeat(150);
    private static final byte[] GOOD = TarBytes.archive()
            .directory("data/dir/")
            .file("data/dir/a.txt", "hello")
            .pax("path", "data/dir/\u00e4.txt", "mtime", "1.5")
            .file("data/dir/\u00e4.txt", "x".repeat(600))
            .longName(LONG)
            .file(LONG, "long")
            .entry(TarBytes.header("b.txt").prefix("cache/prefix"))
            .entry(TarBytes.header("data/gnu").gnu())
            .end();

    /** A change of a few bytes at a place; a header that it hits may get its checksum mended, to come past that guard. */
    record Change(int place, int length, int value, boolean mended) {
        byte[] apply(byte[] archive) {
            byte[] changed = archive.clone();
            int from = Math.floorMod(place, changed.length);
            int to = Math.min(changed.length, from + length);
            Arrays.fill(changed, from, to, (byte) value);
            int block = from / BLOCK * BLOCK;
            if (mended && block + BLOCK <= changed.length) {
                byte[] header = TarBytes.H.withChecksum(Arrays.copyOfRange(changed, block, block + BLOCK));
                System.arraycopy(header, 0, changed, block, BLOCK);
            }
            return changed;
        }
    }

    static Arbitrary<Change> changes() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, GOOD.length - 1),
                        Arbitraries.integers().between(1, 12),
                        Arbitraries.oneOf(
                                Arbitraries.integers().between(0, 255),
                                Arbitraries.of((int) '0', (int) '7', (int) ' ', 0, (int) '/', (int) '.', 0x80, 0xFF)),
                        Arbitraries.frequency(Tuple.of(9, true), Tuple.of(1, false)))
                .as(Change::new);
    }

    @Provide
    Arbitrary<byte[]> mutants() {
        Arbitrary<Integer> length = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(GOOD.length)),
                Tuple.of(1, Arbitraries.integers().between(0, GOOD.length + BLOCK)));
        return Combinators.combine(changes().list().ofMaxSize(4), length).as((all, size) -> {
            byte[] mutant = GOOD;
            for (Change one : all) {
                mutant = one.apply(mutant);
            }
            return Arrays.copyOf(mutant, size);
        });
    }

    @Property(tries = 1500)
    void every_mutant_gets_one_answer(@ForAll("mutants") byte[] archive) throws IOException {
        TarReport report = TarChecker.strict().check(new MemoryChannel(archive));

        TarReport streamed = TarChecker.strict().check(new ByteArrayInputStream(archive));
        assertThat(streamed.findings().toString()).isEqualTo(report.findings().toString());
        assertThat(streamed.toString()).isEqualTo(report.toString());
        // Lest the comparison is about nothing.
        Statistics.label("accepted").collect(report.accepted()).coverage(coverage -> coverage.check(true)
                .percentage(share -> share > 5));
        if (report.accepted()) {
            commonsCompressSeesTheSame(archive, report);
        }
    }

    @Property(tries = 300)
    void any_bytes_get_an_answer(@ForAll byte[] bytes) throws IOException {
        assertThat(TarChecker.strict().check(new ByteArrayInputStream(bytes)).accepted())
                .isFalse();
    }

    private static void commonsCompressSeesTheSame(byte[] archive, TarReport report) throws IOException {
        List<Long> sizes = new ArrayList<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(archive), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                sizes.add(entry.getSize());
            }
        }
        assertThat(sizes).hasSize((int) report.entries());
        assertThat(sizes.stream().mapToLong(size -> size).sum()).isEqualTo(report.totalSize());
    }
}
