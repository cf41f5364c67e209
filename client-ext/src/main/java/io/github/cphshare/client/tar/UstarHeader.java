package io.github.cphshare.client.tar;

import static io.github.cphshare.client.tar.BlockReader.BLOCK;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Locale;

/**
 * Writes headers in the one form that all readers know: POSIX ustar, and one PAX record before it where the path does not
 * fit.
 */
final class UstarHeader {
    private static final int NAME = Header.TextField.NAME.length;
    private static final int PREFIX = Header.TextField.PREFIX.length;

    private final long uid;
    private final long gid;
    private final long mtime;

    UstarHeader(long uid, long gid, long mtime) {
        this.uid = uid;
        this.gid = gid;
        this.mtime = mtime;
    }

    /** All blocks that stand before the body of an entry. */
    byte[] write(String path, char type, int mode, long size) {
        byte[] name = path.getBytes(UTF_8);
        int split = split(name);
        ByteArrayOutputStream out = new ByteArrayOutputStream(BLOCK);
        if (split < 0) {
            byte[] record = pathRecord(name);
            out.writeBytes(block("PaxHeaders/path".getBytes(UTF_8), 0, 'x', 0644, record.length));
            out.writeBytes(record);
            out.writeBytes(new byte[-record.length & (BLOCK - 1)]);
            name = beginning(name);
            split = 0;
        }
        out.writeBytes(block(name, split, type, mode, size));
        return out.toByteArray();
    }

    /** Whether a path does not fit into a header, and stands in a PAX record before it. */
    static boolean needsRecord(String path) {
        return split(path.getBytes(UTF_8)) < 0;
    }

    /** Where the name field begins, behind a slash; 0 if it holds all; −1 if the path does not fit. */
    private static int split(byte[] path) {
        if (path.length <= NAME) {
            return 0;
        }
        // The name must not be empty, which a directory's last slash would make it.
        for (int i = Math.max(1, path.length - 1 - NAME); i <= PREFIX && i < path.length - 1; i++) {
            if (path[i] == '/') {
                return i + 1;
            }
        }
        return -1;
    }

    /** What fits of a long path: whole characters, and no slash at the end, which would make a directory of a file. */
    private static byte[] beginning(byte[] path) {
        int length = NAME;
        while ((path[length] & 0xC0) == 0x80) {
            length--;
        }
        while (path[length - 1] == '/') {
            length--;
        }
        return Arrays.copyOf(path, length);
    }

    private static byte[] pathRecord(byte[] path) {
        int rest = " path=\n".length() + path.length;
        int length = rest + 1;
        // The length counts its own digits.
        while (String.valueOf(length).length() + rest != length) {
            length++;
        }
        ByteArrayOutputStream record = new ByteArrayOutputStream(length);
        record.writeBytes((length + " path=").getBytes(UTF_8));
        record.writeBytes(path);
        record.write('\n');
        return record.toByteArray();
    }

    private byte[] block(byte[] path, int split, char type, int mode, long size) {
        byte[] block = new byte[BLOCK];
        System.arraycopy(path, split, block, Header.TextField.NAME.from, path.length - split);
        if (split > 0) {
            System.arraycopy(path, 0, block, Header.TextField.PREFIX.from, split - 1);
        }
        number(block, Header.NumberField.MODE, mode);
        number(block, Header.NumberField.UID, uid);
        number(block, Header.NumberField.GID, gid);
        number(block, Header.NumberField.SIZE, size);
        number(block, Header.NumberField.MTIME, mtime);
        number(block, Header.NumberField.DEV_MAJOR, 0);
        number(block, Header.NumberField.DEV_MINOR, 0);
        Header.seal(block, type);
        return block;
    }

    private static void number(byte[] block, Header.NumberField field, long value) {
        String digits = String.format(Locale.ROOT, "%0" + (field.length - 1) + "o", value);
        System.arraycopy(digits.getBytes(UTF_8), 0, block, field.from, digits.length());
    }
}
