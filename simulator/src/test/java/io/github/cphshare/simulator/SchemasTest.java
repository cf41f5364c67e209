package io.github.cphshare.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemasTest {
    private static JsonNode json(String text) throws IOException {
        return Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_misspelt_keyword_is_not_a_limit_that_silently_checks_nothing() throws IOException {
        Schemas schemas = new Schemas(json("{}"));
        JsonNode schema = json("{'type':'string','maxLenght':3,'x-source':'a document'}");

        assertThatThrownBy(() -> schemas.compiled(schema).get().validate(json("'abcd'")))
                .isInstanceOf(JsonSchemaException.class)
                .hasMessageContaining("maxLenght");
    }

    @ParameterizedTest
    @CsvSource({
        "^[a-z]+$, abc, true",
        "^[a-z]+$, 'abc\n', false",
        "^[a-z]+\\\\$, abc$, true",
        "^[a-z]+\\\\$, abc$d, true",
        "[a-z]$, 1a, true"
    })
    void a_pattern_ends_where_the_text_ends(String pattern, String text, boolean fits) throws IOException {
        Schemas schemas = new Schemas(json("{}"));
        JsonNode schema = json("{'type':'string','pattern':'" + pattern + "'}");
        JsonNode value = json("'" + text.replace("\n", "\\n") + "'");

        assertThat(schemas.compiled(schema).get().validate(value).isEmpty()).isEqualTo(fits);
    }
}
