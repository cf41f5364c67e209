package io.github.cphshare.client.tar;

import io.github.cphshare.client.tar.Header.NumberField;
import io.github.cphshare.client.tar.Header.TextField;
import org.jspecify.annotations.Nullable;

/**
 * Knows at a glance most headers that are in order. Those of one archive rarely differ in more than name, size, time and
 * checksum: where all else is, byte for byte, as in a header that {@link HeaderRules} and {@link EntryRules} found nothing in,
 * only these four have to be looked at. What is not covered here is judged in full, so this changes no finding.
 */
final class Alike {
    private final long largest;
    private @Nullable Header model;
    private int sharedSum;

    Alike(TarPolicy policy) {
        this.largest = policy.limit(TarLimit.ENTRY_SIZE);
    }

    /** Takes the header of an entry that no record stands before, about which no rule had anything to say. */
    void learn(Header header) {
        model = header.copy();
        sharedSum = header.sharedSum();
    }

    /** Whether the rules hold for this header, provided that no record stands before it. */
    boolean covers(Header header) {
        Header known = model;
        return known != null
                && header.sharesWith(known)
                && hasPlainName(header)
                && header.fitsChecksum(sharedSum)
                && hasPlainSize(header)
                && hasPlainTime(header);
    }

    private static boolean hasPlainName(Header header) {
        int length = header.nameLength();
        return length > 0
                && (header.byteAt(length - 1) != '/' || header.type() == '5')
                && header.isZero(length, TextField.NAME.length);
    }

    private static boolean hasPlainTime(Header header) {
        long time = header.plainValue(NumberField.MTIME);
        return time >= 0 && time <= EntryRules.LATEST;
    }

    private boolean hasPlainSize(Header header) {
        long size = header.plainValue(NumberField.SIZE);
        return size == 0 || (size > 0 && size <= largest && header.type() != '5');
    }
}
