package io.github.cphshare.client.tar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The document and the enum tell one story. */
class TarRulesDocumentTest {
    private static final Pattern SECTION =
            Pattern.compile("### `([a-z0-9.-]+)` \\((error|warning|note)\\)\n([^\n]+)\n");

    @Test
    void every_rule_has_its_paragraph_in_the_order_of_the_enum() throws IOException {
        List<String> rules = Arrays.stream(TarRule.values())
                .map(rule -> rule.id() + " " + rule.severity().name().toLowerCase(Locale.ROOT))
                .toList();

        assertThat(paragraphs().keySet()).containsExactlyElementsOf(rules);
        assertThat(paragraphs().values())
                .allSatisfy(paragraph ->
                        assertThat(paragraph).hasSizeGreaterThan(60).endsWith("."));
    }

    @Test
    void every_rule_explains_itself_in_a_sentence_and_says_what_to_do() {
        assertThat(TarRule.values()).allSatisfy(rule -> {
            assertThat(rule.id()).matches("(archive|header|pax|gnu|entry|link|path)\\.[a-z0-9]+(-[a-z0-9]+)*");
            assertThat(rule.explanation()).endsWith(".").hasSizeGreaterThan(20);
            assertThat(rule.remedy()).endsWith(".").hasSizeGreaterThan(10);
        });
        assertThat(TarRule.values()).extracting(TarRule::id).doesNotHaveDuplicates();
    }

    /** The document's paragraphs by id and severity. */
    private static Map<String, String> paragraphs() throws IOException {
        Map<String, String> paragraphs = new LinkedHashMap<>();
        Matcher section = SECTION.matcher(Files.readString(document()));
        while (section.find()) {
            assertThat(paragraphs.put(section.group(1) + " " + section.group(2), section.group(3)))
                    .isNull();
        }
        return paragraphs;
    }

    private static Path document() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/tar-rules.md"))) {
            folder = folder.getParent();
            assertThat(folder).as("the root of the repository").isNotNull();
        }
        return folder.resolve("docs/tar-rules.md");
    }
}
