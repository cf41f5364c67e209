package io.github.cphshare.client.tar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipHashTest {
    private static final byte[] COUNTING = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14};

    /** The authors' own vectors: key and message count up from 0; the one of 15 bytes is in their paper. */
    @ParameterizedTest(name = "{0} bytes")
    @CsvSource({"0, 726fdb47dd0e0e31", "8, 93f5f5799a932462", "15, a129ca6149be45e5"})
    void it_gives_what_its_authors_publish(int length, String hash) {
        SipHash keyed = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

        assertThat(Long.toHexString(keyed.hash(COUNTING, length))).isEqualTo(hash);
        assertThat(keyed.hash(Arrays.copyOf(COUNTING, length), length)).isEqualTo(keyed.hash(COUNTING, length));
    }
}
