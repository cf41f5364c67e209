package io.github.cphshare.client.tar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The promise behind all rules: what is accepted, other readers read alike, and leave the same files on a disk. */
class AgreementTest {
    /** With the folder before it, a longer one has no room on Linux; the tests above read those, too. */
    private static final int LONGEST_PATH = 3_800;

    @TempDir
    private Path folder;

    private final List<Path> accepted = new ArrayList<>();
    private final List<TarReport> reports = new ArrayList<>();

    @BeforeEach
    void write_all_accepted_archives() throws IOException {
        List<byte[]> archives = TarRulesTest.cases()
                .flatMap(broken -> Stream.of(broken.archive, broken.nearMiss))
                .toList();
        for (byte[] archive : archives) {
            Path file = Files.write(folder.resolve(accepted.size() + ".tar"), archive);
            TarReport report = TarChecker.strict().check(file);
            if (report.accepted()) {
                accepted.add(file);
                reports.add(report);
            }
        }
        assertThat(accepted).hasSizeGreaterThan(200);
    }

    private void agrees(int archive, List<Witness.Seen> seen) throws IOException {
        TarReport report = reports.get(archive);
        assertThat(seen).as("entries").hasSize((int) report.entries());
        assertThat(seen.stream().mapToLong(Witness.Seen::size).sum()).isEqualTo(report.totalSize());
        assertThat(seen).isEqualTo(Witness.commonsCompress(accepted.get(archive)));
    }

    @Test
    void commons_compress_and_gnu_tar_agree() throws Exception {
        assumeTrue(Witness.has("tar"), "no tar here");
        for (int i = 0; i < accepted.size(); i++) {
            agrees(i, Witness.gnuTar(accepted.get(i)));
        }
    }

    @Test
    void commons_compress_and_python_agree() throws Exception {
        assumeTrue(Witness.has("python3"), "no python3 here");
        List<List<Witness.Seen>> all = Witness.python(accepted);
        assertThat(all).hasSameSizeAs(accepted);
        for (int i = 0; i < all.size(); i++) {
            agrees(i, all.get(i));
        }
    }

    @ParameterizedTest
    @EnumSource(Extraction.class)
    void each_tool_unpacks_what_commons_compress_reads(Extraction tool) throws Exception {
        assumeTrue(tool.isThere(), () -> "no " + tool + " here");
        List<Path> shortEnough = new ArrayList<>();
        List<SortedMap<String, Extraction.Thing>> expected = new ArrayList<>();
        for (Path archive : accepted) {
            SortedMap<String, Extraction.Thing> read = Extraction.commonsCompress(archive);
            if (read.keySet().stream().allMatch(path -> path.getBytes(UTF_8).length < LONGEST_PATH)) {
                shortEnough.add(archive);
                expected.add(read);
            }
        }
        assertThat(shortEnough).hasSizeGreaterThan(accepted.size() - 10);

        List<SortedMap<String, Extraction.Thing>> unpacked = tool.unpack(shortEnough, folder);

        for (int i = 0; i < unpacked.size(); i++) {
            assertThat(unpacked.get(i)).as(shortEnough.get(i).toString()).isEqualTo(expected.get(i));
        }
    }
}
