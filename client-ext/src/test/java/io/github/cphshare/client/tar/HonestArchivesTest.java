package io.github.cphshare.client.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What common tools make of an ordinary folder must pass: a check that refuses honest work is soon switched off. */
class HonestArchivesTest {
    private static final String PYTHON = """
        import sys, tarfile
        with tarfile.open('test.tar', 'w', format=int(sys.argv[1])) as archive:
            archive.add('data')
        """;

    @TempDir
    private Path folder;

    private Path archive;

    @BeforeEach
    void make_an_ordinary_folder() throws IOException {
        archive = folder.resolve("test.tar");
        for (String name : List.of(
                "data/a.txt",
                "data/app/empty",
                "data/app/" + Witness.nameable("\u65e5\u672c\u8a9e", "nihongo"),
                "data/" + "d".repeat(90) + "/" + "f".repeat(90),
                "data/" + "d".repeat(94) + "/" + "f".repeat(200))) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "x".repeat(name.length() * 10));
        }
    }

    private void assertPasses(Severity... accepted) throws IOException {
        TarReport report = TarChecker.strict().check(archive);
        assertThat(report.findings())
                .as(report.findings().toString())
                .allSatisfy(finding -> assertThat(finding.severity()).isIn((Object[]) accepted));
        // Five files and four directories, one of them data/ itself.
        assertThat(report.entries()).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gnu", "oldgnu", "posix"})
    void gnu_tars_formats_pass(String format) throws Exception {
        assumeTrue(Witness.has("tar"), "no tar here");

        Witness.run(folder, "tar", "--format=" + format, "-cf", "test.tar", "data");

        assertPasses(Severity.NOTE);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "./data"})
    void a_leading_dot_passes(String what) throws Exception {
        assumeTrue(Witness.has("tar"), "no tar here");

        Path out = folder.resolve("out.tar");
        Witness.run(folder, "tar", "--exclude=*.tar", "-cf", out.toString(), what);

        assertThat(TarChecker.strict().check(out).accepted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void pythons_formats_pass(String format) throws Exception {
        assumeTrue(Witness.has("python3"), "no python3 here");

        Witness.run(folder, "python3", "-c", PYTHON, format);

        assertPasses(Severity.NOTE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pax", "gnutar"})
    void bsdtars_formats_pass(String format) throws Exception {
        assumeTrue(Witness.has("bsdtar"), "no bsdtar here");

        Witness.run(folder, "bsdtar", "--format=" + format, "-cf", "test.tar", "data");

        assertPasses(Severity.NOTE);
    }

    @Test
    void busybox_passes() throws Exception {
        assumeTrue(Witness.has("busybox"), "no busybox here");

        Witness.run(folder, "busybox", "tar", "-cf", "test.tar", "data");

        assertPasses(Severity.NOTE);
    }

    /** 7-Zip puts {@code @PathCut} under long names, and keeps access times where node-tar does. */
    @ParameterizedTest
    @ValueSource(strings = {"7z", "7zz"})
    void seven_zip_passes(String tool) throws Exception {
        assumeTrue(Witness.has(tool), "no " + tool + " here");

        Witness.run(folder, tool, "a", "-ttar", "test.tar", "data");

        assertPasses(Severity.NOTE, Severity.WARNING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "portable: true,"})
    void node_tar_passes(String options) throws Exception {
        Path modules = NodeModules.orSkip();

        Witness.run(
                folder,
                "node",
                "-e",
                "require(process.argv[1]).create({" + options + " sync: true, file: 'test.tar'}, ['data'])",
                modules.resolve("tar").toString());

        assertPasses(Severity.NOTE, Severity.WARNING);
    }

    @Test
    void tar_stream_passes() throws Exception {
        Path modules = NodeModules.orSkip();

        Witness.run(folder, "node", "-e", """
            const fs = require('fs');
            const pack = require(process.argv[1]).pack();
            pack.pipe(fs.createWriteStream('test.tar'));
            function add(path) {
              if (fs.statSync(path).isDirectory()) {
                pack.entry({name: path, type: 'directory'});
                fs.readdirSync(path).forEach(name => add(path + '/' + name));
              } else {
                pack.entry({name: path}, fs.readFileSync(path));
              }
            }
            add('data');
            pack.finalize();
            """, modules.resolve("tar-stream").toString());

        assertPasses(Severity.NOTE, Severity.WARNING);
    }

    @Test
    void commons_compress_passes_with_pax_names() throws IOException {
        commonsCompress(TarArchiveOutputStream.LONGFILE_POSIX);

        assertPasses(Severity.NOTE);
    }

    @Test
    void commons_compress_passes_with_gnu_names() throws IOException {
        commonsCompress(TarArchiveOutputStream.LONGFILE_GNU);

        assertPasses(Severity.NOTE, Severity.WARNING);
    }

    private void commonsCompress(int longNames) throws IOException {
        try (OutputStream out = Files.newOutputStream(archive);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8");
                Stream<Path> files = Files.walk(folder.resolve("data"))) {
            tar.setLongFileMode(longNames);
            for (Path file : files.toList()) {
                TarArchiveEntry entry =
                        new TarArchiveEntry(file, folder.relativize(file).toString());
                tar.putArchiveEntry(entry);
                if (Files.isRegularFile(file)) {
                    Files.copy(file, tar);
                }
                tar.closeArchiveEntry();
            }
        }
    }

    @Test
    void gnu_tars_v7_and_git_archive_are_told_how_to_repack() throws Exception {
        assumeTrue(Witness.has("tar") && Witness.has("git"), "no tar or git here");
        Witness.run(folder, "tar", "--format=v7", "-cf", "test.tar", "data/a.txt");
        assertThat(TarChecker.strict().check(archive).findings())
                .extracting(TarFinding::rule)
                .containsOnly(TarRule.HEADER_MAGIC);

        Witness.run(folder, "git", "init", "-q");
        Witness.run(folder, "git", "add", "data/a.txt");
        Witness.run(folder, "git", "-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "a");
        Witness.run(folder, "git", "archive", "-o", "test.tar", "HEAD");
        assertThat(TarChecker.strict().check(archive).findings())
                .filteredOn(finding -> finding.severity() == Severity.ERROR)
                .hasSize(1)
                .allSatisfy(finding -> {
                    assertThat(finding.rule()).isEqualTo(TarRule.PAX_GLOBAL);
                    assertThat(finding.message()).contains("git archive HEAD^{tree}");
                });

        Witness.run(folder, "git", "archive", "-o", "test.tar", "HEAD^{tree}");
        assertThat(TarChecker.strict().check(archive).accepted()).isTrue();
    }
}
