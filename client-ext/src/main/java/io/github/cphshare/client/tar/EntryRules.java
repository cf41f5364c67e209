package io.github.cphshare.client.tar;

import io.github.cphshare.client.tar.Header.NumberField;
import io.github.cphshare.client.tar.Header.TextField;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What an entry may be, apart from its path. */
final class EntryRules {
    private static final int SET_ID = 0_6000;
    private static final int STICKY = 0_1000;
    private static final int OWNER_WRITES_AND_ENTERS = 0_300;
    private static final int FILE_TYPE = 0_170000;

    /** The beginning of the year 2100, in seconds since 1970. */
    static final long LATEST = 4_102_444_800L;

    private final Findings findings;
    private final long largest;

    EntryRules(TarPolicy policy, Findings findings) {
        this.findings = findings;
        this.largest = policy.limit(TarLimit.ENTRY_SIZE);
    }

    /** Gives whether readers agree on where the entry ends, so that the next one can be looked for. */
    boolean check(Entry entry) {
        type(entry);
        mode(entry);
        owner(entry, NumberField.UID, "uid", TextField.USER_NAME, "uname");
        owner(entry, NumberField.GID, "gid", TextField.GROUP_NAME, "gname");
        time(entry);
        return size(entry);
    }

    private void type(Entry entry) {
        switch (entry.type()) {
            case 0, '0' -> {
                boolean rawSlash =
                        entry.type() == 0 && endsInSlash(entry.header().rawPath());
                if (entry.pathEndsInSlash() || rawSlash) {
                    findings.add(TarRule.ENTRY_FILE_TRAILING_SLASH, "A file's path ends in a slash");
                }
            }
            case '5' -> {}
            case '1' -> findings.add(TarRule.ENTRY_HARDLINK, "The entry is a hard link to " + target(entry));
            case '2' -> findings.add(TarRule.ENTRY_SYMLINK, "The entry is a symbolic link to " + target(entry));
            case '3', '4' -> findings.add(TarRule.ENTRY_DEVICE, "The entry is a device");
            case '6' -> findings.add(TarRule.ENTRY_FIFO, "The entry is a named pipe");
            case 'S' -> findings.add(TarRule.ENTRY_SPARSE, "The entry is a GNU sparse file");
            default ->
                findings.add(
                        TarRule.ENTRY_TYPE_UNSUPPORTED,
                        "The entry has the type '" + Escape.text(String.valueOf(entry.type())) + "'");
        }
    }

    private static boolean endsInSlash(byte[] path) {
        return path.length > 0 && path[path.length - 1] == '/';
    }

    private static String target(Entry entry) {
        return "'" + Escape.bytes(entry.link()) + "'";
    }

    private boolean size(Entry entry) {
        long size = entry.size();
        boolean agreed = true;
        if (entry.pax() != null && entry.pax().has("size")) {
            byte[] said = entry.pax().get("size");
            if (!Arrays.equals(said, Long.toString(size).getBytes(StandardCharsets.US_ASCII))) {
                findings.add(
                        TarRule.PAX_SIZE_MISMATCH,
                        "The header says " + size + " bytes, the PAX record " + Escape.bytes(said));
                agreed = false;
            }
        }
        boolean empty = "123456".indexOf(entry.type()) >= 0;
        if (empty && size > 0) {
            findings.add(TarRule.ENTRY_SIZE_ON_NONFILE, "The entry is no file and has " + size + " bytes");
            agreed = false;
        }
        if (size > largest) {
            findings.add(TarRule.ENTRY_TOO_LARGE, "The entry has " + size + " bytes, more than " + largest);
        }
        // Old sparse files may go on with more blocks of map before the body.
        return agreed && entry.type() != 'S';
    }

    private void mode(Entry entry) {
        long said = entry.header().value(NumberField.MODE);
        int mode = (int) said;
        if ((mode & SET_ID) != 0 || ((mode & STICKY) != 0 && !entry.isDirectory())) {
            findings.add(TarRule.ENTRY_MODE_SETID, "The mode is " + octal(said));
        } else if ((mode & STICKY) != 0) {
            findings.add(TarRule.ENTRY_MODE_SETID, Severity.WARNING, "The directory's mode is " + octal(said));
        }
        if (entry.isDirectory() && (mode & OWNER_WRITES_AND_ENTERS) != OWNER_WRITES_AND_ENTERS) {
            findings.add(TarRule.ENTRY_MODE_LOCKED, "The directory's mode is " + octal(said));
        }
        int type = mode & FILE_TYPE;
        boolean fits = type == 0 || type == fileType(entry.type());
        if (!fits || said >>> 16 != 0) {
            findings.add(
                    TarRule.ENTRY_MODE_TYPE_MISMATCH,
                    "The mode is " + octal(said) + ", the type '" + Escape.text(String.valueOf(entry.type())) + "'");
        }
    }

    private static String octal(long mode) {
        return "0" + Long.toOctalString(mode);
    }

    /** The file type that belongs to a type flag in {@code st_mode}; −1 where none does. */
    private static int fileType(char type) {
        return switch (type) {
            case 0, '0', '1' -> 0_100000;
            case '2' -> 0_120000;
            case '3' -> 0_020000;
            case '4' -> 0_060000;
            case '5' -> 0_040000;
            case '6' -> 0_010000;
            default -> -1;
        };
    }

    private void owner(Entry entry, NumberField field, String idKey, TextField name, String nameKey) {
        long id = entry.pax() != null && entry.pax().has(idKey)
                ? entry.pax().number(idKey)
                : entry.header().value(field);
        if (id > TarNumber.LARGEST_OWNER) {
            findings.add(TarRule.ENTRY_OWNER_RANGE, "The " + idKey + " is " + id);
        }
        boolean header =
                entry.header().textLength(name) > 0 && hasControl(entry.header().text(name));
        boolean record = entry.pax() != null && hasControl(entry.pax().get(nameKey));
        if (header || record) {
            findings.add(TarRule.ENTRY_OWNER_NAME, "The " + nameKey + " has control characters");
        }
    }

    /** Whether it is of plain visible ASCII, as nearly all owners' names are. */
    private static boolean isPrintable(byte[] name) {
        for (byte value : name) {
            if (value < ' ' || value > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean hasControl(byte[] name) {
        return !isPrintable(name)
                && new String(name, StandardCharsets.UTF_8).codePoints().anyMatch(Characters::isHarmful);
    }

    private void time(Entry entry) {
        long time = entry.header().value(NumberField.MTIME);
        if (entry.pax() != null && entry.pax().has("mtime")) {
            time = entry.pax().number("mtime");
        }
        if (time > LATEST) {
            findings.add(TarRule.ENTRY_MTIME, "The modification time is " + time + " s after 1970");
        }
    }
}
