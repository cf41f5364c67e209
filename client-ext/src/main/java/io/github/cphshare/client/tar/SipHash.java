package io.github.cphshare.client.tar;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * SipHash-1-3 (Aumasson and Bernstein, 2012), the keyed hash of the hash tables of Python, Ruby and Rust: one round a word and
 * three at the end. Without the key nobody can choose paths that collide, so an archive can neither slow the set of names down
 * nor hide a name in it.
 */
final class SipHash {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long key0;
    private final long key1;

    SipHash(long key0, long key1) {
        this.key0 = key0;
        this.key1 = key1;
    }

    /** One with a key that nobody can foresee. */
    static SipHash withSecretKey() {
        ByteBuffer key = ByteBuffer.wrap(secret(2 * Long.BYTES));
        return new SipHash(key.getLong(), key.getLong());
    }

    /** {@link SecureRandom} reads from the same file, but takes a tenth of the time of a short check to find that out. */
    private static byte[] secret(int length) {
        byte[] secret = new byte[length];
        try (InputStream random = new FileInputStream("/dev/urandom")) {
            if (random.readNBytes(secret, 0, length) == length) {
                return secret;
            }
        } catch (IOException e) {
            // Not every system has such a file; what follows works on all.
        }
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    /** One loop over local variables: quick as well in a short check, which is over before the best compiler has seen it. */
    long hash(byte[] data, int length) {
        long v0 = key0 ^ 0x736f6d6570736575L;
        long v1 = key1 ^ 0x646f72616e646f6dL;
        long v2 = key0 ^ 0x6c7967656e657261L;
        long v3 = key1 ^ 0x7465646279746573L;
        int whole = length & -Long.BYTES;
        int end = whole + Long.BYTES;
        // The three rounds at the end are those of three words of zero.
        for (int i = 0; i <= end + 2 * Long.BYTES; i += Long.BYTES) {
            long word = 0;
            if (i < whole) {
                word = (long) LONGS.get(data, i);
            } else if (i == whole) {
                word = (long) length << 56 | Bytes.rest(data, length);
            } else if (i == end) {
                v2 ^= 0xFF;
            }
            v3 ^= word;
            v0 += v1;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v3;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v2 = Long.rotateLeft(v2, 32);
            v0 ^= word;
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }
}
