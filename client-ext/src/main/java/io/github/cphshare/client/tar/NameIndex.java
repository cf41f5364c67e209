package io.github.cphshare.client.tar;

/**
 * Finds names of a {@link NameLog} by their keys, keyed 64-bit hashes. Two names that fall on one key by chance (about one in
 * ten million archives of a million entries) are taken for the same, which refuses, never accepts.
 *
 * <p>A slot of 8 bytes has the upper bits of the key and the number of the name in place of the lower ones. The place of a name
 * follows from the uppermost bits, so a table grows without a look at the log, and from one end to the other.
 */
final class NameIndex {
    private static final int FEWEST_BITS = 4;
    private static final int MOST_BITS_AT_FIRST = 12;

    // Enough for the most entries that a policy can allow, and as many directories that they imply.
    private static final int NUMBER_BITS = 29;
    private static final long NUMBER = (1L << NUMBER_BITS) - 1;

    private final NameLog log;

    // Numbers count from 1 here; so an empty slot is 0. At most half of them are taken: most look-ups find nothing, and
    // fuller tables make those walk far.
    private long[] slots;
    private int shift;
    private int size;

    /** An index for about as many names as are expected, should that be few, or for any number. */
    NameIndex(NameLog log, int expected) {
        this.log = log;
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(2 * expected);
        bits = Math.max(FEWEST_BITS, Math.min(bits, MOST_BITS_AT_FIRST));
        this.slots = new long[1 << bits];
        this.shift = Long.SIZE - bits;
    }

    /** The number of the name with this key, or −1. */
    int find(long key) {
        int mask = slots.length - 1;
        for (int i = (int) (key >>> shift); slots[i] != 0; i = i + 1 & mask) {
            if (isAt(i, key)) {
                return number(slots[i]);
            }
        }
        return -1;
    }

    /** How many slots a look-up of this key sees before it finds it or an empty one. */
    int steps(long key) {
        int mask = slots.length - 1;
        int steps = 1;
        for (int i = (int) (key >>> shift); slots[i] != 0 && !isAt(i, key); i = i + 1 & mask) {
            steps++;
        }
        return steps;
    }

    private boolean isAt(int slot, long key) {
        return ((slots[slot] ^ key) & ~NUMBER) == 0 && log.key(number(slots[slot])) == key;
    }

    private static int number(long slot) {
        return (int) (slot & NUMBER) - 1;
    }

    /** Adds a name of the log whose key is not yet here. */
    void add(int name) {
        if (2 * ++size > slots.length) {
            grow();
        }
        insert((log.key(name) & ~NUMBER) | (name + 1));
    }

    private void grow() {
        long[] old = slots;
        slots = new long[2 * old.length];
        shift--;
        for (long slot : old) {
            if (slot != 0) {
                insert(slot);
            }
        }
    }

    private void insert(long slot) {
        int mask = slots.length - 1;
        int i = (int) (slot >>> shift);
        while (slots[i] != 0) {
            i = i + 1 & mask;
        }
        slots[i] = slot;
    }
}
