package io.github.cphshare.client.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cphshare.client.SettableClock;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When IAM is asked, and who waits for it. */
@Timeout(20)
class TokenCacheTest {
    private static final Duration DAY = Duration.ofHours(24);

    private final SettableClock clock = new SettableClock("2026-01-01T00:00:00Z");
    private final Deque<Runnable> background = new ArrayDeque<>();
    private final AtomicInteger asked = new AtomicInteger();
    private Supplier<TokenCache.Issued> iam = () -> new TokenCache.Issued(
            TokenCredentials.of("t" + asked.get()), clock.instant().plus(DAY));
    private final TokenCache cache = new TokenCache(
            () -> {
                asked.incrementAndGet();
                return iam.get();
            },
            clock,
            background::add);

    private void advance(Duration by) {
        clock.pass(by);
    }

    private String token() {
        return cache.get().token();
    }

    private void failing() {
        iam = () -> {
            throw new CredentialsException("IAM is away.", null);
        };
    }

    @Test
    void iam_is_asked_once_until_30_minutes_before_the_end() {
        assertThat(asked).hasValue(0);
        assertThat(token()).isEqualTo("t1");
        advance(DAY.minusMinutes(30).minusNanos(1));

        assertThat(token()).isEqualTo("t1");
        assertThat(asked).hasValue(1);
        assertThat(background).isEmpty();
    }

    @Test
    void then_one_renewal_runs_in_the_background_and_nobody_waits_for_it() {
        token();
        advance(DAY.minusMinutes(30));
        assertThat(token()).isEqualTo("t1");
        assertThat(token()).isEqualTo("t1");
        assertThat(background).hasSize(1);
        assertThat(asked).hasValue(1);

        background.remove().run();

        assertThat(token()).isEqualTo("t2");
        assertThat(background).isEmpty();
        assertThat(asked).hasValue(2);
    }

    @Test
    void a_renewal_that_fails_is_not_felt_and_is_tried_again_a_minute_later() {
        token();
        advance(DAY.minusMinutes(30));
        failing();
        token();
        background.remove().run();

        advance(Duration.ofSeconds(59));
        assertThat(token()).isEqualTo("t1");
        assertThat(background).isEmpty();
        advance(Duration.ofSeconds(1));
        assertThat(token()).isEqualTo("t1");
        assertThat(background).hasSize(1);
    }

    @Test
    void a_token_is_not_used_in_its_last_minute() {
        token();
        advance(DAY.minusMinutes(1));

        assertThat(token()).isEqualTo("t2");
        assertThat(asked).hasValue(2);
    }

    @Test
    void a_token_of_a_minute_is_used_for_three_quarters_of_it() {
        iam = () -> new TokenCache.Issued(
                TokenCredentials.of("t" + asked.get()), clock.instant().plusSeconds(60));
        token();
        advance(Duration.ofSeconds(45).minusNanos(1));
        assertThat(token()).isEqualTo("t1");
        assertThat(asked).hasValue(1);
        assertThat(background).isEmpty();

        advance(Duration.ofNanos(1));
        assertThat(token()).isEqualTo("t2");
    }

    @Test
    void a_token_that_has_ended_when_it_comes_serves_the_one_who_asked() {
        iam = () -> new TokenCache.Issued(
                TokenCredentials.of("t" + asked.get()), clock.instant().minusSeconds(1));

        assertThat(token()).isEqualTo("t1");
        assertThat(token()).isEqualTo("t2");
    }

    @Test
    void without_a_good_token_the_failure_is_told_and_the_next_call_tries_again() {
        Supplier<TokenCache.Issued> good = iam;
        failing();
        assertThatThrownBy(this::token).isInstanceOf(CredentialsException.class).hasMessage("IAM is away.");
        iam = good;

        assertThat(token()).isEqualTo("t2");
    }

    @Test
    void a_refused_token_is_replaced_once_for_all_who_were_refused_with_it() {
        TokenCredentials first = cache.get();

        assertThat(cache.insteadOf(first).token()).isEqualTo("t2");
        assertThat(cache.insteadOf(first).token()).isEqualTo("t2");
        assertThat(token()).isEqualTo("t2");
        assertThat(asked).hasValue(2);
    }

    @Test
    void many_threads_without_a_token_ask_once_and_share_what_comes() throws Exception {
        assertThat(together(32, () -> token())).hasSize(32).containsOnly("t1");
        assertThat(asked).hasValue(1);
    }

    @Test
    void many_threads_that_are_refused_ask_once() throws Exception {
        TokenCredentials first = cache.get();
        assertThat(together(32, () -> cache.insteadOf(first).token()))
                .hasSize(32)
                .containsOnly("t2");
        assertThat(asked).hasValue(2);
    }

    @Test
    void those_who_wait_share_a_failure_as_well() throws Exception {
        failing();
        // Who comes after the failure tries again, so only those who waited count.
        List<String> ends = together(8, () -> token());
        assertThat(ends).hasSize(8).containsOnly("CredentialsException: IAM is away.");
        assertThat(asked).hasValue(1);
    }

    @Test
    void an_error_of_the_machine_is_not_swallowed() {
        iam = () -> {
            throw new StackOverflowError("deep");
        };
        assertThatThrownBy(this::token).hasRootCauseInstanceOf(StackOverflowError.class);
    }

    /** Holds IAM's answer back until all the others wait for it. */
    private List<String> together(int count, Supplier<String> call) throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        Supplier<TokenCache.Issued> answer = iam;
        iam = () -> {
            await(held);
            return answer.get();
        };
        ExecutorService pool = Executors.newFixedThreadPool(count);
        List<Thread> threads = new ArrayList<>();
        try {
            List<Future<String>> calls = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                calls.add(pool.submit(() -> {
                    synchronized (threads) {
                        threads.add(Thread.currentThread());
                    }
                    return call.get();
                }));
            }
            while (!allWait(threads, count)) {
                Thread.onSpinWait();
            }
            held.countDown();
            List<String> ends = new ArrayList<>();
            for (Future<String> each : calls) {
                try {
                    ends.add(each.get(10, TimeUnit.SECONDS));
                } catch (ExecutionException e) {
                    ends.add(e.getCause().getClass().getSimpleName() + ": "
                            + e.getCause().getMessage());
                }
            }
            return ends;
        } finally {
            pool.shutdownNow();
        }
    }

    private static boolean allWait(List<Thread> threads, int count) {
        synchronized (threads) {
            return threads.size() == count
                    && threads.stream()
                            .map(Thread::getState)
                            .allMatch(state -> state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_good_token_outlasts_an_executor_that_takes_nothing() {
        AtomicInteger issued = new AtomicInteger();
        TokenCache refused = new TokenCache(
                () -> new TokenCache.Issued(
                        TokenCredentials.of("t" + issued.incrementAndGet()),
                        clock.instant().plus(DAY)),
                clock,
                task -> {
                    throw new RejectedExecutionException("full");
                });
        refused.get();
        advance(DAY.minusMinutes(20));

        assertThat(refused.get().token()).isEqualTo("t1");
        advance(Duration.ofMinutes(30));
        assertThat(refused.get().token()).isEqualTo("t2");
    }

    @Test
    void who_needs_a_token_does_not_wait_for_a_renewal_that_nobody_begins() {
        TokenCredentials first = cache.get();
        advance(DAY.minusMinutes(20));
        assertThat(token()).isEqualTo("t1");
        assertThat(background).hasSize(1);

        // The executor may have no other thread than this one.
        assertThat(cache.insteadOf(first).token()).isEqualTo("t2");

        background.remove().run();
        assertThat(asked).hasValue(2);
        assertThat(token()).isEqualTo("t2");
    }

    @Test
    void an_interrupt_of_who_asks_is_not_the_failure_of_those_who_wait() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        Supplier<TokenCache.Issued> good = iam;
        iam = () -> {
            if (asked.get() > 1) {
                return good.get();
            }
            await(interrupted);
            Thread.currentThread().interrupt();
            throw new CredentialsException("No answer came.", new InterruptedIOException("interrupted"));
        };
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            List<Future<String>> calls = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                calls.add(pool.submit(() -> {
                    synchronized (threads) {
                        threads.add(Thread.currentThread());
                    }
                    return token();
                }));
            }
            while (!allWait(threads, 3)) {
                Thread.onSpinWait();
            }
            interrupted.countDown();

            assertThat(calls).extracting(TokenCacheTest::end).containsExactlyInAnyOrder("No answer came.", "t2", "t2");
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void who_waits_for_the_question_of_another_can_be_interrupted() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        Supplier<TokenCache.Issued> good = iam;
        iam = () -> {
            await(held);
            return good.get();
        };
        ExecutorService pool = Executors.newFixedThreadPool(1);
        try {
            Future<String> asking = pool.submit(this::token);
            while (asked.get() == 0) {
                Thread.onSpinWait();
            }
            Thread.currentThread().interrupt();

            assertThatThrownBy(this::token)
                    .isInstanceOf(CredentialsException.class)
                    .hasCauseInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
            held.countDown();
            assertThat(asking.get(10, TimeUnit.SECONDS)).isEqualTo("t1");
        } finally {
            pool.shutdownNow();
        }
    }

    private static String end(Future<String> call) {
        try {
            return call.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return String.valueOf(e.getCause().getMessage());
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
