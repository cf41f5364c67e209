package io.github.cphshare.client.tar;

/**
 * A map from a path's key to where it was seen, in 24 bytes a path. The key is a keyed 64-bit hash; two paths that fall on one
 * key by chance (about one in ten million archives of a million entries) are taken for the same, which refuses, never accepts.
 */
final class NameTable {
    static final long NONE = -1;

    private static final int SLOT = 3;

    private long[] slots = new long[SLOT * 1024];
    private int size;

    int size() {
        return size;
    }

    /** The slot of a key, or −1. A slot is valid until the next {@link #put}. */
    int find(long key) {
        int capacity = slots.length / SLOT;
        for (int i = first(key, capacity); ; i = i + 1 == capacity ? 0 : i + 1) {
            int at = i * SLOT;
            if (slots[at + 2] == 0) {
                return -1;
            }
            if (slots[at] == key) {
                return at;
            }
        }
    }

    /** How many slots a look-up of this key sees before it finds it or an empty one. */
    int steps(long key) {
        int capacity = slots.length / SLOT;
        int steps = 1;
        for (int i = first(key, capacity);
                slots[i * SLOT + 2] != 0 && slots[i * SLOT] != key;
                i = i + 1 == capacity ? 0 : i + 1) {
            steps++;
        }
        return steps;
    }

    long identity(int slot) {
        return slots[slot + 1];
    }

    long value(int slot) {
        return slots[slot + 2] - 1;
    }

    void setValue(int slot, long value) {
        slots[slot + 2] = value + 1;
    }

    /** Adds a key that is not yet there. The value is not negative. */
    void put(long key, long identity, long value) {
        if ((size + 1L) * SLOT * 4 > slots.length * 3L) {
            grow();
        }
        insert(slots, key, identity, value + 1);
        size++;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (int at = 0; at < slots.length; at += SLOT) {
            if (slots[at + 2] != 0) {
                insert(larger, slots[at], slots[at + 1], slots[at + 2]);
            }
        }
        slots = larger;
    }

    private static void insert(long[] slots, long key, long identity, long stored) {
        int capacity = slots.length / SLOT;
        int i = first(key, capacity);
        while (slots[i * SLOT + 2] != 0) {
            i = i + 1 == capacity ? 0 : i + 1;
        }
        slots[i * SLOT] = key;
        slots[i * SLOT + 1] = identity;
        slots[i * SLOT + 2] = stored;
    }

    private static int first(long key, int capacity) {
        return (int) (key & (capacity - 1));
    }
}
