package io.github.cphshare.spec;

import static io.github.cphshare.spec.Document.list;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What of a newer error catalogue breaks those who decide by the older one: a code or category that is gone, and a failure
 * that comes to something else. Words may change, and codes may come.
 */
final class CatalogueComparison {

    private static final String ANY_CODE = "*";
    private static final List<String> DECIDED_BY = List.of("category", "retryable", "delivery");

    private final List<Map<String, Object>> rows;

    private CatalogueComparison(Document catalogue) {
        rows = list(catalogue.root().get("x-errors"));
    }

    /** Nothing where neither document is a catalogue. */
    static Set<String> breaks(Document older, Document newer) {
        Set<String> breaks = new TreeSet<>();
        CatalogueComparison now = new CatalogueComparison(newer);
        for (Map<String, Object> row : new CatalogueComparison(older).rows) {
            String code = (String) row.get("code");
            if (now.rows.stream().noneMatch(has("code", code))) {
                breaks.add("the code " + code + " is gone");
                continue;
            }
            for (String status : Document.<String>list(row.get("statuses"))) {
                Map<String, Object> found = now.find(code, status).orElse(Map.of());
                DECIDED_BY.stream()
                        .filter(what -> !Objects.equals(row.get(what), found.get(what)))
                        .forEach(what -> breaks.add(code + " with " + status + " has another " + what));
            }
        }
        List<Map<String, Object>> categories = list(newer.root().get("x-error-categories"));
        Document.<Map<String, Object>>list(older.root().get("x-error-categories")).stream()
                .map(category -> category.get("name"))
                .filter(name -> categories.stream().noneMatch(has("name", name)))
                .forEach(name -> breaks.add("the category " + name + " is gone"));
        return breaks;
    }

    /** Reads the catalogue as its document says. */
    private Optional<Map<String, Object>> find(String code, String status) {
        Predicate<Map<String, Object>> ofCode = has("code", code);
        Predicate<Map<String, Object>> ofNone = has("code", ANY_CODE);
        Predicate<Map<String, Object>> exact = row -> list(row.get("statuses")).contains(status);
        Predicate<Map<String, Object>> hundred =
                row -> list(row.get("statuses")).contains(status.charAt(0) + "XX");
        return Stream.of(
                        ofCode.and(exact),
                        ofCode.and(row -> !ANY_CODE.equals(code)),
                        ofNone.and(exact),
                        ofNone.and(hundred))
                .flatMap(fits -> rows.stream().filter(fits).findFirst().stream())
                .findFirst();
    }

    private static Predicate<Map<String, Object>> has(String name, Object value) {
        return row -> value.equals(row.get(name));
    }
}
