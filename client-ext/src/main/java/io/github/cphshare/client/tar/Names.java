package io.github.cphshare.client.tar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * The paths of an archive, each of which must be one thing on every file system: also on one that folds case, composes
 * characters or drops invisible ones. Directories count from the moment that a path leads through them.
 *
 * <p>Paths are kept as hashes: by their folded form, so that a collision is found, and by their composed form, which tells
 * one path from another in it.
 */
final class Names {
    /** What lies at a path. */
    enum Kind {
        MISSING(0),
        IMPLIED(1),
        DIRECTORY(2),
        FILE(3),
        LINK(4);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        private static Kind of(int code) {
            return switch (code) {
                case 1 -> IMPLIED;
                case 2 -> DIRECTORY;
                case 3 -> FILE;
                case 4 -> LINK;
                default -> MISSING;
            };
        }
    }

    // A packed value, from the lowest bit: kind (3), whether the path is composed (1), whether something lies in it or
    // in what folds to the same (1), mode (12), block of the header.
    private static final int KIND_BITS = 0b111;
    private static final int COMPOSED = 1 << 3;
    private static final int ENTERED = 1 << 4;
    private static final int MODE_SHIFT = 5;
    private static final int MODE_BITS = 0_7777;
    private static final int BLOCK_SHIFT = 17;

    private final Findings findings;
    private final NameTable table = new NameTable();
    private final SipHash hash = SipHash.withSecretKey();
    private final long mostImplied;
    private long implied;

    // How much of the directory that was implied last lay there before.
    private int oldPart;

    private byte[] lastParent = {};
    private long lastParentKey;

    Names(TarPolicy policy, Findings findings) {
        this.findings = findings;
        this.mostImplied = policy.limit(TarLimit.ENTRIES);
        this.lastParentKey = keys(lastParent, 0).folded;
    }

    /** Adds an entry. Gives whether there is room for more. */
    boolean add(byte[] path, Kind kind, int mode, long offset) {
        int slash = TarPath.parentLength(path, path.length);
        // Most entries lie beside the one before.
        if (slash != lastParent.length || !Bytes.startsWith(path, lastParent)) {
            lastParent = Arrays.copyOf(path, slash);
            lastParentKey = keys(path, slash).folded;
            if (implyDirectory(path, slash, offset)) {
                table.begin(lastParentKey);
            }
            // The last name of a directory is not looked up, and so the one before it may be anything.
            findBesideNew(path, kind == Kind.DIRECTORY ? TarPath.parentLength(path, slash) : slash);
        }
        return isAddedAtOnce(path, kind, mode, offset) || judge(path, kind, mode, offset);
    }

    /** Adds a path whose folded and composed forms are no other than itself, if nothing lies there: so do nearly all. */
    private boolean isAddedAtOnce(byte[] path, Kind kind, int mode, long offset) {
        if (implied > mostImplied || !Bytes.isAscii(path, path.length) || Bytes.hasUpperCase(path, path.length)) {
            return false;
        }
        long key = hash.hash(path, path.length);
        if (table.find(lastParentKey, key) >= 0) {
            return false;
        }
        table.add(lastParentKey, key, key, value(kind, mode, offset) | COMPOSED);
        return true;
    }

    /** Adds any path, and tells what is wrong with it beside what came before. Gives whether there is room for more. */
    private boolean judge(byte[] path, Kind kind, int mode, long offset) {
        Place place = place(lastParentKey, keys(path, path.length), path, path.length, value(kind, mode, offset));
        if (place.slot < 0) {
            return implied <= mostImplied;
        }
        long earlier = table.value(place.slot);
        Kind was = kind(earlier);
        String where = " " + place(earlier);
        if (was == Kind.IMPLIED && kind == Kind.DIRECTORY) {
            table.setValue(place.slot, place.value | (earlier & ENTERED));
        } else if (was == Kind.LINK || kind == Kind.LINK) {
            findings.add(TarRule.LINK_THROUGH, "A link shares its path with another entry" + where);
        } else if (was == Kind.IMPLIED || was != kind) {
            findings.add(
                    TarRule.PATH_FILE_DIR_CONFLICT,
                    "The path is a directory in one place, and not in another:" + where);
        } else if (kind == Kind.DIRECTORY && mode(earlier) == (mode & MODE_BITS)) {
            findings.add(TarRule.PATH_DUPLICATE_DIRECTORY, "The same directory is" + where);
        } else {
            findings.add(TarRule.PATH_DUPLICATE, "The same path is" + where);
        }
        return implied <= mostImplied;
    }

    /**
     * Takes note that something leads through this directory, the start of a path, so that neither it nor a parent may be
     * anything else. Gives whether nothing has lain in it before, nor in one that folds to the same.
     */
    boolean implyDirectory(byte[] path, int directory, long offset) {
        boolean first = false;
        oldPart = 0;
        Keys keys = keys(path, directory);
        for (int length = directory; length > 0; ) {
            int parentLength = TarPath.parentLength(path, length);
            Keys parent = keys(path, parentLength);
            Place place = place(parent.folded, keys, path, length, value(Kind.IMPLIED, 0, offset));
            boolean entered = enter(parent.folded, keys.folded);
            first |= length == directory && !entered;
            if (place.slot >= 0) {
                long earlier = table.value(place.slot);
                if (kind(earlier) == Kind.FILE) {
                    findings.add(TarRule.PATH_FILE_DIR_CONFLICT, "A parent of the path is a file, " + place(earlier));
                } else if (kind(earlier) == Kind.LINK) {
                    findings.add(TarRule.LINK_THROUGH, "A parent of the path is a link, " + place(earlier));
                }
                // Its own parents came with it.
                oldPart = length;
                return first;
            }
            implied++;
            length = parentLength;
            keys = parent;
        }
        if (implied > mostImplied) {
            findings.add(TarRule.ARCHIVE_TOO_MANY_ENTRIES, "The paths imply more than " + mostImplied + " directories");
        }
        return first;
    }

    /**
     * Android's tar looks up, beside a directory that is not there yet, what lies in it, and fails when it comes upon a file that
     * way: of data/b/a/c, beside a file data/a.
     */
    private void findBesideNew(byte[] path, int directory) {
        int isNew = TarPath.componentEnd(path, oldPart == 0 ? 0 : oldPart + 1);
        if (isNew >= directory) {
            return; // Nearly always: none or one of the directories is new.
        }
        byte[] beside = Arrays.copyOf(path, oldPart);
        for (int from = isNew + 1; from < directory; ) {
            int to = TarPath.componentEnd(path, from);
            byte[] found = TarPath.child(beside, Arrays.copyOfRange(path, from, to));
            from = to + 1;
            if (Arrays.equals(found, 0, found.length, path, 0, isNew)) {
                continue; // There only now.
            }
            Kind kind = kindOf(found);
            if (kind == Kind.FILE || kind == Kind.LINK) {
                findings.add(
                        TarRule.PATH_FILE_DIR_CONFLICT,
                        "A directory of the path is new, and beside it is no directory '" + Escape.bytes(found) + "'");
                return;
            }
            beside = kind == Kind.MISSING ? beside : found;
        }
    }

    /** Marks the directory that is found first by a key as one in which something lies. Gives whether it was one before. */
    private boolean enter(long parent, long folded) {
        int slot = table.find(parent, folded);
        long value = table.value(slot);
        table.setValue(slot, value | ENTERED);
        return (value & ENTERED) != 0;
    }

    /** What was added at a path so far. */
    Kind kindOf(byte[] path) {
        long parent = keys(path, TarPath.parentLength(path, path.length)).folded;
        Keys keys = keys(path, path.length);
        int slot = table.find(parent, keys.folded);
        if (slot >= 0 && table.identity(slot) != keys.identity) {
            slot = table.find(parent, keys.apart());
        }
        if (slot < 0) {
            return Kind.MISSING;
        }
        long value = table.value(slot);
        // Composed otherwise, it is another name to most file systems.
        return ((value & COMPOSED) != 0) == keys.composed ? kind(value) : Kind.MISSING;
    }

    static long apart(long folded, long identity) {
        return folded ^ Long.rotateLeft(identity, 32);
    }

    /** By what a path is found, and by what it is told from another one that is found there. */
    private record Keys(long folded, long identity, boolean composed) {
        /** Where the path lies when another one has taken its place. */
        long apart() {
            return Names.apart(folded, identity);
        }
    }

    /** Where a path was found, or −1 for the slot when it was just added, with this value. */
    private record Place(int slot, long value) {}

    private static long value(Kind kind, int mode, long offset) {
        return ((offset / BlockReader.BLOCK) << BLOCK_SHIFT) | ((long) (mode & MODE_BITS) << MODE_SHIFT) | kind.code;
    }

    private Place place(long parent, Keys keys, byte[] path, int length, long bareValue) {
        long value = bareValue | (keys.composed ? COMPOSED : 0);
        long key = keys.folded;
        int slot = table.find(parent, key);
        if (slot >= 0 && table.identity(slot) != keys.identity) {
            // Another path with the same folded form: from here on, this one has a slot of its own.
            String other = place(table.value(slot));
            key = keys.apart();
            slot = table.find(parent, key);
            if (slot < 0) {
                findings.add(
                        TarRule.PATH_CASE_COLLISION,
                        "The path differs only in case from one " + other + ": '"
                                + Escape.bytes(Arrays.copyOf(path, length)) + "'");
            }
        }
        if (slot < 0) {
            table.add(parent, key, keys.identity, value);
        } else if ((table.value(slot) & COMPOSED) != (value & COMPOSED)) {
            findings.add(
                    TarRule.PATH_NORMALIZATION_COLLISION,
                    "The path differs only in composition from one " + place(table.value(slot)));
        }
        return new Place(slot, value);
    }

    private static Kind kind(long value) {
        return Kind.of((int) (value & KIND_BITS));
    }

    private static int mode(long value) {
        return (int) (value >>> MODE_SHIFT) & MODE_BITS;
    }

    private String place(long value) {
        return findings.place((value >>> BLOCK_SHIFT) * BlockReader.BLOCK);
    }

    private Keys keys(byte[] path, int length) {
        if (!Bytes.isAscii(path, length)) {
            return keys(new String(path, 0, length, UTF_8));
        }
        long identity = hash.hash(path, length);
        // Most paths are lower case: one hash for both.
        return new Keys(
                Bytes.hasUpperCase(path, length) ? hash.hash(lower(path, length), length) : identity, identity, true);
    }

    private Keys keys(String path) {
        String composed = Folding.compose(path);
        return new Keys(hash(Folding.fold(path)), hash(composed), composed.equals(path));
    }

    private static byte[] lower(byte[] path, int length) {
        byte[] lower = Arrays.copyOf(path, length);
        for (int i = 0; i < length; i++) {
            if (lower[i] >= 'A' && lower[i] <= 'Z') {
                lower[i] = (byte) (lower[i] + ('a' - 'A'));
            }
        }
        return lower;
    }

    private long hash(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return hash.hash(bytes, bytes.length);
    }
}
