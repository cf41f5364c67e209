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
        MODE(0, 100, 8),
        UID(1, 108, 8),
        GID(2, 116, 8),
        SIZE(3, 124, 12),
        MTIME(4, 136, 12),
        DEV_MAJOR(5, 329, 8),
        DEV_MINOR(6, 337, 8);

        private final int index;
        final int from;
        final int length;

        NumberField(int index, int from, int length) {
            this.index = index;
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

    private static final byte[] NO_TEXT = {};
    private static final int FIELDS = NumberField.values().length;

    private final byte[] block;
    private final Magic magic;

    // Each rule asks for what it needs, and several for the same: read once, when first asked for.
    private final @Nullable TarNumber[] numbers = new TarNumber[FIELDS];
    private byte @Nullable [] rawPath;

    /** Takes the array over. */
    Header(byte[] block) {
        this.block = block;
        this.magic = readMagic(block);
    }

    private static Magic readMagic(byte[] block) {
        int end = MAGIC + USTAR_MAGIC.length;
        if (Arrays.equals(block, MAGIC, end, USTAR_MAGIC, 0, USTAR_MAGIC.length)) {
            return Magic.USTAR;
        }
        return Arrays.equals(block, MAGIC, end, GNU_MAGIC, 0, GNU_MAGIC.length) ? Magic.GNU : Magic.OTHER;
    }

    /** Makes a block that was filled otherwise a POSIX header: type, magic and, last, the checksum. */
    static void seal(byte[] block, char type) {
        block[TYPE] = (byte) type;
        System.arraycopy(USTAR_MAGIC, 0, block, MAGIC, USTAR_MAGIC.length);
        String sum = String.format(Locale.ROOT, "%06o\0 ", new Header(block).checksum());
        System.arraycopy(sum.getBytes(StandardCharsets.US_ASCII), 0, block, CHECKSUM, CHECKSUM_LENGTH);
    }

    Magic magic() {
        return magic;
    }

    /** Whether the magic field at least begins as that of a tar. */
    boolean looksLikeTar() {
        return Arrays.equals(block, MAGIC, MAGIC + 5, USTAR_MAGIC, 0, 5);
    }

    char type() {
        return (char) (block[TYPE] & 0xFF);
    }

    int byteAt(int index) {
        return block[index] & 0xFF;
    }

    boolean isZero(int from, int to) {
        // Compares eight bytes and more at a time, where a loop would take them one by one.
        return Arrays.equals(block, from, to, ZEROES, 0, to - from);
    }

    TarNumber number(NumberField field) {
        TarNumber number = numbers[field.index];
        if (number == null) {
            number = TarNumber.parse(block, field.from, field.length);
            numbers[field.index] = number;
        }
        return number;
    }

    /** The bytes of a text field up to its first NUL. */
    byte[] text(TextField field) {
        int length = textLength(field);
        return length == 0 ? NO_TEXT : Arrays.copyOfRange(block, field.from, field.from + length);
    }

    /** How many bytes of a text field stand before its first NUL. */
    int textLength(TextField field) {
        int end = field.from + field.length;
        int at = field.from;
        while (at < end && block[at] != 0) {
            at++;
        }
        return at - field.from;
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

    private byte[] readRawPath() {
        byte[] name = text(TextField.NAME);
        if (magic != Magic.USTAR || block[TextField.PREFIX.from] == 0) {
            return name;
        }
        byte[] prefix = text(TextField.PREFIX);
        byte[] path = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
        path[prefix.length] = '/';
        System.arraycopy(name, 0, path, prefix.length + 1, name.length);
        return path;
    }

    TarNumber storedChecksum() {
        return TarNumber.parse(block, CHECKSUM, CHECKSUM_LENGTH);
    }

    /** The sum of all bytes, the checksum field taken as spaces. */
    int checksum() {
        // Eight bytes a step, in four lanes of 16 bits: 64 steps add at most 64 * 510 to a lane, so none overflows.
        long lanes = 0;
        for (int i = 0; i < BlockReader.BLOCK; i += Long.BYTES) {
            long eight = (long) LONGS.get(block, i);
            lanes += (eight & EVEN_BYTES) + (eight >>> 8 & EVEN_BYTES);
        }
        int sum = (int) ((lanes & 0xFFFF) + (lanes >>> 16 & 0xFFFF) + (lanes >>> 32 & 0xFFFF) + (lanes >>> 48));
        for (int i = CHECKSUM; i < CHECKSUM + CHECKSUM_LENGTH; i++) {
            sum += ' ' - (block[i] & 0xFF);
        }
        return sum;
    }

    /** The same sum with bytes taken as signed, as an old tar of Sun did. */
    int signedChecksum() {
        int sum = checksum();
        for (int i = 0; i < BlockReader.BLOCK; i++) {
            boolean inField = i >= CHECKSUM && i < CHECKSUM + CHECKSUM_LENGTH;
            if (!inField && block[i] < 0) {
                sum -= 256;
            }
        }
        return sum;
    }
}
