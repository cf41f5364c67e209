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
        long all = rest(bytes, length);
        for (int i = 0; i + Long.BYTES <= length; i += Long.BYTES) {
            all |= (long) LONGS.get(bytes, i);
        }
        return (all & HIGHEST_BITS) == 0;
    }

    /** Whether there is a letter from A to Z among the first {@code length} bytes, which are ASCII. */
    static boolean hasUpperCase(byte[] bytes, int length) {
        long found = upperCase(rest(bytes, length));
        for (int i = 0; i + Long.BYTES <= length; i += Long.BYTES) {
            found |= upperCase((long) LONGS.get(bytes, i));
        }
        return (found & HIGHEST_BITS) != 0;
    }

    /** Sets the highest bit of each byte that is a letter from A to Z: the first sum does from A on, the second from behind Z on. */
    private static long upperCase(long eight) {
        return eight + (0x80 - 'A') * EACH & ~(eight + (0x80 - 'Z' - 1) * EACH);
    }

    /** Those of the first {@code length} bytes that make up no whole eight, the first in the lowest byte, zeros above them. */
    static long rest(byte[] bytes, int length) {
        int count = length % Long.BYTES;
        if (count == 0) {
            return 0;
        }
        if (length >= Long.BYTES) {
            return (long) LONGS.get(bytes, length - Long.BYTES) >>> (Byte.SIZE * (Long.BYTES - count));
        }
        long rest = 0;
        for (int i = 0; i < count; i++) {
            rest |= (bytes[i] & 0xFFL) << (Byte.SIZE * i);
        }
        return rest;
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
