package io.github.cphshare.client.tar;

import io.github.cphshare.client.tar.Header.TextField;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The records that stand before an entry and say more about it than its header can: GNU long names (types {@code L}, {@code
 * K}) and PAX headers (type {@code x}). Gathers them, and applies them to the entry that follows.
 */
final class Extensions {
    private final Findings findings;
    private final PaxRules paxRules;
    private final ShadowNames shadowNames;
    private final ShadowValues shadowValues;
    private final long largest;
    private final long longestName;

    private @Nullable PaxRecords pax;
    private byte @Nullable [] longName;
    private byte @Nullable [] longLink;
    private boolean pending;
    private long bytes;

    Extensions(TarPolicy policy, Findings findings) {
        this.findings = findings;
        this.paxRules = new PaxRules(policy, findings);
        this.shadowNames = new ShadowNames(policy, findings);
        this.shadowValues = new ShadowValues(findings);
        this.largest = policy.limit(TarLimit.METADATA);
        this.longestName = policy.limit(TarLimit.LONG_NAME);
    }

    static boolean isExtension(char type) {
        return type == 'x' || type == 'g' || type == 'L' || type == 'K';
    }

    /** Whether a record was seen whose entry is still to come. */
    boolean isPending() {
        return pending;
    }

    /** Whether a record of this size is to be read; if not, it was reported and is to be passed over. */
    boolean admits(char type, long size) {
        if (type == 'g') {
            findings.add(TarRule.PAX_GLOBAL, "There is a global PAX header");
            return false;
        }
        pending = true;
        bytes = Math.min(bytes, largest) + size;
        if (type != 'x' && size > longestName) {
            findings.add(TarRule.GNU_LONGNAME_TOO_LARGE, "The long name has " + size + " bytes");
            return false;
        }
        if (size > largest || bytes > largest) {
            findings.add(TarRule.PAX_TOO_LARGE, "The records of one entry have more than " + largest + " bytes");
            return false;
        }
        return true;
    }

    /** Takes in a record: its type, its own name, its body, and behind that the padding to a whole block. */
    void read(char type, byte[] ownName, byte[] blocks, int length) {
        byte[] body = Arrays.copyOf(blocks, length);
        if (type != 'x' && endsInSlash(ownName)) {
            // Commons Compress takes it for a directory then, and reads no body.
            findings.add(TarRule.GNU_LONGNAME_MALFORMED, "The record's own name ends in '/'");
        }
        if (!Bytes.isZero(blocks, length)) {
            // Python reads PAX records there as well, and both Python and GNU tar a long name that no NUL ended before.
            TarRule rule = type == 'x' ? TarRule.PAX_MALFORMED : TarRule.GNU_LONGNAME_MALFORMED;
            findings.add(rule, "There are bytes in the padding behind the record");
        }
        if (type == 'x') {
            stacked(pax != null, "a second PAX header");
            pax = PaxRecords.parse(body);
            paxRules.check(pax);
        } else {
            stacked((type == 'L' ? longName : longLink) != null, "a second GNU long name");
            byte[] name = Bytes.untilNul(body);
            if (name.length == 0) {
                findings.add(TarRule.GNU_LONGNAME_MALFORMED, "The long name is empty");
            } else if (name.length < body.length - 1) {
                findings.add(TarRule.GNU_LONGNAME_MALFORMED, "The long name goes on after a NUL");
            }
            if (type == 'L') {
                longName = name;
            } else {
                longLink = name;
            }
        }
    }

    private static boolean endsInSlash(byte[] path) {
        return path.length > 0 && path[path.length - 1] == '/';
    }

    private void stacked(boolean already, String what) {
        if (already) {
            findings.add(TarRule.PAX_STACKED, "There is " + what + " before one entry");
        }
    }

    /** What the records make of the header. They are used up. */
    Entry apply(Header header, long offset) {
        byte[] raw = header.rawPath();
        byte[] path = raw;
        byte[] link = header.text(TextField.LINK_NAME);
        if (!pending) {
            findings.at(offset, raw);
            return new Entry(header, offset, path, link, null);
        }
        if (longName != null && longName.length > 0) {
            path = longName;
        }
        if (longLink != null) {
            link = longLink;
        }
        if (pax != null && pax.has("path")) {
            path = Bytes.untilNul(pax.get("path"));
        }
        if (pax != null && pax.has("linkpath")) {
            link = pax.get("linkpath");
        }
        findings.at(offset, path);
        Entry entry = new Entry(header, offset, path, link, pax);
        judge(entry, raw);
        forget();
        return entry;
    }

    private void judge(Entry entry, byte[] raw) {
        boolean linked = entry.isSymlink() || entry.isHardLink();
        if (longLink != null && !linked) {
            findings.add(TarRule.HEADER_LINK_NAME, "A GNU long link name stands before an entry that is no link");
        }
        if (longName != null || longLink != null) {
            if (pax != null && pax.names()) {
                findings.add(TarRule.PAX_STACKED, "A GNU long name and a PAX header both name one entry");
            } else if (pax != null) {
                findings.add(TarRule.PAX_MIXED_GNU, "A GNU long name and a PAX header describe one entry");
            }
        }
        byte[] rawLink = entry.header().text(TextField.LINK_NAME);
        if (pax != null && pax.has("linkpath") && !linked) {
            findings.add(TarRule.PAX_LINKPATH, "The PAX header has a linkpath and the entry is no link");
        } else if (pax != null && pax.has("linkpath") && !Arrays.equals(rawLink, entry.link())) {
            findings.add(
                    TarRule.PAX_LINKPATH, "The PAX header has another target than '" + Escape.bytes(rawLink) + "'");
        } else if (longLink != null && linked && rawLink.length == 0) {
            findings.add(TarRule.GNU_LONGNAME_MALFORMED, "The header under the long link name has no link name");
        }
        if (pax != null) {
            shadowValues.check(entry.header(), pax);
        }
        if (pax != null && pax.has("path")) {
            shadowNames.underPax(raw, entry.path());
        } else if (longName != null) {
            shadowNames.underGnu(raw, entry.path());
        }
    }

    /** At the end of the archive: nothing may be left without its entry. */
    void end() {
        if (pending) {
            findings.add(TarRule.PAX_DANGLING, "The archive ends after a PAX or GNU record");
        }
        forget();
    }

    private void forget() {
        pax = null;
        longName = null;
        longLink = null;
        pending = false;
        bytes = 0;
    }
}
