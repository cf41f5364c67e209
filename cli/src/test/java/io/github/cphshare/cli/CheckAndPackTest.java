package io.github.cphshare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckAndPackTest {
    @TempDir
    Path folder;

    private String sample;
    private String good;
    private String hostile;

    @BeforeEach
    void make() throws IOException {
        SampleFolder.copyTo(folder.resolve("sample"));
        sample = folder.resolve("sample").toString();
        good = folder.resolve("good one.tar").toString();
        hostile = Files.write(folder.resolve("hostile.tar"), HostileTar.bytes()).toString();
    }

    @Test
    void what_is_packed_passes_the_check() {
        Shell.Result packed = new Shell().run("pack", sample, "-o", good);
        Shell.Result checked = new Shell().run("check", good);

        assertThat(packed.exit()).isZero();
        assertThat(packed.out()).contains("packed below data/: 5 entries");
        assertThat(checked.exit()).isZero();
        assertThat(checked.out()).contains(good + ": accepted: 5 entries");
    }

    @Test
    void what_is_packed_and_may_be_unpacked_otherwise_is_told_at_once() throws IOException {
        Files.createFile(folder.resolve("sample/a-bar|.txt"));

        Shell.Result packed = new Shell().run("pack", sample, "-o", good);

        assertThat(packed.exit()).isZero();
        assertThat(packed.err()).contains("warning path.reserved-char 'data/a-bar|.txt'");
        assertThat(packed.out()).hasLineCount(1);
    }

    @Test
    void an_owner_is_written_into_each_entry() throws IOException {
        assertThat(new Shell()
                        .run("pack", sample, "-o", good, "--owner", "1000:2000")
                        .exit())
                .isZero();

        String header = Files.readString(Path.of(good), StandardCharsets.ISO_8859_1);
        assertThat(header.substring(108, 115)).isEqualTo("0001750");
        assertThat(header.substring(116, 123)).isEqualTo("0003720");
        assertThat(new Shell().run("check", good).exit()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"me", "1000", "1:", "-1:0", "1:2:3", "9999999999:0"})
    void an_owner_that_is_none_is_refused_and_nothing_written(String owner) {
        Shell.Result result = new Shell().run("pack", sample, "-o", good, "--owner", owner);

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).containsAnyOf("owner", "UID:GID");
        assertThat(Path.of(good)).doesNotExist();
    }

    @Test
    void a_root_decides_where_the_content_goes_and_what_is_accepted() {
        assertThat(new Shell()
                        .run("pack", sample, "-o", good, "--root", "cache")
                        .exit())
                .isZero();

        assertThat(new Shell().run("check", "--root", "cache", good).exit()).isZero();
        assertThat(new Shell()
                        .run("check", "--root", "cache", "--root", "data", good)
                        .exit())
                .isZero();
        assertThat(new Shell().run("check", "--root", "data", good).exit()).isEqualTo(1);
        assertThat(new Shell().run("check", "--any-root", good).exit()).isZero();
    }

    @Test
    void a_report_that_cannot_be_written_exits_as_any_file_that_cannot() {
        new Shell().run("pack", sample, "-o", good);

        assertThat(new Shell().withFullDisk().run("check", good).exit()).isEqualTo(2);
        assertThat(new Shell().withFullDisk().run("pack", sample, "-o", good).exit())
                .isEqualTo(2);
        assertThat(new Shell().run("check", "--help").out()).contains("or the result cannot be written");
    }

    @Test
    void a_refused_archive_exits_with_1_and_a_line_for_each_finding() {
        Shell.Result result = new Shell().run("check", hostile);

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out().lines())
                .anyMatch(line -> line.startsWith("  error path.dotdot 'data/../../system/bin/evil' at byte 0: "))
                .anyMatch(line -> line.contains("error entry.symlink"))
                .anyMatch(line -> line.contains("error entry.device"))
                .last()
                .asString()
                .startsWith(hostile + ": refused: 5 entries");
    }

    @Test
    @SuppressWarnings("unchecked") // JSON objects are read as such maps.
    void the_json_of_a_check_is_an_array_with_an_element_for_each_file() {
        new Shell().run("pack", sample, "-o", good);

        Shell.Result result = new Shell().run("check", "--json", good, hostile);

        assertThat(result.exit()).isEqualTo(1);
        List<Map<String, Object>> files = (List<Map<String, Object>>) result.json();
        assertThat(files).hasSize(2).allSatisfy(file -> assertThat(file)
                .containsOnlyKeys("file", "ok", "error", "entries", "bytes", "loosened", "findings", "unlisted"));
        assertThat(files.get(0))
                .containsEntry("file", good)
                .containsEntry("ok", true)
                .containsEntry("entries", 5.0)
                .containsEntry("findings", List.of());
        assertThat(files.get(1)).containsEntry("file", hostile).containsEntry("ok", false);
        List<Map<String, Object>> findings =
                (List<Map<String, Object>>) files.get(1).get("findings");
        assertThat(findings).allSatisfy(finding -> assertThat(finding)
                .containsOnlyKeys("rule", "severity", "entry", "offset", "message"));
        assertThat(findings.get(0))
                .containsEntry("rule", "path.dotdot")
                .containsEntry("severity", "error")
                .containsEntry("entry", "data/../../system/bin/evil")
                .containsEntry("offset", 0.0);
    }

    @Test
    void a_file_that_cannot_be_read_exits_with_2_and_the_others_are_still_reported() {
        String none = folder.resolve("none.tar").toString();

        Shell.Result human = new Shell().run("check", none, hostile);
        Shell.Result json = new Shell().run("check", "--json", none, hostile, sample);

        assertThat(human.exit()).isEqualTo(2);
        assertThat(human.err().lines()).containsExactly("cph-share check: " + none + ": no such file or folder");
        assertThat(human.out()).contains(hostile + ": refused");
        assertThat(json.exit()).isEqualTo(2);
        assertThat((List<?>) json.json())
                .extracting("file", "ok", "entries")
                .containsExactly(tuple(none, false, null), tuple(hostile, false, 5.0), tuple(sample, false, null));
        assertThat((List<?>) json.json())
                .extracting("error")
                .startsWith(none + ": no such file or folder", (Object) null)
                .last()
                .asString()
                .startsWith(sample + ": ");
        assertThat(json.err().lines()).hasSize(2);
    }

    @Test
    void archives_are_reported_in_the_order_of_the_arguments() {
        new Shell().run("pack", sample, "-o", good);
        List<String> many = new ArrayList<>(List.of("check", "--json"));
        for (int i = 0; i < 20; i++) {
            many.add(i % 3 == 0 ? hostile : good);
        }

        assertThat((List<?>) new Shell().run(many).json()).extracting("file").isEqualTo(many.subList(2, many.size()));
    }

    /** Neither is answered before both have asked: one after the other, the first would wait until its time is over. */
    @Test
    void archives_are_checked_side_by_side() throws IOException {
        new Shell().run("pack", sample, "-o", good);
        CountDownLatch bothAsked = new CountDownLatch(2);
        Runnable wait = () -> {
            bothAsked.countDown();
            try {
                if (!bothAsked.await(1, TimeUnit.MINUTES)) {
                    throw new IllegalStateException("nobody else asked");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        try (ObjectServer first = new ObjectServer(Path.of(good), wait);
                ObjectServer second = new ObjectServer(Path.of(good), wait)) {
            Shell.Result result = new Shell().run("check", first.url(), second.url());

            assertThat(result.err()).isEmpty();
            assertThat(result.exit()).isZero();
            assertThat(result.out().lines())
                    .containsExactly(
                            first.url() + ": accepted: 5 entries, " + bytes(result),
                            second.url() + ": accepted: 5 entries, " + bytes(result));
        }
    }

    /** What a report of an archive ends in. */
    private static String bytes(Shell.Result result) {
        return result.out().lines().findFirst().orElseThrow().replaceFirst(".*entries, ", "");
    }

    @Test
    void what_is_loosened_shows() {
        new Shell().run("pack", sample, "-o", good);

        assertThat(new Shell().run("check", "--any-root", good).out()).contains("loosened: any root is accepted");
        assertThat((List<?>) new Shell()
                        .run("check", "--json", "--root", "sdcard", good)
                        .json())
                .extracting("loosened")
                .isEqualTo(List.of(List.of("roots: sdcard")));
        assertThat(new Shell().run("check", good).out()).doesNotContain("loosened");
    }

    @Test
    void an_archive_behind_a_url_is_checked_and_its_signature_is_never_printed() throws IOException {
        new Shell().run("pack", sample, "-o", good);
        try (ObjectServer server = new ObjectServer(Path.of(good))) {
            String signed = server.url() + "?Signature=canary-5f3a";

            Shell.Result accepted = new Shell().run("check", signed, hostile);
            Shell.Result json = new Shell().run("check", "--json", signed);
            Shell.Result missing = new Shell().run("check", server.url() + "/none?Signature=canary-5f3a");
            Shell.Result inTheClear = new Shell().run("check", "http://obs.example.com/a.tar?Signature=canary-5f3a");

            assertThat(accepted.exit()).isEqualTo(1);
            assertThat(accepted.out())
                    .contains(server.url() + ": accepted: 5 entries")
                    .contains(hostile + ": refused");
            assertThat(json.exit()).isZero();
            assertThat(missing.exit()).isEqualTo(2);
            assertThat(missing.err().lines()).singleElement().asString().contains("HTTP 404");
            assertThat(inTheClear.exit()).isEqualTo(2);
            assertThat(inTheClear.err()).contains("must be https");
            assertThat(List.of(accepted, json, missing, inTheClear))
                    .noneMatch(result -> (result.out() + result.err()).contains("canary"));
        }
    }

    @Test
    void a_folder_that_cannot_be_packed_safely_is_refused_and_leaves_no_archive() throws IOException {
        Files.createSymbolicLink(folder.resolve("sample/link"), Path.of(hostile));

        Shell.Result result = new Shell().run("pack", sample, "-o", good);

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("entry.symlink 'data/link'");
        assertThat(Path.of(good)).doesNotExist();
    }

    @Test
    void a_signal_ends_packing_and_leaves_nothing_behind() throws Exception {
        Path large = folder.resolve("sample/large");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(3L << 30); // With no blocks of its own, and longer to pack than it takes to end it.
        }
        Process packing = Processes.cphShare(folder, Map.of(), List.of("pack", sample, "-o", good));
        try {
            Processes.waitUntil(packing, () -> !parts().isEmpty());
            Processes.interrupt(packing);

            assertThat(packing.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(packing.exitValue()).isEqualTo(130);
            assertThat(Files.readString(folder.resolve("err"))).contains("cph-share: ending; the archive is not made.");
            assertThat(parts()).isEmpty();
            assertThat(Path.of(good)).doesNotExist();
        } finally {
            packing.destroyForcibly();
        }
    }

    private List<Path> parts() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".part")).toList();
        }
    }

    @Test
    void the_time_of_all_entries_is_that_of_the_environment() throws IOException {
        Shell.Result packed =
                new Shell().with("SOURCE_DATE_EPOCH", "1700000000").run("pack", sample, "-o", good);

        assertThat(packed.exit()).isZero();
        // Where a header has the time, in octal.
        assertThat(Arrays.copyOfRange(Files.readAllBytes(Path.of(good)), 136, 147))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("14524770400");
    }

    @Test
    void a_time_that_is_none_is_wrong_usage_and_packs_nothing() {
        for (String wrong : List.of("yesterday", "-1", "9999999999999999999", "99999999999")) {
            Shell.Result result = new Shell().with("SOURCE_DATE_EPOCH", wrong).run("pack", sample, "-o", good);

            assertThat(result.exit()).isEqualTo(2);
            assertThat(result.err().lines()).hasSize(1);
            assertThat(Path.of(good)).doesNotExist();
        }
    }

    @Test
    void wrong_usage_of_pack_exits_with_2_and_one_line() {
        List<List<String>> wrong = List.of(
                List.of("pack", sample),
                List.of("pack", sample, "-o", good, "--root", "system"),
                List.of("pack", sample, "-o", sample + "/inside.tar"),
                List.of("pack", folder.resolve("none").toString(), "-o", good),
                List.of("pack", hostile, "-o", good),
                List.of("pack", "", "-o", good),
                List.of("pack", sample, "-o", ""),
                List.of("pack", sample, "-o", "-"),
                List.of("pack", sample, "-o", folder.resolve("none/test.tar").toString()));

        assertThat(wrong).allSatisfy(args -> {
            Shell.Result result = new Shell().run(args);
            assertThat(result.exit()).isEqualTo(2);
            assertThat(result.err().lines()).hasSize(1);
        });
    }

    @Test
    void what_is_given_to_pack_and_is_no_folder_is_called_what_it_is() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of(sample));

        assertThat(new Shell()
                        .run("pack", folder.resolve("none").toString(), "-o", good)
                        .err())
                .contains("none: no such file or folder");
        assertThat(new Shell().run("pack", link.toString(), "-o", good).err())
                .contains("link: is a link; give the folder itself");
        assertThat(new Shell().run("pack", hostile, "-o", good).err()).contains("hostile.tar: is not a folder");
        assertThat(new Shell().run("pack", "", "-o", good).err()).contains("DIR is empty");
        assertThat(new Shell().run("check", "").err()).contains("'' (an empty name): ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/proc", "/sys"})
    void where_an_archive_cannot_be_written_the_name_is_told_that_was_given(String unwritable) {
        assumeTrue(Files.isDirectory(Path.of(unwritable)), "no such folder here");

        Shell.Result packed = new Shell().run("pack", sample, "-o", unwritable + "/test.tar");

        assertThat(packed.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(packed.err())
                .startsWith("cph-share: " + unwritable + "/test.tar: ")
                .doesNotContain("Exception");
    }

    @Test
    void a_link_or_a_device_is_not_replaced_by_an_archive() throws IOException {
        Path precious = Files.writeString(folder.resolve("precious"), "precious");
        Path link = Files.createSymbolicLink(folder.resolve("link.tar"), precious);

        Shell.Result packed = new Shell().run("pack", sample, "-o", link.toString());

        assertThat(packed.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(packed.err()).contains("link.tar: is no regular file");
        assertThat(link).isSymbolicLink();
        assertThat(precious).hasContent("precious");
    }

    @Test
    void an_at_sign_before_a_name_opens_no_file() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "s3cr3t");

        Shell.Result checked = new Shell().run("check", "@" + secret);

        assertThat(checked.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(checked.out() + checked.err()).doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https:/127.0.0.1:1/x.tar?Signature=s3cr3t",
                "https://user:pa/s3cr3t@obs.example.com/x.tar",
                "https://127.0.0.1:1/x.tar?AccessKeyId=AK&\nSignature=s3cr3t",
                "https://user:pa/s3cr\n3t@obs.example.com/s3cr3t@x.tar",
                " https://127.0.0.1:1/x.tar?Signature=s3cr3t",
                "\nhttps://127.0.0.1:1/x.tar?Signature=s3cr3t"
            })
    void a_url_with_a_mistake_in_it_is_not_shown_with_its_secrets(String url) {
        Shell.Result checked = new Shell().run("check", url);

        assertThat(checked.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(checked.out() + checked.err()).isNotBlank().doesNotContain("s3cr3t");
    }

    @Test
    void a_url_that_was_wrapped_is_read_and_shown_without_its_second_line() throws IOException {
        new Shell().run("pack", sample, "-o", good);
        try (ObjectServer server = new ObjectServer(Path.of(good))) {
            Shell.Result checked = new Shell().run("check", "\t" + server.url() + "?Expires=1&\nSignature=s3cr3t\n");

            assertThat(checked.exit()).as(checked.err()).isZero();
            assertThat(checked.out()).contains(server.url() + ": accepted").doesNotContain("s3cr3t");
        }
    }

    @Test
    void a_name_that_no_file_can_have_is_wrong_usage() {
        Shell.Result checked = new Shell().run("check", "x\0y.tar");

        assertThat(checked.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(checked.err()).contains("is no name of a file here");
    }

    @Test
    void an_at_sign_in_the_key_of_an_object_is_shown() {
        Shell.Result checked = new Shell().run("check", "https://127.0.0.1:1/some/a@b.tar?Signature=s3cr3t");

        assertThat(checked.err()).contains("127.0.0.1").doesNotContain("***", "s3cr3t");
    }
}
