package io.github.cphshare.client.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Which PAX records may be there, and what their values must be. */
final class PaxRules {
    // Twelve digits are enough for any time; POSIX would allow a sign, which readers take differently.
    private static final Pattern TIME = Pattern.compile("(0|[1-9][0-9]{0,11})(\\.[0-9]{1,18})?");
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

    private static final Set<String> TIMES = Set.of("mtime", "atime", "ctime", "LIBARCHIVE.creationtime");
    private static final Set<String> NUMBERS = Set.of("size", "uid", "gid", "SCHILY.dev", "SCHILY.ino", "SCHILY.nlink");
    private static final Set<String> TEXTS = Set.of("path", "linkpath", "uname", "gname");
    private static final String UTF8 = "ISO-IR 10646 2000 UTF-8";

    /**
     * A line of a value that reads as a record: node-tar takes the records for lines. It looks for the key one character behind
     * as many as the length has digits, whatever they are: a blank or a plus may stand before the length, or no space behind it.
     * A character has up to three bytes.
     */
    private static final Pattern RECORD_INSIDE =
            Pattern.compile("\n[^\n0-9]{0,3}+[0-9]++[^\n]{0,3}(path|linkpath|size|[amc]time|[ug]id)=");

    /** What Python before 3.13 takes for the character set of all records, wherever it stands among them. */
    private static final Pattern CHARSET_INSIDE = Pattern.compile("[0-9] hdrcharset=");

    private final Findings findings;
    private final long longestPath;
    private final long longestComponent;

    PaxRules(TarPolicy policy, Findings findings) {
        this.findings = findings;
        this.longestPath = policy.limit(TarLimit.PATH_LENGTH);
        this.longestComponent = policy.limit(TarLimit.COMPONENT_LENGTH);
    }

    void check(PaxRecords records) {
        if (records.problem() != null) {
            findings.add(TarRule.PAX_MALFORMED, records.problem());
        }
        if (records.duplicateKey() != null) {
            findings.add(
                    TarRule.PAX_DUPLICATE_KEY, "The PAX key '" + Escape.text(records.duplicateKey()) + "' comes twice");
        }
        for (Map.Entry<String, byte[]> entry : records.values().entrySet()) {
            record(entry.getKey(), entry.getValue());
            inside(entry.getKey(), entry.getValue());
        }
        hiddenPath(records);
    }

    /** Who gives up on the records because of one of them goes by the name in the header. */
    private void hiddenPath(PaxRecords records) {
        if (!records.has("path") && !records.has("linkpath")) {
            return;
        }
        boolean emptyLine = false;
        for (Map.Entry<String, byte[]> entry : records.values().entrySet()) {
            String key = entry.getKey();
            boolean path = key.equals("path") || key.equals("linkpath");
            if (path && emptyLine) {
                findings.add(
                        TarRule.PAX_MALFORMED,
                        "An empty line stands before the PAX key '" + key + "', and some readers stop there");
            } else if (!path && Bytes.indexOf(entry.getValue(), (byte) 0) >= 0) {
                findings.add(
                        TarRule.PAX_MALFORMED,
                        "The value of the PAX key '" + Escape.text(key)
                                + "' holds a NUL, and the path stands beside it");
            }
            emptyLine |= (new String(entry.getValue(), ISO_8859_1) + '\n').contains("\n\n");
        }
    }

    private void record(String key, byte[] value) {
        if (TIMES.contains(key)) {
            form(key, value, TIME);
        } else if (NUMBERS.contains(key)) {
            form(key, value, NUMBER);
        } else if (TEXTS.contains(key)) {
            text(key, value);
        } else if (isSparse(key)) {
            findings.add(TarRule.ENTRY_SPARSE, "The PAX key '" + Escape.text(key) + "' describes holes");
        } else if (isAttribute(key)) {
            boolean user = key.startsWith("SCHILY.xattr.user.")
                    || key.startsWith("SCHILY.xattr.com.apple.")
                    || key.startsWith("LIBARCHIVE.xattr.user.")
                    || key.startsWith("LIBARCHIVE.xattr.com.apple.");
            findings.add(
                    TarRule.PAX_XATTR,
                    user ? Severity.WARNING : Severity.ERROR,
                    "The PAX key '" + Escape.text(key) + "' sets an attribute");
            if (key.chars().anyMatch(character -> character < ' ')) {
                // Of two lines, node-tar and tar-rs take the second for a record; Go refuses a NUL.
                findings.add(TarRule.PAX_MALFORMED, "The PAX key '" + Escape.text(key) + "' has control characters");
            }
        } else if (key.equals("hdrcharset") && new String(value, ISO_8859_1).equals(UTF8)) {
            return;
        } else if (!key.equals("comment")) {
            findings.add(TarRule.PAX_UNKNOWN_KEY, "The PAX key '" + Escape.text(key) + "' is not known");
        }
    }

    private void inside(String key, byte[] value) {
        String text = key + '=' + new String(value, ISO_8859_1);
        if (text.indexOf('\n') < 0 && !text.contains(" hdrcharset=")) {
            return; // As nearly all.
        }
        if (RECORD_INSIDE.matcher(text).find() || CHARSET_INSIDE.matcher(text).find()) {
            findings.add(
                    TarRule.PAX_MALFORMED,
                    "A part of the record of the PAX key '" + Escape.text(key) + "' reads as one of its own");
        }
    }

    private static boolean isSparse(String key) {
        return key.startsWith("GNU.sparse.")
                || key.equals("SCHILY.realsize")
                || key.equals("SCHILY.filetype")
                || key.equals("SUN.holesdata");
    }

    private static boolean isAttribute(String key) {
        return key.startsWith("SCHILY.xattr.")
                || key.startsWith("LIBARCHIVE.xattr.")
                || key.startsWith("SCHILY.acl.")
                || key.startsWith("RHT.security.");
    }

    private void form(String key, byte[] value, Pattern pattern) {
        // A value that long is no number, and need not be turned into text to know it.
        if (value.length > 64 || !pattern.matcher(new String(value, ISO_8859_1)).matches()) {
            findings.add(TarRule.PAX_MALFORMED, "The value of the PAX key '" + key + "' is no plain number");
        }
    }

    private void text(String key, byte[] value) {
        boolean path = key.equals("path") || key.equals("linkpath");
        // An empty owner is harmless; node-tar writes one when it knows no name.
        if (path && value.length == 0) {
            findings.add(TarRule.PAX_MALFORMED, "The value of the PAX key '" + key + "' is empty");
        } else if (!Utf8.isValid(value)) {
            findings.add(TarRule.PAX_MALFORMED, "The value of the PAX key '" + key + "' is no UTF-8");
        } else if (path && isDecomposed(value)) {
            // bsdtar composes what comes from a record, and nothing else.
            findings.add(
                    TarRule.PATH_NOT_NFC,
                    Severity.ERROR,
                    "The value of the PAX key '" + key + "' is not in composed form");
        }
        if (Bytes.indexOf(value, (byte) 0) >= 0) {
            TarRule rule = key.equals("path") ? TarRule.PATH_NUL : TarRule.PAX_MALFORMED;
            findings.add(rule, "The value of the PAX key '" + key + "' holds a NUL");
        }
    }

    /** Of one that is refused for its length it is not asked. */
    private boolean isDecomposed(byte[] value) {
        if (value.length > longestPath) {
            return false;
        }
        String path = new String(value, UTF_8);
        return !TarPath.hasComponentLongerThan(path, longestComponent)
                && !Normalizer.isNormalized(path, Normalizer.Form.NFC);
    }
}
