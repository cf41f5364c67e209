package io.github.cphshare.client.tar;

import java.util.Arrays;

/** The few questions about byte strings that {@link Arrays} does not answer. */
final class Bytes {
    private Bytes() {}

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
