package io.github.cphshare.client.tar;

import java.util.Arrays;

/**
 * A map from a path's key to where it was seen. The key is a keyed 64-bit hash; two paths that fall on one key by chance (about
 * one in ten million archives of a million entries) are taken for the same, which refuses, never accepts.
 *
 * <p>What is kept of a path, 24 bytes, lies in pages in the order of the paths, which never move. The table over them has only
 * a slot of 8 bytes each: the upper half of the key, and which path it is. So the table grows without a copy of all the rest.
 *
 * <p>Nearly all look-ups find nothing, and each would wait for memory at a random place of a large table. So a small filter
 * answers most of them, and paths join the table only when it is next needed: many at once, which a processor does side by
 * side.
 */
final class NameTable {
    private static final int PER_NAME = 3;
    private static final int PAGE_BITS = 12;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;
    private static final long FINGERPRINT = 0xFFFF_FFFF_0000_0000L;
    private static final int SLOTS_PER_WORD = 8;
    private static final int AT_ONCE = 256;

    // A slot's lower half is the number of its path, counted from 1; so an empty slot is 0.
    private long[] slots = new long[1024];
    private long[][] pages = new long[16][];
    private int size;

    // How many paths are in the table.
    private int joined;

    // Kept, lest the loads whose result it is be optimised away.
    @SuppressWarnings("unused")
    private long touched;

    // A Bloom filter whose three bits of a path lie in one word; at most four paths share a word on average.
    private long[] filter = new long[slots.length / SLOTS_PER_WORD];

    int size() {
        return size;
    }

    /** The number of the path with this key, or −1. */
    int find(long key) {
        long bits = bits(key);
        if ((filter[word(key)] & bits) != bits) {
            return -1;
        }
        join();
        int mask = slots.length - 1;
        for (int i = (int) key & mask; slots[i] != 0; i = i + 1 & mask) {
            if (isAt(i, key)) {
                return (int) slots[i] - 1;
            }
        }
        return -1;
    }

    /** How many slots a look-up of this key sees before it finds it or an empty one. */
    int steps(long key) {
        join();
        int mask = slots.length - 1;
        int steps = 1;
        for (int i = (int) key & mask; slots[i] != 0 && !isAt(i, key); i = i + 1 & mask) {
            steps++;
        }
        return steps;
    }

    private boolean isAt(int slot, long key) {
        long stored = slots[slot];
        return ((stored ^ key) & FINGERPRINT) == 0 && part((int) stored - 1, 0) == key;
    }

    long identity(int name) {
        return part(name, 1);
    }

    long value(int name) {
        return part(name, 2);
    }

    void setValue(int name, long value) {
        pages[name >>> PAGE_BITS][(name & PAGE_MASK) * PER_NAME + 2] = value;
    }

    private long part(int name, int part) {
        return pages[name >>> PAGE_BITS][(name & PAGE_MASK) * PER_NAME + part];
    }

    /** Adds a key that is not yet there. */
    void put(long key, long identity, long value) {
        // At most half full: most look-ups find nothing, and fuller tables make those walk far.
        if (2 * (size + 1) > slots.length) {
            grow();
        }
        int page = size >>> PAGE_BITS;
        if ((size & PAGE_MASK) == 0) {
            if (page == pages.length) {
                pages = Arrays.copyOf(pages, 2 * page);
            }
            pages[page] = new long[PER_NAME << PAGE_BITS];
        }
        int at = (size & PAGE_MASK) * PER_NAME;
        pages[page][at] = key;
        pages[page][at + 1] = identity;
        pages[page][at + 2] = value;
        filter[word(key)] |= bits(key);
        size++;
    }

    private void grow() {
        slots = new long[2 * slots.length];
        joined = 0;
        filter = new long[slots.length / SLOTS_PER_WORD];
        for (int name = 0; name < size; name++) {
            long key = part(name, 0);
            filter[word(key)] |= bits(key);
        }
    }

    private void join() {
        while (joined < size) {
            int end = Math.min(size, joined + AT_ONCE);
            touch(end);
            for (; joined < end; joined++) {
                insert(part(joined, 0), joined);
            }
        }
    }

    /**
     * Looks at the places where paths will join, each of which is far from the others: such loads go side by side, while the
     * questions of an insertion make each load wait for the one before.
     */
    private void touch(int end) {
        int mask = slots.length - 1;
        long seen = 0;
        for (int name = joined; name < end; name++) {
            seen |= slots[(int) part(name, 0) & mask];
        }
        touched = seen;
    }

    private void insert(long key, int name) {
        int mask = slots.length - 1;
        int i = (int) key & mask;
        while (slots[i] != 0) {
            i = i + 1 & mask;
        }
        slots[i] = (key & FINGERPRINT) | (name + 1);
    }

    /** The upper half of the key chooses the word, as the lower half does the slot. */
    private int word(long key) {
        return (int) (key >>> Integer.SIZE) & filter.length - 1;
    }

    private static long bits(long key) {
        // Java shifts by the lowest six bits.
        return 1L << key | 1L << (key >>> 6) | 1L << (key >>> 12);
    }
}
