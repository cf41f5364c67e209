package io.github.cphshare.generated.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torture.constraint.ChairRequestBodyConstraints;
import torture.constraint.ConstraintViolation;
import torture.constraint.EmptyConstraints;
import torture.constraint.VaultConstraints;
import torture.constraint.WarmChairsApiConstraints;
import torture.model.ChairRequestBody;
import torture.model.ChairRequestBodySize;
import torture.model.Empty;
import torture.model.Leg;
import torture.model.Mark;
import torture.model.Mood;
import torture.model.Vault;

/** What the generated checks find. */
class ConstraintsTest {
    private static ChairRequestBody.Builder valid() {
        return ChairRequestBody.builder()
                .name("chair")
                .legs(List.of(leg(1.0)))
                .kebabCase(5)
                .secrets(List.of("s"));
    }

    private static Leg leg(Double length) {
        return Leg.builder().length(length).build();
    }

    private static List<ConstraintViolation> check(ChairRequestBody.Builder body) {
        return ChairRequestBodyConstraints.check(body.build());
    }

    @Test
    void nothing_is_wrong_with_what_keeps_every_limit() {
        assertThat(check(valid())).isSameAs(List.of());
        assertThat(check(valid().name("abc"))).isEmpty();
        assertThat(check(valid().kebabCase(1)
                        .tags(List.of("a", "b"))
                        .mood(Mood.WARM)
                        .size(ChairRequestBodySize.LARGE)))
                .isEmpty();
    }

    @Test
    void everything_that_is_missing_is_named_at_once() {
        assertThat(check(ChairRequestBody.builder()))
                .extracting(ConstraintViolation::field, ConstraintViolation::rule, ConstraintViolation::message)
                .containsExactly(
                        tuple("name", "required", "must be given"),
                        tuple("legs", "required", "must be given"),
                        tuple("kebab-case", "required", "must be given"),
                        tuple("secrets", "required", "must be given"));
    }

    @Test
    void everything_that_is_wrong_is_named_at_once_with_its_place() {
        ChairRequestBody.Builder body = valid().name("AB")
                .path("a\\")
                .legs(Arrays.asList(
                        leg(0.0),
                        null,
                        Leg.builder().length(2.6).feet(List.of(leg(null))).build()))
                .tags(List.of("x", "", "x"))
                .grid(List.of(List.of(), List.of(1L, 9007199254740994L), List.of()))
                .labels(Map.of("a-b", "long"))
                .kebabCase(11)
                .mood(Mood.of("grim"))
                .code("12345")
                .mainLeg(leg(-1.0))
                .size(ChairRequestBodySize.of("huge"));

        assertThat(check(body))
                .extracting(ConstraintViolation::field, ConstraintViolation::rule, ConstraintViolation::message)
                .containsExactly(
                        tuple("name", "minLength", "must have 3 to 5 characters, has 2"),
                        tuple("name", "pattern", "may hold only lower-case letters"),
                        tuple("path", "pattern", "must match the pattern ^[a-z]*/[a-z\"\\\\]*$"),
                        tuple("legs[0].length", "minimum", "must be greater than 0"),
                        tuple("legs[1]", "required", "must be given"),
                        tuple("legs[2].length", "maximum", "must be at most 2.5"),
                        tuple("legs[2].feet[0].length", "required", "must be given"),
                        tuple("tags[2]", "uniqueItems", "must not repeat an item, is the same as item 0"),
                        tuple("tags[1]", "minLength", "must have at least 1 character, has 0"),
                        tuple("grid", "maxItems", "must have at most 2 items, has 3"),
                        tuple("grid[1][1]", "maximum", "must be at most 9007199254740993"),
                        tuple("labels.a-b", "maxLength", "must have at most 2 characters, has 4"),
                        tuple("kebab-case", "maximum", "must be at most 10"),
                        tuple("mood", "enum", "must be one of [warm, ice-cold, say \"hi\"]"),
                        tuple("code", "maxLength", "must have at most 4 characters, has 5"),
                        tuple("main_leg.length", "minimum", "must be greater than 0"),
                        tuple("size", "enum", "must be one of [small, large]"));
    }

    @Test
    void a_violation_has_the_value_and_the_source_of_the_limit() {
        assertThat(check(valid().name("AB").path("x").tags(List.of(""))))
                .extracting(ConstraintViolation::field, ConstraintViolation::rejectedValue, ConstraintViolation::source)
                .containsExactly(
                        tuple("name", "AB", "DOC, row \"name\""),
                        tuple("name", "AB", "DOC, row \"name\""),
                        tuple("path", "x", "unverified: no document has it"),
                        tuple("tags[0]", "", "DOC, row of a tag"));
    }

    @Test
    void the_value_of_a_secret_is_not_repeated() {
        assertThat(check(valid().secrets(Arrays.asList("s", null))))
                .extracting(ConstraintViolation::field, ConstraintViolation::rejectedValue)
                .containsExactly(tuple("secrets[1]", null));
        assertThat(check(valid().pin("canary")))
                .singleElement()
                .satisfies(v -> assertThat(v.toString()).contains("pin", "***").doesNotContain("canary"));
    }

    @Test
    void the_value_of_a_secret_in_a_list_or_map_is_not_repeated_however_deep() {
        Vault vault = Vaults.with("canary").build();

        assertThat(VaultConstraints.check(vault))
                .extracting(ConstraintViolation::field, ConstraintViolation::rejectedValue)
                .containsExactly(
                        tuple("refs[0]", "***"),
                        tuple("alias[0]", "***"),
                        tuple("marked[0]", "***"),
                        tuple("passwords[0]", "***"),
                        tuple("named.a", "***"),
                        tuple("deep.a[0][0]", "***"),
                        tuple("between[0][0]", "***"));
        assertThat(WarmChairsApiConstraints.listChairs(List.of("canary"), "canary"))
                .extracting(ConstraintViolation::field, ConstraintViolation::rejectedValue)
                .containsExactly(tuple("keys[0]", "***"), tuple("pin", "***"));
    }

    @Test
    void a_limit_of_zero_is_a_limit() {
        Empty full = Empty.builder()
                .text("a")
                .entries(List.of(""))
                .number(1)
                ._2fa("on")
                .build();

        assertThat(EmptyConstraints.check(full))
                .extracting(ConstraintViolation::field, ConstraintViolation::message)
                .containsExactly(
                        tuple("text", "must have at most 0 characters, has 1"),
                        tuple("entries", "must have at most 0 items, has 1"),
                        tuple("number", "must be at most 0"),
                        tuple("2fa", "must have at most 0 characters, has 2"));
        assertThat(EmptyConstraints.check(
                        Empty.builder().text("").entries(List.of()).number(0).build()))
                .isEmpty();
    }

    @Test
    void what_is_no_number_keeps_no_limit_and_throws_nothing() {
        for (double none : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThat(check(valid().mainLeg(leg(none))))
                    .extracting(ConstraintViolation::field, ConstraintViolation::rule)
                    .containsExactly(tuple("main_leg.length", "minimum"), tuple("main_leg.length", "maximum"));
        }
    }

    @Test
    void numbers_are_the_same_however_many_zeros_they_end_in() {
        assertThat(EmptyConstraints.check(Empty.builder()
                        .rates(List.of(new BigDecimal("1.5"), new BigDecimal("1.50"), new BigDecimal("15")))
                        .build()))
                .extracting(ConstraintViolation::field, ConstraintViolation::rule)
                .containsExactly(tuple("rates[1]", "uniqueItems"));
    }

    @Test
    void length_is_counted_in_characters_not_in_code_units() {
        assertThat(check(valid().code("\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00")))
                .isEmpty();
    }

    @Test
    void the_end_of_a_pattern_is_the_end_of_the_text() {
        assertThat(check(valid().name("chai\n")))
                .extracting(ConstraintViolation::rule)
                .containsExactly("pattern");
    }

    @Test
    void a_pattern_with_comment_marks_and_quotes_is_what_the_contract_says() {
        assertThat(check(valid().path("ab/c\"\\"))).isEmpty();
    }

    @Test
    void parameters_and_body_of_an_operation_are_checked_together() {
        assertThat(WarmChairsApiConstraints.replaceChair(
                        "a", 0L, ChairRequestBody.builder().build()))
                .extracting(ConstraintViolation::field, ConstraintViolation::rule)
                .contains(tuple("project_id", "minLength"), tuple("chair-id", "minimum"), tuple("name", "required"));
        assertThat(WarmChairsApiConstraints.showChair(
                        "abc", 1L, null, 101, List.of("1234", "", "x"), List.of("12345"), null))
                .extracting(ConstraintViolation::field, ConstraintViolation::rule)
                .containsExactly(
                        tuple("class", "required"),
                        tuple("limit", "maximum"),
                        tuple("tag", "maxItems"),
                        tuple("tag[0]", "maxLength"),
                        tuple("mood_ids[0]", "maxLength"));
        assertThat(WarmChairsApiConstraints.countChairs(
                        Mark.of("*/"), "x", new BigDecimal("10"), List.of(BigDecimal.ONE), "12345"))
                .extracting(ConstraintViolation::field, ConstraintViolation::rule)
                .containsExactly(
                        tuple("found", "maxLength"),
                        tuple("price", "maximum"),
                        tuple("prices", "maxItems"),
                        tuple("code", "maxLength"));
        assertThat(WarmChairsApiConstraints.countChairsCode("1"))
                .extracting(ConstraintViolation::rule)
                .containsExactly("minLength");
        assertThat(WarmChairsApiConstraints.showChairProjectId(null))
                .extracting(ConstraintViolation::field, ConstraintViolation::rule)
                .containsExactly(tuple("project_id", "required"));
    }
}
