package io.github.cphshare.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The contract's error catalogue: which code comes with which status and message. Immutable. */
final class ErrorCatalog {
    private static final Lazy<ErrorCatalog> SHARED = new Lazy<>(ErrorCatalog::load);

    private final List<Row> rows;

    private ErrorCatalog(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    /** The catalogue does not change while a program runs, so it is read once, however many simulators start. */
    static ErrorCatalog shared() {
        return SHARED.get();
    }

    private static ErrorCatalog load() {
        List<Row> rows = new ArrayList<>();
        for (JsonNode row : Json.contractDocument("errors.yaml").path("x-errors")) {
            // Rows without a message tell how to read an unknown code; a service does not send those.
            if (row.has("message")) {
                List<Integer> statuses = new ArrayList<>();
                row.path("statuses").forEach(status -> statuses.add(status.asInt()));
                rows.add(new Row(
                        row.path("code").asText(), statuses, row.path("message").asText()));
            }
        }
        return new ErrorCatalog(rows);
    }

    /** The message of a code. */
    String message(String code) {
        return first(code).message();
    }

    /** The message of a code that comes with a status; of the code alone where the catalogue does not pair the two. */
    String message(String code, int status) {
        return paired(code, status).orElseGet(() -> first(code)).message();
    }

    /**
     * The status of a code that refuses a whole request. Editions of the documents differ; the catalogue names the
     * statuses from the oldest edition to the newest, and the newest counts.
     */
    int status(String code) {
        List<Integer> statuses = first(code).statuses();
        return statuses.get(statuses.size() - 1);
    }

    private Optional<Row> paired(String code, int status) {
        return rows.stream()
                .filter(row -> row.code().equals(code) && row.statuses().contains(status))
                .findFirst();
    }

    private Row first(String code) {
        return rows.stream()
                .filter(row -> row.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the error catalogue has no code " + code));
    }

    private record Row(String code, List<Integer> statuses, String message) {}
}
