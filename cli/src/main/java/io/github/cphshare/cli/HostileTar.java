package io.github.cphshare.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;

/**
 * An archive that no packer makes and that does harm where it is unpacked without care. Made by code, so that no such
 * file lies around.
 */
final class HostileTar {
    private static final int BLOCK = 512;
    private static final String NO_LINK = "";

    private final ByteArrayOutputStream archive = new ByteArrayOutputStream();

    private HostileTar() {}

    /** The bytes of the archive. */
    static byte[] bytes() {
        return new HostileTar()
                .file("data/../../system/bin/evil", "#!/system/bin/sh\n")
                .file("/system/etc/hosts", "203.0.113.7 example.org\n")
                .file("sdcard/notes.txt", "not below data/ or cache/\n")
                .add('2', "data/app/shortcut", "/data/system", "")
                .add('3', "data/app/console", NO_LINK, "")
                .end();
    }

    private HostileTar file(String name, String content) {
        return add('0', name, NO_LINK, content);
    }

    /** One entry: a header by POSIX.1-1988 (ustar), and a body. */
    private HostileTar add(char type, String name, String link, String content) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000644\0" + "0000000\0" + "0000000\0"); // mode, uid, gid
        put(header, 124, String.format("%011o\0", content.length()));
        put(header, 136, "00000000000\0"); // mtime
        put(header, 148, "        "); // the checksum counts itself as spaces
        header[156] = (byte) type;
        put(header, 157, link);
        put(header, 257, "ustar\0" + "00" + "root\0");
        put(header, 297, "root\0");
        put(header, 329, "0000005\0" + "0000001\0"); // a device's major and minor number
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, String.format("%06o\0 ", sum));
        archive.writeBytes(header);
        archive.writeBytes(content.getBytes(US_ASCII));
        archive.writeBytes(new byte[-content.length() & (BLOCK - 1)]);
        return this;
    }

    private byte[] end() {
        archive.writeBytes(new byte[2 * BLOCK]);
        return archive.toByteArray();
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }
}
