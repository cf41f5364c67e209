package io.github.cphshare.client.tar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Writes archives byte by byte: good ones, and such as no tool would write. */
final class TarBytes {
    static final int BLOCK = 512;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static TarBytes archive() {
        return new TarBytes();
    }

    /** A header of a plain file, to be bent as a test needs. */
    static H header(String name) {
        return new H(name);
    }

    /** The bytes of one PAX record, with its right length. */
    static byte[] record(String key, String value) {
        int body = (" " + key + "=" + value + "\n").getBytes(UTF_8).length;
        int length = body + 1;
        while (String.valueOf(length).length() + body != length) {
            length++;
        }
        return (length + " " + key + "=" + value + "\n").getBytes(UTF_8);
    }

    static byte[] records(String... keysAndValues) {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            records.writeBytes(record(keysAndValues[i], keysAndValues[i + 1]));
        }
        return records.toByteArray();
    }

    TarBytes file(String name, String content) {
        return entry(header(name), content.getBytes(UTF_8));
    }

    TarBytes file(String name) {
        return file(name, "hello");
    }

    TarBytes directory(String name) {
        return entry(header(name).type('5').mode(0755));
    }

    TarBytes pax(String... keysAndValues) {
        return pax(records(keysAndValues));
    }

    TarBytes pax(byte[] body) {
        return entry(header("PaxHeaders/x").type('x'), body);
    }

    TarBytes longName(String name) {
        return longName((name + "\0").getBytes(UTF_8));
    }

    TarBytes longName(byte[] body) {
        return entry(header("././@LongLink").type('L').gnu(), body);
    }

    TarBytes longLink(String name) {
        return entry(header("././@LongLink").type('K').gnu(), (name + "\0").getBytes(UTF_8));
    }

    /** A record whose block goes on behind its end. */
    TarBytes padded(char type, String body, String behind) {
        return raw(header("x").type(type).size(body.length()).bytes())
                .raw((body + behind).getBytes(UTF_8))
                .pad();
    }

    TarBytes entry(H header) {
        return raw(header.bytes());
    }

    /** An entry whose header says the size of its body. */
    TarBytes entry(H header, byte[] body) {
        return raw(header.size(body.length).bytes()).raw(body).pad();
    }

    TarBytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    TarBytes pad() {
        return raw(new byte[-out.size() & (BLOCK - 1)]);
    }

    TarBytes zeroBlocks(int count) {
        return raw(new byte[count * BLOCK]);
    }

    /** The archive with its two zero blocks. */
    byte[] end() {
        return zeroBlocks(2).bytes();
    }

    /** The archive as it stands. */
    byte[] bytes() {
        return out.toByteArray();
    }

    /** One header block. */
    static final class H {
        private final byte[] block = new byte[BLOCK];
        private UnaryOperator<byte[]> checksum = H::withChecksum;

        private H(String name) {
            put(0, name.getBytes(UTF_8).length > 100 ? Arrays.copyOf(name.getBytes(UTF_8), 100) : name.getBytes(UTF_8));
            mode(0644)
                    .number(108, 8, 0)
                    .number(116, 8, 0)
                    .size(0)
                    .number(136, 12, 0)
                    .type('0');
            put(257, "ustar\00000");
            number(329, 8, 0).number(337, 8, 0);
        }

        H put(int at, String text) {
            return put(at, text.getBytes(UTF_8));
        }

        H put(int at, byte[] bytes) {
            System.arraycopy(bytes, 0, block, at, bytes.length);
            return this;
        }

        H zero(int at, int length) {
            return put(at, new byte[length]);
        }

        H number(int at, int length, long value) {
            return put(at, octal(length - 1, value) + "\0");
        }

        /** Without a formatter: it takes longer than a check, and some tests make a million of these. */
        private static String octal(int digits, long value) {
            String octal = Long.toOctalString(value);
            return "0".repeat(Math.max(0, digits - octal.length())) + octal;
        }

        /** GNU's binary form. */
        H binary(int at, int length, long value) {
            zero(at, length);
            for (int i = 0; i < Math.min(8, length - 1); i++) {
                block[at + length - 1 - i] = (byte) (value >> (8 * i));
            }
            block[at] = (byte) 0x80;
            return this;
        }

        H mode(int mode) {
            return number(100, 8, mode);
        }

        H size(long size) {
            return size < 0 || size > 077777777777L ? binary(124, 12, size) : number(124, 12, size);
        }

        H type(char type) {
            block[156] = (byte) type;
            return this;
        }

        H link(String target) {
            return put(157, target);
        }

        H prefix(String prefix) {
            return put(345, prefix);
        }

        H gnu() {
            return put(257, "ustar  \0").zero(329, 16);
        }

        /** Writes another checksum than the right one. */
        H checksum(UnaryOperator<byte[]> other) {
            checksum = other;
            return this;
        }

        byte[] bytes() {
            return checksum.apply(block.clone());
        }

        static int sum(byte[] block, boolean signed) {
            int sum = 0;
            for (int i = 0; i < block.length; i++) {
                int value = i >= 148 && i < 156 ? ' ' : block[i];
                sum += signed ? value : value & 0xFF;
            }
            return sum;
        }

        static byte[] withChecksum(byte[] block) {
            return withText(block, octal(6, sum(block, false)) + "\0 ");
        }

        static byte[] withText(byte[] block, String text) {
            System.arraycopy(text.getBytes(UTF_8), 0, block, 148, text.length());
            return block;
        }
    }
}
