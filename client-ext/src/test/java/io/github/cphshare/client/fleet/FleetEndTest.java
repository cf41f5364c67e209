package io.github.cphshare.client.fleet;

import static io.github.cphshare.client.fleet.ScriptedService.LATENCY;
import static io.github.cphshare.client.fleet.ScriptedService.accept;
import static io.github.cphshare.client.fleet.ScriptedService.actAndFail;
import static io.github.cphshare.client.fleet.ScriptedService.fail;
import static io.github.cphshare.client.fleet.ScriptedService.http;
import static io.github.cphshare.client.fleet.ScriptedService.silence;
import static io.github.cphshare.client.fleet.ScriptedService.transport;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cphshare.client.AwaitListener;
import io.github.cphshare.client.Outcomes;
import io.github.cphshare.client.PushOutcome;
import io.github.cphshare.client.PushReceipt;
import io.github.cphshare.client.PushRequest;
import io.github.cphshare.client.auth.CredentialsException;
import io.github.cphshare.client.error.AuthenticationException;
import io.github.cphshare.client.error.ClientClosedException;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.error.NotFoundException;
import io.github.cphshare.client.validation.InvalidRequestException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Runs that end before their time: what is in flight is heard, and nothing more goes out. */
class FleetEndTest extends FleetScene {
    @Test
    void gives_up_after_ten_requests_in_a_row_that_did_not_reach_the_service() {
        service.otherwise(fail(transport(Delivery.NOT_SENT)));

        FleetOutcome outcome = pushAll(50);

        assertThat(outcome.end()).isEqualTo(FleetEnd.GAVE_UP);
        assertThat(outcome.cause()).hasMessageContaining("the line broke");
        assertThat(service.calls()).hasSize(10);
        assertThat(outcome.count(FleetState.NOT_PUSHED)).isEqualTo(50);
        assertThat(outcome.servers().get(0).message()).contains("the line broke");
    }

    @Test
    void refused_credentials_end_the_run_with_its_first_request_and_a_resumed_run_pushes_all() {
        service.next(fail(http(401, "APIGW.0301")));

        FleetOutcome outcome = pushAll(100);

        assertThat(outcome.end()).isEqualTo(FleetEnd.GAVE_UP);
        assertThat(outcome.cause()).isInstanceOf(AuthenticationException.class);
        assertThat(service.calls()).hasSize(1);
        assertThat(outcome.count(FleetState.NOT_PUSHED)).isEqualTo(100);
        assertThat(outcome.resumable()).isTrue();
        assertThatThrownBy(outcome::requireAllSucceeded).isInstanceOfSatisfying(FleetFailedException.class, failure -> {
            assertThat(failure.delivery()).isEqualTo(Delivery.NOT_PROCESSED);
            assertThat(failure.outcome()).isSameAs(outcome);
            assertThat(failure).hasMessageContaining("and 95 more");
        });
        assertThat(resume().allSucceeded()).isTrue();
    }

    @Test
    void missing_credentials_end_the_run_as_well() {
        service.next(accept(), fail(new CredentialsException("none found", null)));

        FleetOutcome outcome = pushAll(100);

        assertThat(outcome.cause()).isInstanceOf(CredentialsException.class);
        // Those in flight were waited for, and their jobs are left to a resumed run.
        assertThat(outcome.count(FleetState.RUNNING) + outcome.count(FleetState.NOT_PUSHED))
                .isEqualTo(100);
        assertThat(service.awaits()).isZero();
    }

    @Test
    void a_closed_client_ends_the_run_with_its_first_request() {
        service.otherwise(fail(new ClientClosedException()));

        FleetOutcome outcome = pushAll(50);

        assertThat(outcome.end()).isEqualTo(FleetEnd.GAVE_UP);
        assertThat(outcome.cause()).isInstanceOf(ClientClosedException.class);
        assertThat(service.calls()).hasSize(1);
        assertThat(outcome.count(FleetState.NOT_PUSHED)).isEqualTo(50);
    }

    @Test
    void gives_up_when_three_requests_in_a_row_are_refused_as_a_whole() {
        service.otherwise(fail(http(404, "CPS.0104")));

        FleetOutcome outcome = pushAll(100);

        assertThat(outcome.cause()).isInstanceOf(NotFoundException.class);
        assertThat(service.calls()).hasSize(3);
        assertThat(outcome.servers().get(0).errorCode()).isEqualTo("CPS.0104");
        assertThat(outcome.count(FleetState.NOT_PUSHED)).isEqualTo(100);
    }

    @Test
    void gives_up_when_the_fate_of_five_requests_in_a_row_is_unknown_and_follows_what_was_pushed() {
        service.next(accept());
        service.otherwise(actAndFail(transport(Delivery.UNKNOWN)));

        FleetOutcome outcome = pushAll(200);

        assertThat(outcome.end()).isEqualTo(FleetEnd.GAVE_UP);
        assertThat(outcome.count(FleetState.SUCCEEDED)).isEqualTo(10);
        // One more may have been in flight.
        assertThat(outcome.count(FleetState.UNKNOWN)).isBetween(50, 60);
    }

    @Test
    void at_the_deadline_what_is_in_flight_is_unknown_and_what_is_not_is_not_pushed() {
        service.next(accept(), silence(), silence());

        FleetOutcome outcome = pushAll(35);

        assertThat(outcome.end()).isEqualTo(FleetEnd.DEADLINE);
        assertThat(inbox.now()).isEqualTo(Duration.ofMinutes(30));
        assertThat(outcome.count(FleetState.UNKNOWN)).isEqualTo(20);
        assertThat(outcome.count(FleetState.RUNNING) + outcome.count(FleetState.NOT_PUSHED))
                .isEqualTo(15);
        FleetOutcome rest = resume();
        assertThat(rest.count(FleetState.SUCCEEDED)).isEqualTo(15);
        assertThat(rest.count(FleetState.UNKNOWN)).isEqualTo(20);
        assertThat(service.actedOn().values()).containsOnly(1);
    }

    @Test
    void answers_that_came_before_the_end_count_however_late_they_are_looked_at() {
        List<Integer> told = new ArrayList<>();
        options.deadline(Duration.ofMinutes(30)).listener(progress -> {
            told.add(progress.total());
            if (told.size() == 2) {
                inbox.pass(Duration.ofMinutes(31));
            }
        });

        FleetOutcome outcome = pushAll(70);

        assertThat(outcome.end()).isEqualTo(FleetEnd.DEADLINE);
        assertThat(outcome.count(FleetState.UNKNOWN)).isZero();
        assertThat(outcome.count(FleetState.RUNNING))
                .isEqualTo(service.actedOn().size())
                .isGreaterThan(10);
        assertThat(resume().allSucceeded()).isTrue();
        assertThat(service.actedOn().values()).containsOnly(1);
    }

    @Test
    void what_is_given_up_is_cancelled_and_an_answer_that_comes_meanwhile_counts() {
        List<CompletableFuture<PushReceipt>> calls = new ArrayList<>();
        List<Runnable> answers = new ArrayList<>();
        Service slow = new Service() {
            @Override
            public CompletableFuture<PushReceipt> push(PushRequest request) {
                if (service.calls().isEmpty()) {
                    return service.push(request);
                }
                CompletableFuture<PushReceipt> call = new CompletableFuture<>();
                calls.add(call);
                answers.add(() -> call.complete(ScriptedService.receipt(request)));
                return call;
            }

            @Override
            public PushOutcome await(Collection<PushReceipt> receipts, Duration time, AwaitListener listener) {
                return service.await(receipts, time, listener);
            }
        };
        List<FleetListener.Progress> told = new ArrayList<>();
        options.listener(told::add);
        UnaryOperator<Disk> answering = disk -> new DiskOver(disk) {
            @Override
            public void write(byte[] bytes) throws IOException {
                disk.write(bytes);
                if (new String(bytes, StandardCharsets.UTF_8).contains("\"entry\":\"failure\"")) {
                    answers.forEach(Runnable::run);
                }
            }
        };

        FleetOutcome outcome = new FleetPusher(
                        ENDPOINT, "p", slow, () -> inbox, () -> 0.5, Clock.systemUTC(), answering)
                .pushAll(push(30));

        assertThat(outcome.end()).isEqualTo(FleetEnd.DEADLINE);
        assertThat(calls).hasSize(2).filteredOn(CompletableFuture::isCancelled).hasSize(1);
        assertThat(outcome.count(FleetState.UNKNOWN)).isEqualTo(10);
        assertThat(outcome.count(FleetState.RUNNING)).isEqualTo(20);
        assertThat(told.get(told.size() - 1).asked()).isZero();
        assertThat(FleetJournal.read(journal()).outcome().servers()).isEqualTo(outcome.servers());
    }

    @Test
    void an_interrupt_lets_answers_in_and_nothing_more_out() {
        inbox.interruptIn(LATENCY.multipliedBy(3).dividedBy(2));

        FleetOutcome outcome = pushAll(200);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome.end()).isEqualTo(FleetEnd.INTERRUPTED);
        assertThat(service.calls()).hasSize(3);
        assertThat(outcome.count(FleetState.RUNNING)).isEqualTo(30);
        assertThat(outcome.count(FleetState.NOT_PUSHED)).isEqualTo(170);
        assertThat(resume().allSucceeded()).isTrue();
        assertThat(service.actedOn().values()).containsOnly(1);
    }

    @Test
    void a_thread_that_is_interrupted_already_makes_the_journal_and_sends_nothing() {
        Thread.currentThread().interrupt();

        FleetOutcome outcome = pushAll(20);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome.end()).isEqualTo(FleetEnd.INTERRUPTED);
        assertThat(service.calls()).isEmpty();
        assertThat(resume().allSucceeded()).isTrue();
    }

    @Test
    void an_interrupt_waits_ten_seconds_for_answers_and_a_second_one_does_not() {
        service.next(silence(), silence());
        inbox.interruptIn(Duration.ofSeconds(1));

        assertThat(pushAll(20).count(FleetState.UNKNOWN)).isEqualTo(10);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(inbox.now()).isEqualTo(Duration.ofSeconds(11));

        inbox.interruptIn(Duration.ofSeconds(1));
        inbox.interruptIn(Duration.ofSeconds(2));
        assertThat(resume().count(FleetState.UNKNOWN)).isEqualTo(20);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(inbox.now()).isEqualTo(Duration.ofSeconds(13));
    }

    @Test
    void an_interrupt_after_the_run_gave_up_is_heard_as_well() {
        service.next(accept(), fail(http(401, "APIGW.0301")), silence());
        inbox.interruptIn(Duration.ofSeconds(1));
        inbox.interruptIn(Duration.ofSeconds(2));

        FleetOutcome outcome = pushAll(50);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome.end()).isEqualTo(FleetEnd.GAVE_UP);
        assertThat(outcome.cause()).isInstanceOf(AuthenticationException.class);
        assertThat(outcome.count(FleetState.UNKNOWN)).isEqualTo(10);
        assertThat(inbox.now()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void so_is_one_while_the_jobs_of_a_run_that_gave_up_are_followed() {
        service.next(accept());
        service.otherwise(fail(http(404, "CPS.0104")));
        Service interrupted = following((receipts, time, listener) -> {
            throw Outcomes.interrupted(service.await(receipts, time, listener));
        });

        FleetOutcome outcome = pusher(interrupted).pushAll(push(100));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome.end()).isEqualTo(FleetEnd.GAVE_UP);
        assertThat(outcome.cause()).isInstanceOf(NotFoundException.class);
    }

    @Test
    void a_listener_that_throws_ends_the_run_when_the_answers_are_in() {
        IllegalStateException failure = new IllegalStateException("broken listener");
        List<FleetListener.Progress> told = new ArrayList<>();
        options.listener(progress -> {
            told.add(progress);
            if (told.size() == 2) {
                throw failure;
            }
        });

        FleetOutcome outcome = pushAll(200);

        assertThat(outcome.end()).isEqualTo(FleetEnd.GAVE_UP);
        assertThat(outcome.cause()).isSameAs(failure);
        assertThat(told).hasSize(2);
        assertThat(outcome.count(FleetState.UNKNOWN)).isZero();
        assertThat(outcome.count(FleetState.RUNNING)).isGreaterThanOrEqualTo(20);
        options.listener(progress -> {});
        assertThat(resume().allSucceeded()).isTrue();
    }

    @Test
    void so_does_one_that_throws_what_nobody_catches() {
        Error failure = new NoClassDefFoundError("broken listener");
        options.listener(progress -> {
            if (progress.running() > 10) {
                throw failure;
            }
        });

        FleetOutcome outcome = pushAll(100);

        assertThat(outcome.cause()).isSameAs(failure);
        assertThat(outcome.count(FleetState.UNKNOWN)).isZero();
        assertThat(outcome.count(FleetState.RUNNING)).isEqualTo(asked().size()).isGreaterThan(10);
    }

    @Test
    void so_does_one_that_throws_it_while_jobs_are_followed() {
        Error failure = new NoClassDefFoundError("broken listener");
        options.listener(progress -> {
            if (progress.succeeded() > 0) {
                throw failure;
            }
        });

        FleetOutcome outcome = pushAll(10);

        assertThat(outcome.end()).isEqualTo(FleetEnd.GAVE_UP);
        assertThat(outcome.cause()).isSameAs(failure);
        assertThat(outcome.allSucceeded()).isTrue();
    }

    @Test
    void a_listener_that_fails_when_the_run_has_ended_is_told_of() {
        inbox.interruptIn(LATENCY.dividedBy(2));
        options.listener(progress -> {
            throw new IllegalStateException("broken listener");
        });

        FleetOutcome outcome = pushAll(20);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome.end()).isEqualTo(FleetEnd.INTERRUPTED);
        assertThat(outcome.findings()).singleElement().asString().contains("broken listener");
    }

    @Test
    void a_server_that_cannot_be_asked_for_ends_the_run_and_hides_no_answer() {
        List<String> ids = new ArrayList<>(ids(20));
        ids.set(14, " ");
        Head head = new Head(ENDPOINT, "p", "bucket-a", "a.tar", 20, Head.digestOf(ids), Instant.EPOCH);
        Journal.create(journal(), head, ids, UnaryOperator.identity());

        FleetOutcome outcome = resume();

        assertThat(outcome.end()).isEqualTo(FleetEnd.GAVE_UP);
        assertThat(outcome.cause()).isInstanceOf(InvalidRequestException.class);
        assertThat(outcome.count(FleetState.SUCCEEDED)).isEqualTo(10);
        assertThat(outcome.count(FleetState.NOT_PUSHED)).isEqualTo(10);
    }

    @Test
    void credentials_that_cannot_be_had_end_a_run_before_its_first_request() {
        CredentialsException failure = new CredentialsException("none found", null);
        FleetPusher without = pusherIn(() -> {
            throw failure;
        });

        FleetOutcome outcome = without.pushAll(push(10));

        assertThat(outcome.end()).isEqualTo(FleetEnd.GAVE_UP);
        assertThat(outcome.cause()).isSameAs(failure);
        assertThat(FleetJournal.read(journal()).projectId()).isNull();
        assertThat(service.calls()).isEmpty();
        assertThat(pusherIn(() -> "q").resume(journal()).allSucceeded()).isTrue();
    }

    @Test
    void so_they_do_when_it_is_resumed_but_an_interrupt_counts_as_one() {
        service.next(fail(http(401, "APIGW.0301")));
        pusherIn(() -> "q").pushAll(push(10));
        FleetPusher without = pusherIn(() -> {
            throw new CredentialsException("none found", null);
        });

        assertThat(without.resume(journal()).cause()).isInstanceOf(CredentialsException.class);
        Thread.currentThread().interrupt();
        FleetOutcome interrupted = without.resume(journal());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(interrupted.end()).isEqualTo(FleetEnd.INTERRUPTED);
        assertThat(service.calls()).hasSize(1);
    }
}
