package io.github.cphshare.client.tar;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The few questions about byte strings that {@link Arrays} does not answer. */
final class Bytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101_0101_0101_0101L;
    private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;

    private Bytes() {}

    /** Whether the first {@code length} bytes are ASCII. Eight bytes a step, as below. */
    static boolean isAscii(byte[] bytes, int length) {
        long all = 0;
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            all |= (long) LONGS.get(bytes, i);
        }
        for (; i < length; i++) {
            all |= bytes[i];
        }
        return (all & HIGHEST_BITS) == 0;
    }

    /** Whether there is a letter from A to Z among the first {@code length} bytes, which are ASCII. */
    static boolean hasUpperCase(byte[] bytes, int length) {
        long found = 0;
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            long eight = (long) LONGS.get(bytes, i);
            // The highest bit of a byte is set by the first sum from A on, by the second one from behind Z on.
            found |= eight + (0x80 - 'A') * EACH & ~(eight + (0x80 - 'Z' - 1) * EACH);
        }
        boolean upper = (found & HIGHEST_BITS) != 0;
        for (; i < length; i++) {
            upper |= bytes[i] >= 'A' && bytes[i] <= 'Z';
        }
        return upper;
    }

    static int indexOf(byte[] bytes, byte wanted) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    static int count(byte[] bytes, byte wanted) {
        int count = 0;
        for (byte value : bytes) {
            if (value == wanted) {
                count++;
            }
        }
        return count;
    }

    /** Whether all bytes from here on are zero. */
    static boolean isZero(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    /** The bytes before the first NUL. */
    static byte[] untilNul(byte[] bytes) {
        int nul = indexOf(bytes, (byte) 0);
        return nul < 0 ? bytes : Arrays.copyOf(bytes, nul);
    }
}
