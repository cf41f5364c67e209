package io.github.cphshare.client.tar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NameTableTest {
    @Test
    void names_that_share_a_slot_stay_apart() {
        NameTable table = new NameTable();
        Random random = new Random(1);
        for (int i = 0; i < 5000; i++) {
            // The low bits choose the slot, so all of these compete for one.
            table.put((long) i << 40, random.nextLong(), i);
        }
        assertThat(table.size()).isEqualTo(5000);
        for (int i = 0; i < 5000; i++) {
            assertThat(table.value(table.find((long) i << 40))).isEqualTo(i);
        }
        assertThat(table.find(5000L << 40)).isEqualTo(-1);
    }

    @Test
    void the_hash_is_siphash() {
        // The test vector of the paper (appendix A): key 00..0f, message 00..0e.
        byte[] message = new byte[15];
        for (int i = 0; i < message.length; i++) {
            message[i] = (byte) i;
        }
        SipHash hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

        assertThat(hash.hash(message, message.length)).isEqualTo(0xa129ca6149be45e5L);
    }
}
