package io.github.cphshare.contract.published;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Breaks that are meant, each with the reason: {@code METHOD_REMOVED a.b.C#d(int) # why}. */
record AcceptedBreaks(Map<String, String> reasons) {

    static AcceptedBreaks parse(String text) {
        Map<String, String> reasons = new LinkedHashMap<>();
        text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> {
                    String[] parts = line.split(" # ", 2);
                    if (parts.length < 2 || parts[1].isBlank()) {
                        throw new IllegalArgumentException("an accepted break says why, after \" # \": " + line);
                    }
                    reasons.put(parts[0].strip(), parts[1].strip());
                });
        return new AcceptedBreaks(reasons);
    }

    Set<String> remaining(Set<String> breaks) {
        Set<String> remaining = new TreeSet<>(breaks);
        remaining.removeAll(reasons.keySet());
        return remaining;
    }
}
