package io.github.cphshare.client.tar;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A header block, field by field (POSIX.1-1988 ustar and GNU tar's form of it). It only looks; what it sees is judged by
 * {@link HeaderRules}.
 */
final class Header {
    enum Magic {
        USTAR,
        GNU,
        OTHER
    }

    /** A field of text: where it lies. */
    enum TextField {
        NAME(0, 100),
        LINK_NAME(157, 100),
        USER_NAME(265, 32),
        GROUP_NAME(297, 32),
        PREFIX(345, 155);

        final int from;
        final int length;

        TextField(int from, int length) {
            this.from = from;
            this.length = length;
        }
    }

    /** A field with a number: where it lies. */
    enum NumberField {
        MODE(100, 8),
        UID(108, 8),
        GID(116, 8),
        SIZE(124, 12),
        MTIME(136, 12),
        DEV_MAJOR(329, 8),
        DEV_MINOR(337, 8);

        final int from;
        final int length;

        NumberField(int from, int length) {
            this.from = from;
            this.length = length;
        }

        /** The largest number that its octal digits can say, one byte left for the NUL. */
        long largestOctal() {
            return (1L << (3 * (length - 1))) - 1;
        }
    }

    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_LENGTH = 8;
    private static final int TYPE = 156;
    private static final int MAGIC = 257;

    private static final byte[] USTAR_MAGIC = {'u', 's', 't', 'a', 'r', 0, '0', '0'};
    private static final byte[] GNU_MAGIC = {'u', 's', 't', 'a', 'r', ' ', ' ', 0};
    private static final byte[] ZEROES = new byte[BlockReader.BLOCK];
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EVEN_BYTES = 0x00FF_00FF_00FF_00FFL;
    private static final long LOWEST_BITS = 0x0101_0101_0101_0101L;
    private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;

    private static final byte[] NO_TEXT = {};

    private final byte[] bytes;

    // Several rules ask for them: read once, when first asked for.
    private byte @Nullable [] rawPath;
    private int nameLength = -1;

    /** Looks at the block where it lies: holds as long as the array stays as it is. */
    Header(byte[] block) {
        this.bytes = block;
    }

    Magic magic() {
        if (isAt(MAGIC, USTAR_MAGIC, USTAR_MAGIC.length)) {
            return Magic.USTAR;
        }
        return isAt(MAGIC, GNU_MAGIC, GNU_MAGIC.length) ? Magic.GNU : Magic.OTHER;
    }

    private boolean isAt(int index, byte[] wanted, int length) {
        return Arrays.equals(bytes, index, index + length, wanted, 0, length);
    }

    /** Makes a block that was filled otherwise a POSIX header: type, magic and, last, the checksum. */
    static void seal(byte[] block, char type) {
        block[TYPE] = (byte) type;
        System.arraycopy(USTAR_MAGIC, 0, block, MAGIC, USTAR_MAGIC.length);
        int checksum = new Header(block).checksum();
        // Android's tar looks for a 0 or a space at the beginning.
        String sum = String.format(Locale.ROOT, checksum <= 077777 ? "%06o\0 " : "%07o\0", checksum);
        System.arraycopy(sum.getBytes(StandardCharsets.US_ASCII), 0, block, CHECKSUM, CHECKSUM_LENGTH);
    }

    /** The same header, which holds whatever happens to the array. */
    Header copy() {
        return new Header(bytes.clone());
    }

    /** Whether it differs from another one in name, size, time and checksum at most. */
    boolean sharesWith(Header other) {
        return shares(other, NumberField.MODE.from, NumberField.SIZE.from) && shares(other, TYPE, BlockReader.BLOCK);
    }

    private boolean shares(Header other, int from, int to) {
        return Arrays.equals(bytes, from, to, other.bytes, from, to);
    }

    /** Whether the magic field at least begins as that of a tar. */
    boolean looksLikeTar() {
        return isAt(MAGIC, USTAR_MAGIC, 5);
    }

    char type() {
        return (char) byteAt(TYPE);
    }

    int byteAt(int index) {
        return bytes[index] & 0xFF;
    }

    boolean isZero(int from, int to) {
        // Compares eight bytes and more at a time, where a loop would take them one by one.
        return isAt(from, ZEROES, to - from);
    }

    TarNumber number(NumberField field) {
        return TarNumber.parse(bytes, field.from, field.length);
    }

    /** What a field says; 0 where that is no number. */
    long value(NumberField field) {
        return TarNumber.value(bytes, field.from, field.length);
    }

    /** Whether a field is all digits up to its end, as nearly all writers write it. */
    boolean isPlain(NumberField field) {
        return plainValue(field) >= 0;
    }

    /** What a field says that is all digits up to its end; −1 for any other one. */
    long plainValue(NumberField field) {
        return TarNumber.plain(bytes, field.from, field.length);
    }

    /** The bytes of a text field up to its first NUL. */
    byte[] text(TextField field) {
        int length = textLength(field);
        return length == 0 ? NO_TEXT : Arrays.copyOfRange(bytes, field.from, field.from + length);
    }

    /** How many bytes of a text field stand before its first NUL. */
    int textLength(TextField field) {
        int from = field.from;
        int length = 0;
        // Eight bytes a step: the subtraction borrows from the highest bit of the first byte that is zero.
        for (; length + Long.BYTES <= field.length; length += Long.BYTES) {
            long eight = (long) LONGS.get(bytes, from + length);
            long zeroes = eight - LOWEST_BITS & ~eight & HIGHEST_BITS;
            if (zeroes != 0) {
                return length + Long.numberOfTrailingZeros(zeroes) / Byte.SIZE;
            }
        }
        while (length < field.length && bytes[from + length] != 0) {
            length++;
        }
        return length;
    }

    /** The path that this block alone says: the name, behind the prefix where the magic is that of POSIX. Not to be changed. */
    byte[] rawPath() {
        byte[] path = rawPath;
        if (path == null) {
            path = readRawPath();
            rawPath = path;
        }
        return path;
    }

    /** How many bytes the name has. */
    int nameLength() {
        if (nameLength < 0) {
            nameLength = textLength(TextField.NAME);
        }
        return nameLength;
    }

    private byte[] readRawPath() {
        byte[] name = Arrays.copyOf(bytes, nameLength());
        if (byteAt(TextField.PREFIX.from) == 0 || magic() != Magic.USTAR) {
            return name;
        }
        byte[] prefix = text(TextField.PREFIX);
        byte[] path = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
        path[prefix.length] = '/';
        System.arraycopy(name, 0, path, prefix.length + 1, name.length);
        return path;
    }

    TarNumber storedChecksum() {
        return TarNumber.parse(bytes, CHECKSUM, CHECKSUM_LENGTH);
    }

    /** Whether the checksum begins so that Android's tar takes it for one. */
    boolean checksumBeginsPlainly() {
        byte first = bytes[CHECKSUM];
        return first == '0' || first == ' ';
    }

    /** Whether something ends the digits of the checksum; node-tar reads on where nothing does. */
    boolean checksumIsEnded() {
        byte last = bytes[CHECKSUM + CHECKSUM_LENGTH - 1];
        return last == 0 || last == ' ';
    }

    /** The sum of all bytes, the checksum field taken as spaces. */
    int checksum() {
        return sum(0, BlockReader.BLOCK) - sum(CHECKSUM, CHECKSUM + CHECKSUM_LENGTH) + CHECKSUM_LENGTH * ' ';
    }

    /** The part of the checksum that is the same for each header that {@link #sharesWith} this one. */
    int sharedSum() {
        return checksum() - ownSum();
    }

    /**
     * Whether the stored checksum fits and is written as nearly all are, given the part of it that this header shares, and
     * that there is nothing behind the end of the name.
     */
    boolean fitsChecksum(int shared) {
        return bytes[CHECKSUM] == '0' && TarNumber.plain(bytes, CHECKSUM, CHECKSUM_LENGTH) == shared + ownSum();
    }

    /** The sum of the name, and of size and time, which lie before the checksum. */
    private int ownSum() {
        int whole = Math.min((nameLength() + Long.BYTES - 1) & -Long.BYTES, TextField.NAME.length & -Long.BYTES);
        int sum = sum(0, whole) + sum(NumberField.SIZE.from, CHECKSUM);
        for (int i = whole; i < nameLength(); i++) {
            sum += byteAt(i);
        }
        return sum;
    }

    private int sum(int from, int to) {
        // Eight bytes a step, in four lanes of 16 bits: 64 steps add at most 64 * 510 to a lane, so none overflows.
        long lanes = 0;
        for (int i = from; i < to; i += Long.BYTES) {
            long eight = (long) LONGS.get(bytes, i);
            lanes += (eight & EVEN_BYTES) + (eight >>> 8 & EVEN_BYTES);
        }
        return (int) ((lanes & 0xFFFF) + (lanes >>> 16 & 0xFFFF) + (lanes >>> 32 & 0xFFFF) + (lanes >>> 48));
    }

    /** The same sum with bytes taken as signed, as an old tar of Sun did. Of a header whose checksum is written in ASCII. */
    int signedChecksum() {
        int sum = checksum();
        for (byte value : bytes) {
            if (value < 0) {
                sum -= 256;
            }
        }
        return sum;
    }
}
