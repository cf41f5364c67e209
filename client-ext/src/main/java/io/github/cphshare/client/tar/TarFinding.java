package io.github.cphshare.client.tar;

/**
 * One thing that a check has to say about one place of an archive. Immutable and thread-safe. Its texts may be printed as
 * they are: whatever could harm a terminal or a log is escaped.
 */
public final class TarFinding {
    private final TarRule rule;
    private final Severity severity;
    private final String entry;
    private final long offset;
    private final String message;

    TarFinding(TarRule rule, Severity severity, String entry, long offset, String message) {
        this.rule = rule;
        this.severity = severity;
        this.entry = entry;
        this.offset = offset;
        this.message = message;
    }

    /**
     * The rule that speaks.
     *
     * @return the rule
     */
    public TarRule rule() {
        return rule;
    }

    /**
     * The weight of this finding, which may differ from {@link TarRule#severity()} where the rule knows harmless cases, or
     * where the policy relaxes it.
     *
     * @return the severity
     */
    public Severity severity() {
        return severity;
    }

    /**
     * The path of the entry, as the archive spells it. Control, bidirectional and invisible characters, the backslash and bytes
     * that are no UTF-8 are written as {@code \}{@code u{…}} or {@code \x…}, and long paths are cut.
     *
     * @return the escaped path; empty when the finding is about the archive as a whole
     */
    public String entry() {
        return entry;
    }

    /**
     * Where in the archive it is.
     *
     * @return the byte offset of the header, or of the bytes in question; −1 for a file on disk that {@link TarPacker} refused
     */
    public long offset() {
        return offset;
    }

    /**
     * What is wrong, and how to mend it.
     *
     * @return a sentence or two for a person
     */
    public String message() {
        return message;
    }

    /** The finding in one line. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder().append(severity).append(' ').append(rule.id());
        if (!entry.isEmpty()) {
            line.append(" '").append(entry).append('\'');
        }
        if (offset >= 0) {
            line.append(" at byte ").append(offset);
        }
        return line.append(": ").append(message).toString();
    }
}
