package io.github.cphshare.client.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How much a fleet asks of the service at once, and how it yields. */
class WindowTest {
    private static final Duration NOT_SAID = Duration.ZERO;

    /** A clock of this kind may begin anywhere, also shortly before it overflows. */
    private long now = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();

    private double chance;
    private final Window window = new Window(6, () -> chance);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    /** How many requests may be in flight, were the pause over. */
    private int size() {
        pass(pauseLeft());
        return (int) IntStream.range(0, 100)
                .filter(inFlight -> window.isOpen(now, inFlight))
                .count();
    }

    private Duration pauseLeft() {
        return Duration.ofNanos(window.pauseLeft(now));
    }

    private void pushedBack(Duration asked) {
        window.pushedBack(now, asked);
    }

    @Test
    void one_request_goes_out_first_and_each_answer_lets_twice_as_many_out_up_to_the_most() {
        assertThat(size()).isEqualTo(1);
        for (int expected : new int[] {2, 4, 6, 6}) {
            window.answered();
            assertThat(size()).isEqualTo(expected);
        }
    }

    @Test
    void where_the_service_pushes_back_nothing_goes_out_for_a_while_and_then_half_as_much() {
        IntStream.range(0, 3).forEach(i -> window.answered());

        pushedBack(NOT_SAID);

        assertThat(pauseLeft()).isEqualTo(Duration.ofMillis(500));
        assertThat(window.isOpen(now, 0)).isFalse();
        pass(Duration.ofMillis(500).minusNanos(1));
        assertThat(window.isOpen(now, 0)).isFalse();
        pass(Duration.ofNanos(1));
        assertThat(window.isOpen(now, 0)).isTrue();
        assertThat(size()).isEqualTo(3);
        pass(Duration.ofDays(1));
        assertThat(pauseLeft()).isZero();
    }

    @Test
    void one_request_is_let_out_however_often_the_service_pushes_back() {
        for (int i = 0; i < 5; i++) {
            pushedBack(NOT_SAID);
            assertThat(size()).isEqualTo(1);
        }
    }

    @Test
    void pauses_double_up_to_a_minute_until_there_is_an_answer() {
        chance = 0.5; // In the middle between half of a pause and the whole.
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
            pushedBack(NOT_SAID);
            assertThat(pauseLeft()).isEqualTo(Duration.ofMillis(seconds * 750L));
            pass(pauseLeft());
        }

        window.answered();
        pushedBack(NOT_SAID);

        assertThat(pauseLeft()).isEqualTo(Duration.ofMillis(750));
    }

    @Test
    void of_a_burst_only_the_first_halves_and_only_what_asks_for_more_time_gets_it() {
        IntStream.range(0, 2).forEach(i -> window.answered());
        pushedBack(Duration.ofSeconds(7));
        assertThat(pauseLeft()).as("what is asked for, and then a pause").isEqualTo(Duration.ofMillis(7500));

        pass(Duration.ofSeconds(1));
        pushedBack(Duration.ofSeconds(20));
        assertThat(pauseLeft()).isEqualTo(Duration.ofSeconds(20));

        pass(Duration.ofSeconds(1));
        pushedBack(Duration.ofSeconds(2));
        pushedBack(NOT_SAID);
        assertThat(pauseLeft()).isEqualTo(Duration.ofSeconds(19));

        assertThat(size()).isEqualTo(2);
        pushedBack(NOT_SAID);
        assertThat(pauseLeft()).as("the second pause, not the fifth").isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void the_first_pause_counts_whatever_the_clock_says() {
        now = Duration.ofDays(-1).toNanos();

        pushedBack(NOT_SAID);

        assertThat(pauseLeft()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void who_asks_to_wait_for_ages_is_waited_for_eight_days() {
        pushedBack(Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(pauseLeft()).isEqualTo(Duration.ofDays(8).plusMillis(500));
    }
}
