package io.github.cphshare.generated;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorCatalogTest {
    @Test
    void a_refused_server_is_explained() {
        CatalogedError row = ErrorCatalog.find("CPS.0137", 200).orElseThrow();

        assertThat(row.category()).isEqualTo(ErrorCategory.UNSUPPORTED);
        assertThat(row.delivery()).isEqualTo(CatalogedError.Delivery.NOT_PROCESSED);
        assertThat(row.retryable()).isFalse();
        assertThat(row.message()).contains("does not support push share files");
        assertThat(row.advice()).isNotBlank();
        assertThat(row.source()).contains("CPS.0137");
    }

    @ParameterizedTest
    @CsvSource({"APIG.0301, APIGW.0301", "APIGW0301, APIGW.0301", "CPS0137, CPS.0137", "' cps.0137 ', CPS.0137"})
    void a_code_is_found_in_each_of_its_spellings(String spelling, String code) {
        assertThat(ErrorCatalog.find(spelling, 400))
                .get()
                .extracting(CatalogedError::code)
                .isEqualTo(code);
    }

    @Test
    void a_code_with_several_rows_is_told_apart_by_the_status() {
        assertThat(ErrorCatalog.find("APIGW.0201", 413))
                .get()
                .extracting(CatalogedError::category)
                .isEqualTo(ErrorCategory.LIMIT_EXCEEDED);
        assertThat(ErrorCatalog.find("APIGW.0201", 504))
                .get()
                .extracting(CatalogedError::delivery)
                .isEqualTo(CatalogedError.Delivery.UNKNOWN);
    }

    @Test
    void a_code_that_comes_with_another_status_is_still_that_code() {
        assertThat(ErrorCatalog.find("CPS.0137", 418))
                .get()
                .extracting(CatalogedError::code)
                .isEqualTo("CPS.0137");
    }

    @Test
    void an_unknown_code_is_judged_by_its_status_and_then_by_its_hundred() {
        assertThat(ErrorCatalog.find("CPS.9999", 429))
                .get()
                .extracting(CatalogedError::category)
                .isEqualTo(ErrorCategory.THROTTLED);
        assertThat(ErrorCatalog.find(null, 418).orElseThrow().statuses()).containsExactly("4XX");
        assertThat(ErrorCatalog.find("<html>", 599).orElseThrow().statuses()).containsExactly("5XX");
    }

    @Test
    void what_the_catalogue_does_not_hold_is_empty() {
        assertThat(ErrorCatalog.find("CPS.9999", 201)).isEmpty();
        assertThat(ErrorCatalog.find(null, 100)).isEmpty();
    }

    @Test
    void every_row_says_where_it_comes_from_and_what_to_do() {
        assertThat(ErrorCatalog.entries()).hasSizeGreaterThan(50).allSatisfy(row -> {
            assertThat(row.source()).isNotBlank();
            assertThat(row.means()).isNotBlank();
            assertThat(row.advice()).isNotBlank();
            assertThat(row.statuses()).isNotEmpty();
        });
    }
}
