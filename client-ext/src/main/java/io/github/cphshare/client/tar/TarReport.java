package io.github.cphshare.client.tar;

import java.util.List;
import java.util.Map;

/** What a {@link TarChecker} found in one archive. Immutable and thread-safe. */
public final class TarReport {
    private final TarPolicy policy;
    private final long entries;
    private final long totalSize;
    private final List<TarFinding> findings;
    private final Map<TarRule, Long> unlisted;

    TarReport(TarPolicy policy, long entries, long totalSize, List<TarFinding> findings, Map<TarRule, Long> unlisted) {
        this.policy = policy;
        this.entries = entries;
        this.totalSize = totalSize;
        this.findings = List.copyOf(findings);
        this.unlisted = Map.copyOf(unlisted);
    }

    /**
     * What was accepted; {@link TarPolicy#loosened()} tells how it differs from the strict policy.
     *
     * @return the policy of the checker
     */
    public TarPolicy policy() {
        return policy;
    }

    /**
     * How many entries were seen: files, directories, links and the like, without the records that only describe the next one.
     *
     * @return the number of entries, up to where the archive could be followed
     */
    public long entries() {
        return entries;
    }

    /**
     * How large the bodies of all seen entries are together.
     *
     * @return bytes, without headers and padding
     */
    public long totalSize() {
        return totalSize;
    }

    /**
     * The findings in the order of the archive, at most 100 of a rule and severity; {@link #unlisted()} counts the rest.
     *
     * @return an unmodifiable list
     */
    public List<TarFinding> findings() {
        return findings;
    }

    /**
     * How many findings of a rule were left out of {@link #findings()}. A rule with none left out is not in the map.
     *
     * @return an unmodifiable map
     */
    public Map<TarRule, Long> unlisted() {
        return unlisted;
    }

    /**
     * Whether the archive may be pushed.
     *
     * @return {@code true} if no finding is an {@link Severity#ERROR}
     */
    public boolean accepted() {
        return findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /**
     * Gives this report, if it accepts the archive.
     *
     * @return this report
     * @throws InvalidTarException if the archive is not {@link #accepted()}
     */
    public TarReport requireAccepted() {
        if (!accepted()) {
            throw new InvalidTarException(this);
        }
        return this;
    }

    /** A summary in one line. */
    @Override
    public String toString() {
        return (accepted() ? "accepted" : "refused") + ": " + entries + " entries, " + totalSize + " bytes, "
                + findings.size() + " findings"
                + (policy.loosened().isEmpty() ? "" : " (loosened: " + String.join("; ", policy.loosened()) + ")");
    }
}
