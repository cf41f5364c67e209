package io.github.cphshare.spec;

import static io.github.cphshare.spec.Document.list;
import static io.github.cphshare.spec.Document.map;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of a newer contract breaks those who use the extensions of the older one, of which no tool knows what they promise:
 * the values that are known of an open property, the permission that a caller needs, and that a secret is never shown.
 */
final class ExtensionComparison {

    private final Set<String> breaks = new TreeSet<>();

    private ExtensionComparison() {}

    static Set<String> breaks(Document older, Document newer) {
        ExtensionComparison comparison = new ExtensionComparison();
        comparison.compare("#", older.root(), newer.root());
        return comparison.breaks;
    }

    /** What is gone as a whole, or is somewhere else, others judge. */
    private void compare(String where, Object older, Object newer) {
        if (older instanceof Map<?, ?> && newer instanceof Map<?, ?>) {
            judge(where, map(older), map(newer));
            map(older)
                    .forEach((name, part) ->
                            compare(where + "/" + name, part, map(newer).get(name)));
        } else if (older instanceof List<?> parts && newer instanceof List<?> others) {
            for (Object part : parts) {
                others.stream()
                        .filter(other -> name(part) != null && Objects.equals(name(part), name(other)))
                        .forEach(other -> compare(where + "/" + name(part), part, other));
            }
        }
    }

    /** A parameter is known by its name, wherever it stands among the others. */
    private static Object name(Object part) {
        return part instanceof Map<?, ?> ? map(part).get("name") : null;
    }

    private void judge(String where, Map<String, Object> older, Map<String, Object> newer) {
        List<Map<String, Object>> known = list(newer.get("x-known-values"));
        for (Map<String, Object> value : Document.<Map<String, Object>>list(older.get("x-known-values"))) {
            if (known.stream().noneMatch(other -> isSame("name", value, other) && isSame("value", value, other))) {
                breaks.add(where + ": the value " + value.get("name") + " is not known any more");
            }
        }
        // Where none was named, no document had told: that one does now changes nothing for callers.
        if (older.containsKey("x-iam-action")
                && newer.containsKey("x-iam-action")
                && !isSame("x-iam-action", older, newer)) {
            breaks.add(where + ": wants another permission");
        }
        if (Boolean.TRUE.equals(older.get("x-sensitive")) && !Boolean.TRUE.equals(newer.get("x-sensitive"))) {
            breaks.add(where + ": is no secret any more");
        }
    }

    private static boolean isSame(String name, Map<String, Object> one, Map<String, Object> other) {
        return Objects.equals(one.get(name), other.get(name));
    }
}
