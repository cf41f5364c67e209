package io.github.cphshare.client.tar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarNumberTest {
    @ParameterizedTest
    @ValueSource(ints = {8, 12})
    void every_octal_number_is_read_as_it_was_written(int length) {
        Random random = new Random(1);
        for (int bits = 0; bits <= 3 * (length - 1); bits++) {
            long largest = (1L << bits) - 1;
            for (long value : new long[] {largest, largest / 2 + 1, random.nextLong() & largest}) {
                for (String end : new String[] {"\0", " "}) {
                    String text = String.format("%0" + (length - 1) + "o", value) + end;
                    assertThat(parse(text)).as(text).isEqualTo(new TarNumber(TarNumber.Form.OCTAL, value));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 12})
    void one_other_byte_anywhere_makes_it_no_number(int length) {
        for (int at = 0; at < length; at++) {
            for (char other : new char[] {'8', '/', '9', ':', 'x', '-', 'p', '7' + 8, 1, 0x70}) {
                StringBuilder text = new StringBuilder("0".repeat(length - 1) + "\0");
                text.setCharAt(at, other);
                assertThat(parse(text.toString()).form())
                        .as("%s at %s", (int) other, at)
                        .isEqualTo(TarNumber.Form.MALFORMED);
            }
        }
    }

    @Test
    void digits_to_the_last_byte_are_a_number_too() {
        assertThat(parse("77777777")).isEqualTo(new TarNumber(TarNumber.Form.OCTAL, 077777777));
        assertThat(parse("777777777777")).isEqualTo(new TarNumber(TarNumber.Form.OCTAL, 0777777777777L));
    }

    private static TarNumber parse(String text) {
        byte[] block = ("xx" + text + "yy").getBytes(StandardCharsets.ISO_8859_1);
        return TarNumber.parse(block, 2, text.length());
    }
}
