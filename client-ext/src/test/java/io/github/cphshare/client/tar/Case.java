package io.github.cphshare.client.tar;

import java.util.Set;

/** An archive that breaks a rule, and its near miss, which does not. */
final class Case {
    final TarRule rule;
    final String story;
    final byte[] archive;
    final byte[] nearMiss;

    /** The other rules that the archive cannot help but break. */
    final Set<TarRule> alsoBroken;

    final Severity severity;
    final TarPolicy policy;

    private Case(
            TarRule rule,
            String story,
            byte[] archive,
            byte[] nearMiss,
            Set<TarRule> alsoBroken,
            Severity severity,
            TarPolicy policy) {
        this.rule = rule;
        this.story = story;
        this.archive = archive;
        this.nearMiss = nearMiss;
        this.alsoBroken = alsoBroken;
        this.severity = severity;
        this.policy = policy;
    }

    static Case of(TarRule rule, String story, byte[] archive, byte[] nearMiss, TarRule... alsoBroken) {
        return new Case(rule, story, archive, nearMiss, Set.of(alsoBroken), rule.severity(), TarPolicy.strict());
    }

    /** The same, where the finding has another severity than the rule's usual one. */
    Case weighs(Severity other) {
        return new Case(rule, story, archive, nearMiss, alsoBroken, other, policy);
    }

    Case under(TarPolicy other) {
        return new Case(rule, story, archive, nearMiss, alsoBroken, severity, other);
    }

    @Override
    public String toString() {
        return rule.id() + ": " + story;
    }
}
