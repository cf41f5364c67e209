package io.github.cphshare.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rehearses, in a copy of this module, what comes with the first release: {@code release} records the contract, and from then
 * on the gate refuses what it lets pass today.
 */
class ReleaseTest {

    @TempDir
    Path module;

    private record Run(int exitCode, String output) {}

    @BeforeEach
    void the_contract_as_it_is_is_published_as_1_0_0() throws Exception {
        Files.createDirectories(module.resolve("src/main/openapi"));
        for (String name : CompatibilityGate.DOCUMENTS) {
            Files.copy(Document.MODULE.resolve("src/main/openapi").resolve(name), contract(name));
        }
        Files.copy(Document.MODULE.resolve("release"), module.resolve("release"), StandardCopyOption.COPY_ATTRIBUTES);
        version("1.0.0");
        changelog("## 1.0.0\n- The first one.\n");
        assertThat(objections()).isEmpty();

        Run run = release();

        assertThat(run).isEqualTo(new Run(0, "recorded released/1.0.0; commit it with the release\n"));
        assertThat(objections()).isEmpty();
    }

    @Test
    void words_need_a_version_and_a_section() throws IOException {
        edit("cph-share.yaml", "title: Cloud Phone shared storage", "title: Shared storage of cloud phones");
        assertThat(objections()).containsExactly("the contract has changed since 1.0.0, its version has not");

        version("1.0.1");
        assertThat(objections()).containsExactly("the changelog has no section 1.0.1");

        changelog("## 1.0.1\n- Words.\n\n## 1.0.0\n- The first one.\n");
        assertThat(objections()).isEmpty();
    }

    @Test
    void a_break_needs_a_major_version_and_words_about_it() throws IOException {
        edit("cph-share.yaml", "maxLength: 63", "maxLength: 62");
        version("1.1.0");
        changelog("## 1.1.0\n- Shorter names.\n\n## 1.0.0\n- The first one.\n");
        assertThat(objections())
                .hasSize(2)
                .anyMatch(one -> one.startsWith("version 1.1.0 does not announce that it breaks 1.0.0"))
                .anyMatch(one -> one.startsWith("the changelog does not say what breaks"));

        version("2.0.0");
        changelog("## 2.0.0\n### Breaking\n- Shorter names.\n\n## 1.0.0\n- The first one.\n");
        assertThat(objections()).isEmpty();
    }

    @Test
    void the_next_release_is_what_is_compared_with_next() throws Exception {
        edit("cph-share.yaml", "maxLength: 63", "maxLength: 64");
        version("1.1.0");
        changelog("## 1.1.0\n- Longer names.\n\n## 1.0.0\n- The first one.\n");
        assertThat(release().exitCode()).isZero();

        edit("cph-share.yaml", "maxLength: 64", "maxLength: 63");

        assertThat(CompatibilityGate.lastPublished(module.resolve("released")))
                .contains(module.resolve("released/1.1.0"));
        assertThat(objections())
                .anyMatch(one -> one.startsWith("version 1.1.0 does not announce that it breaks 1.1.0"));
    }

    @Test
    void what_was_published_is_not_written_over() throws Exception {
        edit("cph-share.yaml", "maxLength: 63", "maxLength: 64");

        assertThat(release())
                .isEqualTo(new Run(1, "released/1.0.0 is there already: what was published is never changed\n"));
        assertThat(module.resolve("released/1.0.0/cph-share.yaml")).content().contains("maxLength: 63");
    }

    @Test
    void nothing_is_recorded_without_a_section_or_with_versions_that_differ() throws Exception {
        version("1.1.0");
        assertThat(release()).isEqualTo(new Run(1, "CHANGELOG.md has no section 1.1.0\n"));

        edit("errors.yaml", "  version: 1.1.0", "  version: 1.0.0");
        assertThat(release()).isEqualTo(new Run(1, "src/main/openapi/errors.yaml is not of version 1.1.0\n"));
        assertThat(module.resolve("released/1.1.0")).doesNotExist();
    }

    private List<String> objections() throws IOException {
        List<Document> published = CompatibilityGate.lastPublished(module.resolve("released"))
                .map(ReleaseTest::documents)
                .orElse(List.of());
        return new CompatibilityGate(
                        published,
                        documents(module.resolve("src/main/openapi")),
                        Files.readString(module.resolve("CHANGELOG.md")))
                .objections();
    }

    private static List<Document> documents(Path folder) {
        return CompatibilityGate.DOCUMENTS.stream()
                .map(name -> new Document(name, Document.map(Document.yaml(folder.resolve(name)))))
                .toList();
    }

    private Run release() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "release")
                .directory(module.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Run(process.waitFor(), output);
    }

    private void version(String version) throws IOException {
        for (String name : CompatibilityGate.DOCUMENTS) {
            String text = Files.readString(contract(name));
            Files.writeString(contract(name), text.replaceFirst("(?m)^  version: .*$", "  version: " + version));
        }
    }

    private void changelog(String text) throws IOException {
        Files.writeString(module.resolve("CHANGELOG.md"), "# Changelog\n\n" + text);
    }

    private void edit(String name, String from, String to) throws IOException {
        String text = Files.readString(contract(name));
        assertThat(text).contains(from);
        Files.writeString(contract(name), text.replaceFirst(from, to));
    }

    private Path contract(String name) {
        return module.resolve("src/main/openapi").resolve(name);
    }
}
