package io.github.cphshare.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract keeps what was published; and the gate that says so finds what breaks, and raises no false alarm. */
class CompatibilityGateTest {

    private static final Path RELEASED = Document.MODULE.resolve("released");
    private static final String BREAKING = "### Breaking\n- A server has its job elsewhere.\n";

    static List<Mutation> mutations() {
        return Mutation.all();
    }

    @Test
    void the_contract_may_be_published_as_it_is(TestReporter reporter) throws IOException {
        Optional<Path> last = CompatibilityGate.lastPublished(RELEASED);
        reporter.publishEntry(
                "compared with", last.map(Path::toString).orElse("nothing: no version has been published yet"));
        List<Document> published = last.map(CompatibilityGateTest::documents).orElse(List.of());

        assertThat(new CompatibilityGate(
                                published, working(), Files.readString(Document.MODULE.resolve("CHANGELOG.md")))
                        .objections())
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutations")
    void a_change_that_breaks_is_found_and_one_that_does_not_is_not(Mutation mutation) {
        assertThat(new CompatibilityGate(List.of(mutation.older()), List.of(mutation.newer()), "")
                        .breaks()
                        .isEmpty())
                .isEqualTo(!mutation.isBreaking());
    }

    @Test
    void the_whole_contract_is_compatible_with_itself() {
        assertThat(new CompatibilityGate(working(), working(), "").breaks()).isEmpty();
    }

    @Test
    void the_mutations_are_many_and_of_both_kinds() {
        assertThat(mutations()).filteredOn(Mutation::isBreaking).hasSizeGreaterThan(100);
        assertThat(mutations()).filteredOn(one -> !one.isBreaking()).hasSizeGreaterThan(50);
        assertThat(mutations()).allSatisfy(one -> assertThat(one.newer().root())
                .isNotEqualTo(one.older().root()));
    }

    @Test
    void the_first_version_needs_a_section_in_the_changelog() {
        List<Document> first = of("0.1.0", "A job.", "job_id");

        assertThat(new CompatibilityGate(List.of(), first, "## 0.1.0\n- New.\n").objections())
                .isEmpty();
        assertThat(new CompatibilityGate(List.of(), first, "## 0.2.0\n- New.\n").objections())
                .containsExactly("the changelog has no section 0.1.0");
        assertThat(new CompatibilityGate(List.of(), first, "## 0.1.0\n\n## 0.0.9\n- New.\n").objections())
                .containsExactly("the changelog has no section 0.1.0");
    }

    @Test
    void what_has_not_changed_needs_nothing() {
        List<Document> one = of("0.1.0", "A job.", "job_id");

        assertThat(new CompatibilityGate(one, one, "").objections()).isEmpty();
        assertThat(new CompatibilityGate(of("0.2.0", "A job.", "job_id"), one, "").objections())
                .containsExactly("0.1.0 is older than what was published, 0.2.0");
    }

    @Test
    void any_change_at_all_needs_a_newer_version_and_a_section() {
        List<Document> published = of("0.1.0", "A job.", "job_id");

        assertThat(new CompatibilityGate(published, of("0.1.0", "The job.", "job_id"), "## 0.1.0\n- New.\n")
                        .objections())
                .containsExactly("the contract has changed since 0.1.0, its version has not");
        assertThat(new CompatibilityGate(published, of("0.1.1", "The job.", "job_id"), "## 0.1.0\n- New.\n")
                        .objections())
                .containsExactly("the changelog has no section 0.1.1");
        assertThat(new CompatibilityGate(published, of("0.1.1", "The job.", "job_id"), "## 0.1.1\n- Words.\n")
                        .objections())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0.1.0, 0.1.1, false",
        "0.1.0, 0.2.0, true",
        "1.1.0, 1.2.0, false",
        "1.1.0, 2.0.0, true",
        "0.9.0, 1.0.0, true"
    })
    void a_break_needs_a_version_that_announces_it(String from, String to, boolean announced) {
        List<Document> published = of(from, "A job.", "job_id");
        String changelog = "## " + to + "\n" + BREAKING;

        List<String> objections = new CompatibilityGate(published, of(to, "A job.", "id"), changelog).objections();

        if (announced) {
            assertThat(objections).isEmpty();
        } else {
            assertThat(objections).singleElement().asString().contains("does not announce", "job_id is gone");
        }
    }

    @Test
    void a_break_needs_words_about_it() {
        assertThat(new CompatibilityGate(
                                of("0.1.0", "A job.", "job_id"), of("0.2.0", "A job.", "id"), "## 0.2.0\n- Fine.\n")
                        .objections())
                .singleElement()
                .asString()
                .startsWith("the changelog does not say what breaks");
    }

    @Test
    void a_heading_without_words_says_nothing_of_a_break() {
        assertThat(new CompatibilityGate(
                                of("0.1.0", "A job.", "job_id"),
                                of("0.2.0", "A job.", "id"),
                                "## 0.2.0\n### Breaking\n\n### New\n- An id.\n\n## 0.1.0\n- New.\n")
                        .objections())
                .singleElement()
                .asString()
                .startsWith("the changelog does not say what breaks");
    }

    @Test
    void the_documents_are_published_together() {
        List<Document> mixed = List.of(
                of("0.1.0", "A job.", "job_id").get(0),
                of("0.2.0", "A job.", "job_id").get(0));

        assertThat(new CompatibilityGate(List.of(), mixed, "").objections())
                .containsExactly("the documents are of different versions: [0.1.0, 0.2.0]");
        assertThat(new CompatibilityGate(of("0.1.0", "A job.", "job_id"), List.of(), "").breaks())
                .containsExactly("one.yaml is gone");
    }

    @Test
    void the_last_version_is_the_highest_not_the_last_of_the_alphabet(@TempDir Path released) throws IOException {
        assertThat(CompatibilityGate.lastPublished(released.resolve("none"))).isEmpty();
        for (String version : List.of("0.9.0", "0.10.0", "0.2.0")) {
            Files.createDirectory(released.resolve(version));
        }
        Files.writeString(released.resolve("README.md"), "What was published.");

        assertThat(CompatibilityGate.lastPublished(released)).contains(released.resolve("0.10.0"));
    }

    private static List<Document> working() {
        return CompatibilityGate.DOCUMENTS.stream().map(Document::load).toList();
    }

    private static List<Document> documents(Path folder) {
        return CompatibilityGate.DOCUMENTS.stream()
                .filter(name -> Files.exists(folder.resolve(name)))
                .map(name -> new Document(name, Document.map(Document.yaml(folder.resolve(name)))))
                .toList();
    }

    /** A contract of one operation whose answer has one field. */
    private static List<Document> of(String version, String description, String field) {
        Map<String, Object> schema = Map.of(
                "type", "object", "description", description, "properties", Map.of(field, Map.of("type", "string")));
        Map<String, Object> answer = Map.of(
                "description",
                "The job.",
                "content",
                Map.of("application/json", Map.of("schema", Map.of("$ref", "#/components/schemas/Job"))));
        return List.of(new Document(
                "one.yaml",
                Map.of(
                        "openapi", "3.0.3",
                        "info", Map.of("title", "Jobs", "version", version),
                        "servers", List.of(Map.of("url", "https://jobs.example.com")),
                        "paths",
                                Map.of(
                                        "/job",
                                        Map.of(
                                                "get",
                                                Map.of("operationId", "getJob", "responses", Map.of("200", answer)))),
                        "components", Map.of("schemas", Map.of("Job", schema)))));
    }
}
