package io.github.cphshare.client.tar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipHashTest {
    /**
     * With a key of zeros, messages that count up from 0: what Python from 3.11 on prints for
     * {@code hash(bytes(range(n)))} under {@code PYTHONHASHSEED=0}.
     */
    @ParameterizedTest(name = "{0} bytes")
    @CsvSource({
        "1, 68a914128e01e473",
        "7, 2f098ab0c751325a",
        "8, ead411e67ebe2eea",
        "9, 75927f9d95124362",
        "15, f30eb725bb91c9ea",
        "16, 8972188433a5c5b7",
        "17, 4883c49a2c009c1d",
        "63, 385d3e39e5f37359"
    })
    void it_gives_what_the_hash_of_python_gives(int length, String hash) {
        isHash(new SipHash(0, 0), length, hash);
    }

    /** With the key that the authors of SipHash use for their vectors, as the tests of Rust's hasher have them. */
    @ParameterizedTest(name = "{0} bytes")
    @CsvSource({"0, abac0158050fc4dc", "1, c9f49bf37d57ca93", "2, 82cb9b024dc7d44d", "3, 8bf80ab8e7ddf7fb"})
    void it_gives_what_the_hash_of_rust_gives(int length, String hash) {
        isHash(new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L), length, hash);
    }

    private static void isHash(SipHash keyed, int length, String hash) {
        byte[] counting = new byte[length + 3];
        for (int i = 0; i < counting.length; i++) {
            counting[i] = (byte) i;
        }
        assertThat(Long.toHexString(keyed.hash(counting, length))).isEqualTo(hash);
        assertThat(Long.toHexString(keyed.hash(Arrays.copyOf(counting, length), length)))
                .isEqualTo(hash);
    }
}
