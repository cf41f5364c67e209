package io.github.cphshare.client.tar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentRangeTest {
    @Test
    void first_and_last_byte_count_both() {
        assertThat(ContentRange.parse(" bytes 5-7/100 ")).isEqualTo(new ContentRange(5, 7, 100));
        assertThat(new ContentRange(5, 7, 100).length()).isEqualTo(3);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "bytes 5-7/*",
                "bytes */100",
                "bytes 5-/100",
                "items 5-7/100",
                "bytes 5-7/9999999999999999999"
            })
    void what_does_not_tell_which_bytes_of_how_many_is_no_range(String header) {
        assertThat(ContentRange.parse(header)).isNull();
    }

    @ParameterizedTest(name = "{0} to {1} of {2}: {3}")
    @CsvSource({
        "5,  5, 100, true",
        "5, 14, 100, true",
        "5, 14,  15, true",
        "5, 15, 100, false",
        "5, 14,  14, false",
        "5,  4, 100, false",
        "5,  3, 100, false",
        "4, 13, 100, false",
        "6, 14, 100, false",
    })
    void the_beginning_of_the_ten_bytes_from_the_fifth_on_is_an_answer(
            long first, long last, long total, boolean answer) {
        assertThat(new ContentRange(first, last, total).answers(5, 10)).isEqualTo(answer);
    }
}
