package io.github.cphshare.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The real waits between attempts. */
class PausesTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void a_wait_passes() throws Exception {
        try (Pauses pauses = new Pauses()) {
            CompletableFuture<Boolean> passed = new CompletableFuture<>();
            pauses.later(Duration.ofMillis(1), passed::complete);

            assertThat(passed.get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(pauses.sleep(Duration.ofMillis(1))).isTrue();
        }
    }

    @Test
    void closing_ends_all_waits_at_once() throws Exception {
        Pauses pauses = new Pauses();
        CompletableFuture<Boolean> later = new CompletableFuture<>();
        pauses.later(HOUR, later::complete);
        CompletableFuture<Boolean> asleep = CompletableFuture.supplyAsync(() -> {
            try {
                return pauses.sleep(HOUR);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        pauses.close();

        assertThat(later.get(10, TimeUnit.SECONDS)).isFalse();
        assertThat(asleep.get(10, TimeUnit.SECONDS)).isFalse();
        CompletableFuture<Boolean> after = new CompletableFuture<>();
        pauses.later(HOUR, after::complete);
        assertThat(after.get(10, TimeUnit.SECONDS)).isFalse();
        assertThat(pauses.sleep(HOUR)).isFalse();
        pauses.close();
    }

    @Test
    void a_wait_that_is_dropped_calls_nobody() {
        Pauses pauses = new Pauses();
        AtomicInteger called = new AtomicInteger();
        Runnable drop = pauses.later(HOUR, passed -> called.incrementAndGet());

        drop.run();
        pauses.close();

        assertThat(called).hasValue(0);
    }

    @Test
    void a_wait_that_begins_while_it_is_closed_is_ended_too() throws Exception {
        for (int others = 0; others < 100; others++) {
            Pauses pauses = new Pauses();
            for (int i = 0; i < others % 8; i++) {
                pauses.later(HOUR, passed -> {});
            }
            CompletableFuture<Boolean> late = new CompletableFuture<>();
            // What ends when a client is closed runs its caller's continuation; meanwhile another call begins its wait.
            pauses.later(HOUR, passed -> pauses.later(HOUR, late::complete));

            pauses.close();

            assertThat(late.get(10, TimeUnit.SECONDS)).isFalse();
        }
    }
}
