package io.github.cphshare.client.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cphshare.generated.CatalogedError;
import io.github.cphshare.generated.ErrorCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;

/** {@code docs/failures.md} says what the code makes of each code and status: it is written by it. */
class FailuresDocumentTest {
    private static final Path DOCUMENT =
            Path.of("").toAbsolutePath().getParent().resolve("docs/failures.md");

    private static final String HEAD = """
            # What becomes of an answer that is not a success

            The code decides first, the status second, since the documents disagree about the status of a code. A code is
            understood in each of its spellings (`APIG.0301` and `APIGW.0301`, `CPS0005` and `CPS.0005`). *Later* says
            whether the same request may succeed later; *acted?* whether the service may have acted, which is the question
            before repeating a push. Source of each row: `api-spec/src/main/openapi/errors.yaml`.

            A 200 holds an answer about each server. One with an error and no job is refused, and was not acted on. One with
            an error and a job is unclear, whatever the error says: the service may have acted, and only the job tells.

            This page is written by a test; after a change of the catalogue:
            `mvn -pl client-ext -am test -Dtest=FailuresDocumentTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.update=true`

            | code | status | exception | category | later | acted? | what to do |
            |---|---|---|---|---|---|---|
            """;

    @Test
    void the_document_is_what_the_code_does() throws IOException {
        String written = HEAD
                + ErrorCatalog.entries().stream()
                        .filter(entry -> !entry.statuses().equals(List.of("200")))
                        .map(FailuresDocumentTest::row)
                        .collect(Collectors.joining());
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(DOCUMENT, written);
        }

        assertThat(Files.readString(DOCUMENT)).isEqualTo(written);
    }

    private static String row(CatalogedError entry) {
        String status = entry.statuses().stream()
                .filter(one -> !one.equals("200"))
                .findFirst()
                .orElseThrow();
        ServiceException failure = failure(entry, Integer.parseInt(status.replace("XX", "99")));
        return String.format(
                "| %s | %s | `%s` | %s | %s | %s | %s |\n",
                entry.code().equals("*") ? "any other, or none" : "`" + entry.code() + "`",
                String.join(
                        ", ",
                        entry.statuses().stream()
                                .map(one -> one.equals("200") ? "in a 200" : one)
                                .toList()),
                failure.getClass().getSimpleName(),
                failure.category(),
                failure.retryable() ? "yes" : "no",
                failure.delivery() == Delivery.NOT_PROCESSED ? "no" : "unknown",
                failure.advice());
    }

    private static ServiceException failure(CatalogedError entry, int status) {
        String body = entry.code().equals("*") ? "" : "{\"error_code\":\"" + entry.code() + "\"}";
        return ErrorAnswer.of(status, Headers.of(), body, text -> text).toException();
    }
}
