package io.github.cphshare.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cphshare.client.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private static final Duration REST = Duration.ofMinutes(5);

    private final SettableClock clock = new SettableClock("2026-01-01T00:00:00Z");
    private final Refusals refusals = new Refusals(3, REST, clock);

    private void refuse(int times) {
        for (int i = 0; i < times; i++) {
            refusals.refused();
        }
    }

    @Test
    void rests_after_so_many_in_a_row_and_says_for_how_many_minutes() {
        refuse(2);
        assertThat(refusals.minutesToRest()).isZero();

        refuse(1);
        assertThat(refusals.minutesToRest()).isEqualTo(5);
        clock.pass(Duration.ofSeconds(61));
        assertThat(refusals.minutesToRest()).isEqualTo(4);
        clock.pass(REST.minusSeconds(62));
        assertThat(refusals.minutesToRest()).isEqualTo(1);
        clock.pass(Duration.ofSeconds(1));
        assertThat(refusals.minutesToRest()).isZero();
    }

    @Test
    void one_is_enough_after_a_rest() {
        refuse(3);
        clock.pass(REST);
        refuse(1);

        assertThat(refusals.minutesToRest()).isEqualTo(5);
    }

    @Test
    void those_before_an_acceptance_do_not_count() {
        refuse(2);
        refusals.accepted();
        refuse(2);
        assertThat(refusals.minutesToRest()).isZero();

        refuse(1);
        refusals.accepted();
        assertThat(refusals.minutesToRest()).isZero();
    }

    @Test
    void those_further_apart_than_the_rest_are_not_in_a_row() {
        refuse(2);
        clock.pass(REST);
        refuse(2);
        assertThat(refusals.minutesToRest()).isZero();

        clock.pass(REST.minusNanos(1));
        refuse(1);
        assertThat(refusals.minutesToRest()).isEqualTo(5);
    }

    @Test
    void a_clock_that_was_set_back_ends_the_rest() {
        refuse(3);
        clock.pass(REST.negated());

        assertThat(refusals.minutesToRest()).isZero();
    }
}
