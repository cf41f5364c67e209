package io.github.cphshare.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Waiting that its caller ends. */
class AwaitEndTest {
    private final ScriptedJobs service = new ScriptedJobs(100, 20, 7);

    @Test
    void an_interrupt_ends_the_waiting_with_what_is_known() {
        service.job("r", "s1", ScriptedJobs.NEVER, 0);
        PushFollowing following = Awaiting.following(service);
        Waiter<PushOutcome> waiter = Awaiting.waiter(
                following,
                service,
                pausingBy(new Pauses() {
                    @Override
                    boolean sleep(Duration time) throws InterruptedException {
                        throw new InterruptedException();
                    }
                }),
                progress -> {});

        assertThatThrownBy(waiter::await).isInstanceOfSatisfying(AwaitTimeoutException.class, failure -> assertThat(
                        failure.outcome().running())
                .hasSize(1));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void cancelling_stops_the_call_under_way_and_asks_no_more() {
        CompletableFuture<List<JobState>> call = new CompletableFuture<>();
        ScriptedJobs silent = new ScriptedJobs(100, 20, 7) {
            @Override
            public CompletableFuture<List<JobState>> askAsync(JobQuery query, @Nullable Duration limit) {
                asked().add(query);
                return call;
            }
        };
        CompletableFuture<PushOutcome> waiting = Awaiting.waiter(Awaiting.following(silent), silent, progress -> {})
                .awaitAsync();

        assertThat(waiting.cancel(true)).isTrue();

        assertThat(call).isCancelled();
        assertThat(silent.asked()).hasSize(1);
        assertThat(waiting).isCancelled();
    }

    @Test
    void cancelling_in_a_pause_stops_the_pause() throws InterruptedException {
        CountDownLatch pausing = new CountDownLatch(1);
        CountDownLatch dropped = new CountDownLatch(1);
        service.job("r", "s1", ScriptedJobs.NEVER, 0);
        Pace pace = pausingBy(new Pauses() {
            @Override
            Runnable later(Duration time, Consumer<Boolean> then) {
                pausing.countDown();
                return dropped::countDown;
            }
        });
        CompletableFuture<PushOutcome> waiting = Awaiting.waiter(
                        Awaiting.following(service), service, pace, progress -> {})
                .awaitAsync();
        assertThat(pausing.await(10, TimeUnit.SECONDS)).isTrue();

        waiting.cancel(true);

        assertThat(dropped.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(service.asked()).hasSize(1);
    }

    @Test
    void closing_the_client_ends_the_waiting_with_what_is_known() {
        service.job("r", "s1", ScriptedJobs.NEVER, 0);
        Pauses closed = new Pauses();
        closed.close();

        assertThatThrownBy(
                        Awaiting.waiter(Awaiting.following(service), service, pausingBy(closed), progress -> {})::await)
                .isInstanceOf(AwaitTimeoutException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(Awaiting.waiter(Awaiting.following(service), service, pausingBy(closed), progress -> {})
                        .awaitAsync()::join)
                .hasCauseInstanceOf(AwaitTimeoutException.class);
    }

    private Pace pausingBy(Pauses pauses) {
        return new Pace(pauses, () -> 0, service.pace().nanoTime());
    }
}
