package io.github.cphshare.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fact in the contract says which document it is from, or why it is there without one. */
class ProvenanceTest {

    private static final Set<String> LIMITS = Set.of(
            "pattern", "minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum", "enum", "uniqueItems");

    /** Elements that have to say where they are from, by where they stand. */
    private static final List<Pattern> ELEMENTS = List.of(
            Pattern.compile("#/servers/\\d+"),
            Pattern.compile("#/servers/\\d+/variables/[^/]+"),
            Pattern.compile("#/paths/[^/]+/(get|put|post|delete|patch|head)"),
            Pattern.compile("#/paths/.*/parameters/\\d+"),
            Pattern.compile("#/paths/.*/responses/[^/]+"),
            Pattern.compile("#/paths/.*/headers/[^/]+"),
            Pattern.compile("#/components/(parameters|responses|headers|securitySchemes|schemas)/[^/]+"),
            Pattern.compile("#/components/responses/[^/]+/headers/[^/]+"),
            Pattern.compile("#/components/schemas/.+/properties/[^/]+"));

    static List<Document> contracts() {
        return Document.contracts();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void every_element_and_every_limit_names_its_document_or_says_why_it_has_none(Document document) {
        assertThat(silentElements(document)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void every_source_is_one_line_that_begins_with_a_named_document(Document document) {
        Set<String> documents = document.section("#/x-sources").keySet();
        List<String> unknown = new ArrayList<>();
        document.walk((pointer, node) -> {
            if (node.get("x-source") instanceof String source) {
                for (String part : source.split("; ", -1)) {
                    if (part.contains("\n") || !documents.contains(part.split(",", 2)[0])) {
                        unknown.add(pointer + ": " + part);
                    }
                }
            }
        });
        assertThat(unknown).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void no_document_is_named_without_being_used(Document document) {
        Set<String> unused = new TreeSet<>(document.section("#/x-sources").keySet());
        List<Document> users = new ArrayList<>(List.of(document, Document.load("errors.yaml")));
        users.forEach(user -> user.walk((pointer, node) -> {
            if (node.get("x-source") instanceof String source) {
                List.of(source.split("; ", -1)).forEach(part -> unused.remove(part.split(",", 2)[0]));
            }
        }));
        if (document.name().equals("cph-share.yaml")) {
            // Named only by rows of the table of discrepancies.
            unused.removeIf(id -> discrepancies().contains(id));
        }
        assertThat(unused).isEmpty();
    }

    @Test
    void discrepancies_are_named_in_the_contract_and_decided_in_the_table_none_without_the_other() {
        Set<String> named = new TreeSet<>();
        Document.load("cph-share.yaml").walk((pointer, node) -> {
            if (node.get("x-discrepancy") instanceof String ids) {
                named.addAll(List.of(ids.split(", ", -1)));
            }
        });
        Set<String> decided = new TreeSet<>();
        Matcher rows = Pattern.compile("(?m)^\\| (D\\d+) \\|").matcher(discrepancies());
        while (rows.find()) {
            decided.add(rows.group(1));
        }
        assertThat(named).isEqualTo(decided).isNotEmpty();
    }

    private static List<String> silentElements(Document document) {
        List<String> silent = new ArrayList<>();
        document.walk((pointer, node) -> {
            boolean element = ELEMENTS.stream().anyMatch(p -> p.matcher(pointer).matches());
            boolean limit = isSchema(pointer) && node.keySet().stream().anyMatch(LIMITS::contains);
            boolean speaks = node.containsKey("x-source") || node.containsKey("x-unverified");
            if ((element || limit) && !node.containsKey("$ref") && !speaks) {
                silent.add(pointer);
            }
        });
        return silent;
    }

    private static boolean isSchema(String pointer) {
        return !pointer.contains("/example") && !pointer.startsWith("#/info");
    }

    private static String discrepancies() {
        try {
            return Files.readString(Document.MODULE.resolve("DISCREPANCIES.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void the_check_itself_notices_a_silent_limit() {
        Document broken = new Document(
                "broken",
                Map.of(
                        "components",
                        Map.of("schemas", Map.of("A", Map.of("x-source", "S", "items", Map.of("maxLength", 3))))));
        assertThat(silentElements(broken)).containsExactly("#/components/schemas/A/items");
    }
}
