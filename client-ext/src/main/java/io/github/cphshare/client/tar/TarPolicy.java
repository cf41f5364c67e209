package io.github.cphshare.client.tar;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a {@link TarChecker} accepts: the roots, the limits, and the rules that only warn. Immutable and thread-safe; each
 * {@code with…} method gives a changed copy.
 */
public final class TarPolicy {
    /** Rules on which all common readers agree well enough that a caller may take the risk. */
    private static final Set<TarRule> RELAXABLE = Collections.unmodifiableSet(EnumSet.of(
            TarRule.HEADER_MAGIC, TarRule.ENTRY_SYMLINK, TarRule.ENTRY_HARDLINK, TarRule.PATH_CASE_COLLISION));

    /** What is held in memory, name by name or byte by byte, must fit into an array. */
    private static final long LARGEST_HELD = 1L << 27;

    // The two places that the service's documentation of PushShareFiles names.
    private static final TarPolicy STRICT = new TarPolicy(Set.of("data", "cache"), Map.of(), Set.of());

    private final Set<String> roots;
    private final Map<TarLimit, Long> limits;
    private final Set<TarRule> warnings;

    private TarPolicy(Set<String> roots, Map<TarLimit, Long> limits, Set<TarRule> warnings) {
        this.roots = roots;
        this.limits = limits;
        this.warnings = warnings;
    }

    /**
     * The policy for a push: roots {@code data} and {@code cache}, every limit at {@link TarLimit#strict()}, no rule relaxed.
     *
     * @return the strict policy
     */
    public static TarPolicy strict() {
        return STRICT;
    }

    /**
     * A copy with other roots.
     *
     * @param names at least one; each a single path component such as {@code data}, compared exactly
     * @return the copy
     * @throws IllegalArgumentException if there is no name, or one is no plain component
     */
    public TarPolicy withRoots(String... names) {
        if (names.length == 0) {
            throw new IllegalArgumentException("no root given; withAnyRoot() accepts any");
        }
        for (String name : names) {
            if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
                throw new IllegalArgumentException(
                        "a root is a single path component such as data, not '" + Escape.text(name) + "'");
            }
        }
        return new TarPolicy(Collections.unmodifiableSet(new LinkedHashSet<>(List.of(names))), limits, warnings);
    }

    /**
     * A copy that accepts any first component: for archives that are not meant for a push. All other rules stay.
     *
     * @return the copy
     */
    public TarPolicy withAnyRoot() {
        return new TarPolicy(Set.of(), limits, warnings);
    }

    /**
     * A copy with another limit.
     *
     * @param limit which
     * @param value the largest accepted value, positive
     * @return the copy
     * @throws IllegalArgumentException if the value is not positive, or so large that records could not be held in memory
     */
    public TarPolicy withLimit(TarLimit limit, long value) {
        boolean held = limit != TarLimit.ENTRY_SIZE && limit != TarLimit.TOTAL_SIZE;
        if (value <= 0 || (held && value > LARGEST_HELD)) {
            throw new IllegalArgumentException(limit + " cannot be " + value);
        }
        Map<TarLimit, Long> changed = new EnumMap<>(TarLimit.class);
        changed.putAll(limits);
        changed.put(limit, value);
        return new TarPolicy(roots, changed, warnings);
    }

    /**
     * A copy in which some rules warn instead of refusing. What is loosened stays visible: each case is still reported, as a
     * {@link Severity#WARNING}. With links let through, the {@code link.*} rules still hold.
     *
     * @param rules out of {@link TarRule#HEADER_MAGIC}, {@link TarRule#ENTRY_SYMLINK}, {@link TarRule#ENTRY_HARDLINK} and
     *     {@link TarRule#PATH_CASE_COLLISION}
     * @return the copy
     * @throws IllegalArgumentException if another rule is named: on those, readers disagree
     */
    public TarPolicy withWarningsFor(TarRule... rules) {
        Set<TarRule> changed = EnumSet.noneOf(TarRule.class);
        changed.addAll(warnings);
        for (TarRule rule : rules) {
            if (!RELAXABLE.contains(rule)) {
                throw new IllegalArgumentException(rule.id() + " cannot be relaxed");
            }
            changed.add(rule);
        }
        return new TarPolicy(roots, limits, Collections.unmodifiableSet(changed));
    }

    /**
     * The accepted first components.
     *
     * @return the roots, unmodifiable; empty when any is accepted
     */
    public Set<String> roots() {
        return roots;
    }

    /**
     * The value of a limit.
     *
     * @param limit which
     * @return the largest accepted value
     */
    public long limit(TarLimit limit) {
        return limits.getOrDefault(limit, limit.strict());
    }

    /**
     * What this policy accepts and the strict one refuses, so that a report can say what its verdict is worth.
     *
     * @return a phrase for each difference, in a fixed order; empty when nothing is loosened
     */
    public List<String> loosened() {
        List<String> words = new ArrayList<>();
        if (roots.isEmpty()) {
            words.add("any root is accepted");
        } else if (!STRICT.roots.containsAll(roots)) {
            words.add("roots: " + roots.stream().map(Escape::text).sorted().collect(Collectors.joining(", ")));
        }
        for (TarLimit limit : TarLimit.values()) {
            if (limit(limit) > limit.strict()) {
                words.add(limit + " up to " + limit(limit));
            }
        }
        for (TarRule rule : warnings) {
            words.add(rule.id() + " only warns");
        }
        return Collections.unmodifiableList(words);
    }

    /**
     * The rules that warn where they would refuse.
     *
     * @return the relaxed rules, unmodifiable
     */
    public Set<TarRule> warnings() {
        return warnings;
    }
}
