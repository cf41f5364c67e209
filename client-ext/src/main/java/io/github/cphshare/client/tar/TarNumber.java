package io.github.cphshare.client.tar;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A number as a header field writes it. The field is octal text, or (GNU) a binary number behind a marker bit; readers
 * differ widely on all else, so all else is {@link Form#MALFORMED}.
 *
 * @param form how it is written
 * @param value what it says; 0 where malformed or negative
 */
record TarNumber(Form form, long value) {
    enum Form {
        OCTAL,
        /** Only NUL bytes; GNU tar leaves the device fields of plain files so. */
        ABSENT,
        BASE256,
        NEGATIVE,
        MALFORMED
    }

    /** 2^32 − 2, the largest user or group id: the one after it stands for "leave as is" in Linux. */
    static final long LARGEST_OWNER = 0xFFFF_FFFEL;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final long ZEROES = 0x3030_3030_3030_3030L;
    private static final long DIGITS = 0x0707_0707_0707_0707L;

    private static final TarNumber MALFORMED = new TarNumber(Form.MALFORMED, 0);

    /** Reads a number in whatever form it is. The form that nearly all headers have is read eight digits at a time. */
    static TarNumber parse(byte[] block, int from, int length) {
        long plain = plain(block, from, length);
        return plain >= 0 ? new TarNumber(Form.OCTAL, plain) : parseSlowly(block, from, length);
    }

    /** What {@link #parse} gives as the value, mostly without an object for it. */
    static long value(byte[] block, int from, int length) {
        long plain = plain(block, from, length);
        return plain >= 0 ? plain : parseSlowly(block, from, length).value();
    }

    /** The value of a field that is written as nearly all are: octal digits up to the one or two bytes of its end; −1 for all other forms. */
    static long plain(byte[] block, int from, int length) {
        long start = (long) LONGS.get(block, from);
        if (length == Long.BYTES && (start & (~DIGITS | 0xFF)) == (ZEROES & ~0xFF)) {
            return octal(start >>> 8);
        }
        if (length == Long.BYTES && (start & (~DIGITS | 0xFFFF)) == ((ZEROES & ~0xFFFF) | ' ')) {
            // As checksums are written.
            return octal(start >>> 16);
        }
        if (length == Long.BYTES + Integer.BYTES && (start & ~DIGITS) == ZEROES) {
            int rest = (int) INTS.get(block, from + Long.BYTES);
            if ((rest & (~(int) DIGITS | 0xFF)) == ((int) ZEROES & ~0xFF)) {
                return octal(start) << 9 | octal(rest >>> 8 & 0xFF_FFFF);
            }
        }
        return -1;
    }

    /** The value of up to eight octal digits, of which the last is in the lowest byte. */
    private static long octal(long digits) {
        // Neighbours join: 8 numbers of 3 bits become 4 of 6, then 2 of 12, then 1 of 24.
        long joined = digits & DIGITS;
        joined = (joined | joined >>> 5) & 0x003F_003F_003F_003FL;
        joined = (joined | joined >>> 10) & 0x0000_0FFF_0000_0FFFL;
        return (joined | joined >>> 20) & 0xFF_FFFFL;
    }

    private static TarNumber parseSlowly(byte[] block, int from, int length) {
        int marker = block[from] & 0xFF;
        if (marker >= 0x80) {
            return binary(block, from, length, marker);
        }
        int end = from + length;
        int at = from;
        while (at < end && block[at] == ' ') {
            at++;
        }
        int firstDigit = at;
        long value = 0;
        while (at < end && block[at] >= '0' && block[at] <= '7') {
            value = value << 3 | (block[at] - '0');
            at++;
        }
        boolean digits = at > firstDigit;
        if (firstDigit > from && at == end) {
            // Android's tar counts no spaces before a number, and would read on in the next field.
            return MALFORMED;
        }
        while (at < end && (block[at] == ' ' || block[at] == 0)) {
            at++;
        }
        if (at < end) {
            return MALFORMED;
        }
        if (digits) {
            return new TarNumber(Form.OCTAL, value);
        }
        for (int i = from; i < end; i++) {
            if (block[i] != 0) {
                return MALFORMED;
            }
        }
        return new TarNumber(Form.ABSENT, 0);
    }

    private static TarNumber binary(byte[] block, int from, int length, int marker) {
        if (marker == 0xFF) {
            return new TarNumber(Form.NEGATIVE, 0);
        }
        if (marker != 0x80) {
            return MALFORMED;
        }
        long value = 0;
        for (int i = from + 1; i < from + length; i++) {
            if (value >>> 55 != 0) {
                return MALFORMED;
            }
            value = value << 8 | (block[i] & 0xFF);
        }
        return new TarNumber(Form.BASE256, value);
    }

    /** Whether the field says a number at all. */
    boolean isKnown() {
        return form == Form.OCTAL || form == Form.BASE256;
    }
}
