package io.github.cphshare.client.tar;

import java.util.Arrays;

/**
 * What is kept of each name, in the order in which they came: its key, its identity and a value, 24 bytes in all. They lie in
 * pages that never move, so that growing copies none of them.
 */
final class NameLog {
    private static final int PER_NAME = 3;
    private static final int PAGE_BITS = 12;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

    private long[][] pages = new long[16][];
    private int size;

    int size() {
        return size;
    }

    /** Takes a name down. Gives its number: they count from 0. */
    int add(long key, long identity, long value) {
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
        return size++;
    }

    long key(int name) {
        return part(name, 0);
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
}
