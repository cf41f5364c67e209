package io.github.cphshare.client.tar;

import io.github.cphshare.client.tar.Header.NumberField;
import io.github.cphshare.client.tar.Header.TextField;
import java.util.Arrays;

/**
 * The owner and the time in the header that a PAX record replaces. Some readers know such records and some do not, so both must
 * say the same; an owner must, where the header has room.
 */
final class ShadowValues {
    /** One second: Python rounds the time in the header. */
    private static final long ROUNDING = 1;

    private final Findings findings;

    ShadowValues(Findings findings) {
        this.findings = findings;
    }

    void check(Header header, PaxRecords pax) {
        owner(header, NumberField.UID, pax, "uid");
        owner(header, NumberField.GID, pax, "gid");
        name(header, TextField.USER_NAME, pax, "uname");
        name(header, TextField.GROUP_NAME, pax, "gname");
        time(header, pax);
    }

    private void owner(Header header, NumberField field, PaxRecords pax, String key) {
        if (pax.has(key) && pax.number(key) != header.value(field)) {
            found(pax.number(key) <= field.largestOctal(), key, header.value(field), pax);
        }
    }

    private void time(Header header, PaxRecords pax) {
        long held = header.value(NumberField.MTIME);
        if (pax.has("mtime") && Math.abs(pax.number("mtime") - held) > ROUNDING) {
            // No file comes to lie in other hands, and Python before 3.9 writes none into the header.
            found(false, "mtime", held, pax);
        }
    }

    private void name(Header header, TextField field, PaxRecords pax, String key) {
        if (!pax.has(key)) {
            return; // As nearly all, so that nothing is copied.
        }
        byte[] said = pax.get(key);
        byte[] held = header.text(field);
        if (!Arrays.equals(said, held)) {
            // Some writers leave room for a NUL.
            boolean fits = Utf8.isAscii(said) && said.length < field.length;
            found(fits, key, Escape.bytes(held), pax);
        }
    }

    private void found(boolean wrong, String key, Object held, PaxRecords pax) {
        findings.add(
                TarRule.PAX_HEADER_MISMATCH,
                wrong ? Severity.ERROR : Severity.WARNING,
                "The header has the " + key + " '" + held + "', the PAX record '" + Escape.bytes(pax.get(key)) + "'");
    }
}
