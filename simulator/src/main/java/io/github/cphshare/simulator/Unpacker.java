package io.github.cphshare.simulator;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar as the service's documents describe one: plain files and directories under {@code data} and {@code cache},
 * in POSIX ustar or GNU form, long names as GNU {@code L} or PAX {@code path} records. Whatever else an archive may hold
 * is refused, not interpreted: nobody documents what the service's own tool does with it. Nothing touches the disk.
 *
 * <p>Written apart from the client's checker on purpose: two readings of one format find each other's mistakes.
 */
final class Unpacker {
    /** "Only /data and /cache can be pushed to": EN-2024, Table 3, row object_path; ZH-2021. */
    private static final Set<String> ROOTS = Set.of("data", "cache");

    private static final int BLOCK = 512;
    /** Android's limits, where the files end up: PATH_MAX with its closing NUL, and NAME_MAX. */
    private static final int LONGEST_PATH = 4095;

    private static final int LONGEST_NAME = 255;

    /** No more than common readers take; each folder of each path is kept. */
    private static final int DEEPEST = 128;

    private final byte[] tar;
    private final List<TarEntry> entries = new ArrayList<>();
    private int offset;
    /** From an {@code L} or PAX record; belongs to the entry that follows. */
    private @Nullable String longPath;

    private Unpacker(byte[] tar) {
        this.tar = tar;
    }

    static List<TarEntry> read(byte[] tar) throws BadArchive {
        Unpacker unpacker = new Unpacker(tar);
        unpacker.readEntries();
        return List.copyOf(unpacker.entries);
    }

    private void readEntries() throws BadArchive {
        while (!atZeroBlock()) {
            readEntry();
        }
        for (int i = offset; i < tar.length; i++) {
            if (tar[i] != 0) {
                throw new BadArchive("the archive goes on after a zero block, at byte " + i);
            }
        }
        if (tar.length - offset < 2 * BLOCK) {
            throw new BadArchive("the archive ends without its two zero blocks");
        }
        if (longPath != null) {
            throw new BadArchive("the last long name belongs to no entry");
        }
        if (entries.isEmpty()) {
            throw new BadArchive("the archive holds nothing");
        }
    }

    private boolean atZeroBlock() throws BadArchive {
        if (tar.length - offset < BLOCK) {
            throw new BadArchive("the archive is cut off at byte " + tar.length);
        }
        return isZero(0, BLOCK);
    }

    private void readEntry() throws BadArchive {
        checkHeader();
        char type = (char) (tar[offset + 156] & 0xff);
        long size = octal(124, 12, "size");
        long end = offset + BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK;
        if (end > tar.length) {
            throw new BadArchive("the archive is cut off inside the entry at byte " + offset);
        }
        boolean unpacked = type == '0' || type == '\0' || type == '5';
        if (unpacked && !isZero(157, 257)) {
            throw new BadArchive("the entry at byte " + offset + " has a link name, and is no link");
        }
        if (isGnu() && !isZero(345, 500)) {
            throw new BadArchive("the GNU header at byte " + offset + " has bytes where others have a prefix");
        }
        int body = offset + BLOCK;
        switch (type) {
            case 'L' -> takeLongPath(withoutClosingNul(body, (int) size));
            case 'x' -> readPax(body, (int) size);
            case '0', '\0' -> add(false, body, (int) size);
            case '5' -> add(true, body, (int) size);
            default ->
                throw new BadArchive("the entry at byte " + offset + " is of type " + printable(String.valueOf(type))
                        + ": only files and directories are unpacked");
        }
        offset = (int) end;
    }

    private boolean isZero(int from, int to) {
        for (int i = offset + from; i < offset + to; i++) {
            if (tar[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private void checkHeader() throws BadArchive {
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : tar[offset + i] & 0xff;
        }
        if (!isUstar() && !isGnu()) {
            throw new BadArchive("there is no tar header at byte " + offset);
        }
        if (octal(148, 8, "checksum") != sum) {
            throw new BadArchive("the header at byte " + offset + " has a wrong checksum");
        }
    }

    private boolean isUstar() {
        return magic().equals("ustar\00000");
    }

    private boolean isGnu() {
        return magic().equals("ustar  \0");
    }

    private String magic() {
        return new String(tar, offset + 257, 8, StandardCharsets.ISO_8859_1);
    }

    private long octal(int at, int length, String what) throws BadArchive {
        String field = new String(tar, offset + at, length, StandardCharsets.ISO_8859_1);
        int end = Math.min(endOf(field, '\0'), field.stripTrailing().length());
        String digits = field.substring(0, end).strip();
        if (!digits.matches("[0-7]{1,12}")) {
            throw new BadArchive("the header at byte " + offset + " has no octal " + what);
        }
        return Long.parseLong(digits, 8);
    }

    private static int endOf(String field, char mark) {
        int at = field.indexOf(mark);
        return at < 0 ? field.length() : at;
    }

    private void readPax(int start, int length) throws BadArchive {
        int at = start;
        while (at < start + length) {
            int blank = at;
            while (blank < start + length && tar[blank] != ' ') {
                blank++;
            }
            String digits = new String(tar, at, blank - at, StandardCharsets.ISO_8859_1);
            int end = digits.matches("[1-9][0-9]{0,8}") ? at + Integer.parseInt(digits) : -1;
            if (end <= blank || end > start + length || tar[end - 1] != '\n') {
                throw new BadArchive("the PAX record at byte " + at + " is malformed");
            }
            String[] pair = utf8(blank + 1, end - blank - 2).split("=", 2);
            if (pair.length != 2) {
                throw new BadArchive("the PAX record at byte " + at + " has no value");
            }
            switch (pair[0]) {
                case "path" -> takeLongPath(pair[1]);
                // Times, owners and comments say nothing about what arrives where.
                case "mtime", "atime", "ctime", "uid", "gid", "uname", "gname", "comment" -> {}
                default ->
                    throw new BadArchive(
                            "the PAX record at byte " + at + " sets " + printable(pair[0]) + ", which is not followed");
            }
            at = end;
        }
    }

    private void takeLongPath(String path) throws BadArchive {
        if (longPath != null) {
            throw new BadArchive("two long names for one entry at byte " + offset);
        }
        longPath = path;
    }

    private String withoutClosingNul(int start, int length) throws BadArchive {
        boolean closed = length > 0 && tar[start + length - 1] == 0;
        return utf8(start, closed ? length - 1 : length);
    }

    private void add(boolean directory, int body, int size) throws BadArchive {
        if (directory && size > 0) {
            throw new BadArchive("the directory at byte " + offset + " has a body");
        }
        String raw = longPath != null ? longPath : headerPath();
        longPath = null;
        if (directory && (raw.equals("./") || raw.equals(".") || raw.equals("/"))) {
            return;
        }
        entries.add(new TarEntry(
                canonical(raw, directory),
                directory ? null : ByteBuffer.wrap(tar, body, size).slice().asReadOnlyBuffer()));
    }

    private String headerPath() throws BadArchive {
        String name = text(0, 100);
        String prefix = isUstar() ? text(345, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private String text(int at, int length) throws BadArchive {
        int end = 0;
        while (end < length && tar[offset + at + end] != 0) {
            end++;
        }
        return utf8(offset + at, end);
    }

    private String utf8(int start, int length) throws BadArchive {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(tar, start, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadArchive("the text at byte " + start + " is not UTF-8");
        }
    }

    /** One leading slash or {@code ./} is another spelling of the same place; anything cleverer is refused. */
    private static String canonical(String raw, boolean directory) throws BadArchive {
        if (bytes(raw) > LONGEST_PATH) {
            throw new BadArchive("a path has more than " + LONGEST_PATH + " bytes");
        }
        String path = raw.startsWith("./") ? raw.substring(2) : raw.startsWith("/") ? raw.substring(1) : raw;
        if (directory && path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        String[] names = path.split("/", -1);
        if (names.length - 1 > DEEPEST) {
            throw new BadArchive("a path goes down more than " + DEEPEST + " folders");
        }
        for (String name : names) {
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                throw new BadArchive("the path " + printable(raw) + " is not canonical");
            }
            if (bytes(name) > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
                throw new BadArchive("the path " + printable(raw) + " holds a name that cannot be one");
            }
        }
        if (!ROOTS.contains(names[0]) || (names.length == 1 && !directory)) {
            throw new BadArchive("the path " + printable(raw) + " is not under data/ or cache/");
        }
        return "/" + path;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(200).forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                shown.append(String.format("\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }
}
