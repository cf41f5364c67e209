package io.github.cphshare.client.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cphshare.generated.model.PushShareFilesRequestBody;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a broken rule is told. */
class ViolationTest {
    private static String shown(String value) {
        return Violation.of("f", "r", "m", value, "s").rejectedValue();
    }

    @Test
    void violations_are_equal_that_tell_the_same() {
        Violation violation = Violation.of("f", "r", "m", "v", "s");

        assertThat(Violation.of("f", "r", "m", "v", "s")).isEqualTo(violation).hasSameHashCodeAs(violation);
        assertThat(List.of(
                        Violation.of("F", "r", "m", "v", "s"),
                        Violation.of("f", "R", "m", "v", "s"),
                        Violation.of("f", "r", "M", "v", "s"),
                        Violation.of("f", "r", "m", "V", "s"),
                        Violation.of("f", "r", "m", null, "s"),
                        Violation.of("f", "r", "m", "v", "S")))
                .doesNotContain(violation);
        assertThat(violation).isNotEqualTo("f: m, was \"v\" [r; s]").hasToString("f: m, was \"v\" [r; s]");
    }

    @Test
    void where_no_value_was_given_none_is_told() {
        assertThat(Violation.of("f", "r", "m", null, "s")).hasToString("f: m [r; s]");
    }

    @Test
    void eighty_characters_of_a_value_are_shown_and_half_a_character_in_digits() {
        String all = "\ud83d\ude00".repeat(80);

        assertThat(shown(all)).isEqualTo(all);
        assertThat(shown(all + "x")).isEqualTo(all + "…");
        assertThat(shown("a\ud83d")).isEqualTo("a\\ud83d");
    }

    @Test
    void a_url_without_a_scheme_has_secrets_too() {
        assertThat(shown("://user:s3cr3t@host/a")).isEqualTo("://***@host/a");
    }

    @ParameterizedTest(name = "of {0}")
    @CsvSource({"10, ", "11, and 1 more", "13, and 3 more"})
    void ten_violations_are_shown_and_the_rest_is_counted(int number, String rest) {
        Violation violation = Violation.of("f", "r", "m", null, "s");

        String message = new InvalidRequestException(Collections.nCopies(number, violation)).getMessage();

        assertThat(message.lines().skip(1))
                .hasSize(rest == null ? 10 : 11)
                .startsWith("  f: m [r; s]")
                .endsWith("  " + (rest == null ? "f: m [r; s]" : rest));
    }

    @Test
    void a_body_without_any_field_lacks_each() {
        assertThat(PushRules.check(PushShareFilesRequestBody.builder().build()))
                .extracting(Violation::field)
                .containsExactly("bucket_name", "object_path", "server_ids");
    }
}
