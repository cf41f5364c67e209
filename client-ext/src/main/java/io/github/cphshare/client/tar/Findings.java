package io.github.cphshare.client.tar;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Collects findings about the place where the walk stands. Keeps a bounded number a rule: an archive with a million bad
 * entries must not fill the memory.
 */
final class Findings {
    private static final int LISTED_PER_RULE = 100;
    private static final byte[] NO_ENTRY = {};

    private final TarPolicy policy;
    private final List<TarFinding> listed = new ArrayList<>();
    // By severity too, so that a flood of a rule's warnings cannot hide its first error.
    private final Map<Severity, Map<TarRule, Long>> counts = new EnumMap<>(Severity.class);
    private byte[] entry = NO_ENTRY;
    private long offset;
    private long added;

    Findings(TarPolicy policy) {
        this.policy = policy;
    }

    /** From here on, findings are about the archive itself. */
    void at(long place) {
        at(place, NO_ENTRY);
    }

    /** From here on, findings are about this entry. */
    void at(long place, byte[] name) {
        offset = place;
        entry = name;
    }

    /** From here on, findings are about this file on disk. */
    void atFile(String name) {
        at(-1, name.getBytes(StandardCharsets.UTF_8));
    }

    /** Words for where another entry lies. */
    String place(long other) {
        return offset < 0 ? "elsewhere in the folder" : "at byte " + other;
    }

    /** How many there are so far, those that are not listed among them. */
    long added() {
        return added;
    }

    void add(TarRule rule, String problem) {
        add(rule, rule.severity(), problem);
    }

    void add(TarRule rule, Severity severity, String problem) {
        added++;
        Severity weight = policy.warnings().contains(rule) ? Severity.WARNING : severity;
        long count = counts.computeIfAbsent(weight, any -> new EnumMap<>(TarRule.class))
                .merge(rule, 1L, Long::sum);
        if (count <= LISTED_PER_RULE) {
            listed.add(new TarFinding(rule, weight, Escape.bytes(entry), offset, problem + ". " + rule.remedy()));
        }
    }

    TarReport report(long entries, long totalSize) {
        Map<TarRule, Long> unlisted = new EnumMap<>(TarRule.class);
        for (Map<TarRule, Long> byRule : counts.values()) {
            byRule.forEach((rule, count) -> {
                if (count > LISTED_PER_RULE) {
                    unlisted.merge(rule, count - LISTED_PER_RULE, Long::sum);
                }
            });
        }
        return new TarReport(policy, entries, totalSize, listed, unlisted);
    }
}
