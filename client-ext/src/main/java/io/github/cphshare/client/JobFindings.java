package io.github.cphshare.client;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is odd in what the service told, and is not counted: each finding once, the first of them. Not thread-safe. */
final class JobFindings {
    private static final int MOST = 100;

    private final Set<String> findings = new LinkedHashSet<>();

    void add(String finding) {
        if (findings.size() < MOST) {
            findings.add(finding);
        } else if (!findings.contains(finding)) {
            findings.add("There was more of the kind.");
        }
    }

    List<String> all() {
        return List.copyOf(findings);
    }
}
