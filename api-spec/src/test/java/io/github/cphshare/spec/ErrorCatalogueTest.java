package io.github.cphshare.spec;

import static io.github.cphshare.spec.Document.list;
import static io.github.cphshare.spec.Document.map;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The error catalogue is complete, and agrees with the examples of the contract. */
class ErrorCatalogueTest {

    private static final Document CATALOGUE = Document.load("errors.yaml");
    private static final List<Map<String, Object>> ROWS = list(CATALOGUE.at("#/x-errors"));

    @Test
    void every_row_says_what_it_means_how_far_the_request_got_and_what_to_do() {
        Set<Object> categories = Document.<Map<String, Object>>list(CATALOGUE.at("#/x-error-categories")).stream()
                .map(category -> category.get("name"))
                .collect(Collectors.toSet());
        assertThat(ROWS).isNotEmpty().allSatisfy(row -> {
            assertThat(row).containsKeys("code", "means", "advice", "retryable");
            assertThat(row.get("category")).isIn(categories);
            assertThat(row.get("delivery")).isIn("NOT_PROCESSED", "UNKNOWN");
            assertThat(Document.<String>list(row.get("statuses")))
                    .isNotEmpty()
                    .allMatch(s -> s.matches("\\d(\\d\\d|XX)"));
            assertThat(row.containsKey("x-source") || row.containsKey("x-unverified"))
                    .isTrue();
        });
    }

    @Test
    void code_and_status_together_name_one_row() {
        Set<String> seen = new HashSet<>();
        ROWS.forEach(row -> Document.<String>list(row.get("statuses"))
                .forEach(status -> assertThat(seen.add(row.get("code") + " " + status))
                        .as("%s %s", row.get("code"), status)
                        .isTrue()));
    }

    @Test
    void every_error_example_of_the_contract_is_a_row_with_that_status_and_message() {
        Document contract = Document.load("cph-share.yaml");
        List<String> missing = new ArrayList<>();
        contract.operations()
                .forEach(operation -> map(operation.get("responses")).forEach((status, response) -> {
                    Map<String, Object> json =
                            map(map(contract.resolve(response).get("content")).get("application/json"));
                    map(json.get("examples")).values().forEach(example -> {
                        Object value = map(example).get("value");
                        if (map(value).get("error_code") instanceof String code && !hasRow(code, status, map(value))) {
                            missing.add(status + " " + code + " " + map(value).get("error_msg"));
                        }
                    });
                }));
        assertThat(missing).isEmpty();
    }

    @Test
    void every_error_status_of_the_contract_has_a_row_of_its_own_for_unknown_codes() {
        Set<String> statuses = ROWS.stream()
                .filter(row -> row.get("code").equals("*"))
                .flatMap(row -> Document.<String>list(row.get("statuses")).stream())
                .collect(Collectors.toSet());
        Document.load("cph-share.yaml")
                .operations()
                .forEach(operation -> map(operation.get("responses")).keySet().stream()
                        .filter(status -> !status.startsWith("2"))
                        .forEach(status -> assertThat(statuses).contains(status)));
        assertThat(statuses).contains("3XX", "4XX", "5XX");
    }

    private static boolean hasRow(String code, String status, Map<String, Object> example) {
        String message = (String) example.get("error_msg");
        return ROWS.stream()
                .anyMatch(row -> row.get("code").equals(code)
                        && list(row.get("statuses")).contains(status)
                        && message.startsWith((String) row.get("message")));
    }
}
