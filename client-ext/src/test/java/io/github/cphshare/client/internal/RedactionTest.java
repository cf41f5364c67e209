package io.github.cphshare.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private static final String SECRET = "ab/c+d\\\"=";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ab/c+d\\\"=",
                "ab\\/c+d\\\\\\\"=",
                "ab/c\\u002Bd\\u005c\\u0022\\u003d",
                "\\u0061b/c\\u002bd\\\\\\u0022="
            })
    void a_secret_is_hidden_however_it_is_spelled(String spelling) {
        assertThat(Redaction.hide("x" + spelling + "y" + spelling, SECRET)).isEqualTo("x***y***");
        assertThat(Redaction.hide(spelling, SECRET)).isEqualTo("***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab/c+d", "b/c+d\\\"=", "ab/c\\u002Cd\\\"=", "ab/c\\x002Bd\\\"=", "aab/c-"})
    void what_is_something_else_stays(String text) {
        assertThat(Redaction.hide(text, SECRET)).isSameAs(text);
    }

    @Test
    void a_secret_is_found_behind_its_own_beginning() {
        assertThat(Redaction.hide("ab/ab/c+d\\\"=", SECRET)).isEqualTo("ab/***");
    }

    @Test
    void a_secret_that_a_cut_runs_through_is_left_out_in_each_spelling() {
        String codes =
                SECRET.chars().mapToObj(unit -> String.format("\\u%04x", unit)).collect(Collectors.joining());
        assertThat(codes).hasSize(Redaction.longestSpelling(SECRET));
        for (String spelling : new String[] {SECRET, codes}) {
            for (int length = 1; length < spelling.length(); length++) {
                String text = "said: " + spelling + ", " + spelling.substring(0, length);
                assertThat(Redaction.hideInBeginning(text, SECRET)).isEqualTo("said: ***, ");
            }
            assertThat(Redaction.hideInBeginning(spelling + "!", SECRET)).isEqualTo("***!");
        }
    }

    @Test
    void nothing_is_left_out_behind_the_end_of_a_whole_text() {
        assertThat(Redaction.hide("a half: ab/c", SECRET)).isEqualTo("a half: ab/c");
    }
}
