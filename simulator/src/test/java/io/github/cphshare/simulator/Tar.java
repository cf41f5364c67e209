package io.github.cphshare.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Archives by hand, header for header, so that a test can say exactly what is wrong with one. */
final class Tar {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static Tar archive() {
        return new Tar();
    }

    /** What every test wants that is not about archives. */
    static byte[] good() {
        return archive().directory("data/").file("data/app/a.txt", "hello").bytes();
    }

    Tar file(String name, String content) {
        return entry('0', name, content);
    }

    Tar directory(String name) {
        return entry('5', name, "");
    }

    Tar entry(char type, String name, String content) {
        return entry(type, name, content.getBytes(StandardCharsets.UTF_8));
    }

    Tar entry(char type, String name, byte[] content) {
        return raw(sealed(header(type, name, content.length))).raw(padded(content));
    }

    /** A PAX header with records that are already whole. */
    Tar pax(String... records) {
        return entry('x', "PaxHeaders/x", String.join("", records));
    }

    /** A PAX record with its length in front, which counts its own digits too. */
    static String record(String key, String value) {
        String rest = " " + key + "=" + value + "\n";
        int length = rest.getBytes(StandardCharsets.UTF_8).length;
        int total = length + Integer.toString(length).length();
        return (Integer.toString(total).length() + length) + rest;
    }

    Tar raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    byte[] unfinished() {
        return out.toByteArray();
    }

    byte[] bytes() {
        return raw(new byte[1024]).out.toByteArray();
    }

    static byte[] header(char type, String name, long size) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, "0000644\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, String.format("%011o\0", size));
        put(header, 136, "00000000000\0");
        header[156] = (byte) type;
        put(header, 257, "ustar\00000");
        return header;
    }

    static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    /** With the checksum that the rest calls for. */
    static byte[] sealed(byte[] header) {
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, String.format("%06o\0 ", sum));
        return header;
    }

    static byte[] padded(byte[] content) {
        return Arrays.copyOf(content, (content.length + 511) / 512 * 512);
    }
}
