package io.github.cphshare.client.fleet;

import static io.github.cphshare.client.fleet.ScriptedService.LATENCY;
import static io.github.cphshare.client.fleet.ScriptedService.accept;
import static io.github.cphshare.client.fleet.ScriptedService.actAndFail;
import static io.github.cphshare.client.fleet.ScriptedService.answer;
import static io.github.cphshare.client.fleet.ScriptedService.fail;
import static io.github.cphshare.client.fleet.ScriptedService.http;
import static io.github.cphshare.client.fleet.ScriptedService.transport;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.cphshare.client.ServerAnswer;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.fleet.ScriptedService.Behaviour;
import io.github.cphshare.client.fleet.ScriptedService.Call;
import io.github.cphshare.client.validation.InvalidRequestException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A run over a fleet, on a service that does as it is told and a clock that takes no time. */
class FleetPusherTest extends FleetScene {
    @Test
    void pushes_to_all_servers_in_requests_of_the_given_size_and_follows_the_jobs() {
        FleetOutcome outcome = pushAll(95);

        assertThat(outcome.end()).isEqualTo(FleetEnd.DONE);
        assertThat(outcome.allSucceeded()).isTrue();
        assertThat(outcome.servers()).extracting(FleetServer::serverId).containsExactlyElementsOf(ids(95));
        assertThat(service.calls()).hasSize(10).allMatch(call -> call.servers().size() <= 10);
        assertThat(asked()).containsExactlyElementsOf(ids(95));
        assertThat(service.awaits()).isOne();
        assertThat(outcome.requireAllSucceeded()).isSameAs(outcome);
    }

    @Test
    void begins_with_one_request_and_never_has_more_in_flight_than_allowed() {
        pushAll(200);

        assertThat(service.calls().get(1).at()).isEqualTo(LATENCY);
        assertThat(service.mostInFlight()).isEqualTo(4);
    }

    @Test
    void one_throttled_request_pauses_all_and_goes_out_again() {
        service.next(accept(), accept(), fail(http(429, "APIGW.0308", "Retry-After", "7")));

        FleetOutcome outcome = pushAll(200);

        assertThat(outcome.allSucceeded()).isTrue();
        assertThat(service.actedOn().values()).containsOnly(1);
        Duration throttled = service.calls().get(2).at().plus(LATENCY);
        assertThat(service.calls())
                .extracting(Call::at)
                .noneMatch(at -> at.compareTo(throttled) > 0 && at.compareTo(throttled.plusSeconds(7)) < 0);
        assertThat(asked()).hasSize(210);
    }

    @Test
    void throttling_alone_never_makes_it_give_up_before_the_deadline() {
        service.next(Collections.nCopies(40, fail(http(429, "APIGW.0308"))).toArray(Behaviour[]::new));
        options.deadline(Duration.ofHours(2));

        assertThat(pushAll(50).allSucceeded()).isTrue();
    }

    /** A clock that goes on by half a second whenever somebody looks at it. */
    private static Inbox hasty(VirtualInbox inbox) {
        return new Inbox() {
            @Override
            public long nanoTime() {
                inbox.pass(Duration.ofMillis(500));
                return inbox.nanoTime();
            }

            @Override
            public void put(Answer answer) {
                inbox.put(answer);
            }

            @Override
            public Answer await(long nanos) throws InterruptedException {
                return inbox.await(nanos);
            }
        };
    }

    @Test
    void a_pause_that_ends_between_two_looks_at_the_clock_is_over() {
        service.next(fail(http(429, "APIGW.0308"))); // A pause of 750 ms.
        FleetPusher pusher = new FleetPusher(
                ENDPOINT, "p", service, () -> hasty(inbox), () -> 0.5, Clock.systemUTC(), UnaryOperator.identity());

        FleetOutcome outcome = pusher.pushAll(push(10));

        assertThat(outcome.allSucceeded()).as(outcome.toString()).isTrue();
        assertThat(inbox.now()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void does_not_wait_for_a_pause_that_ends_behind_the_deadline() {
        service.next(fail(http(429, "APIGW.0308", "Retry-After", "86400")));

        FleetOutcome outcome = pushAll(50);

        assertThat(outcome.end()).isEqualTo(FleetEnd.DEADLINE);
        assertThat(outcome.count(FleetState.NOT_PUSHED)).isEqualTo(50);
        assertThat(inbox.now()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void a_request_that_may_have_been_acted_on_is_never_repeated_and_its_servers_are_unknown() {
        service.next(accept(), actAndFail(transport(Delivery.UNKNOWN)));

        FleetOutcome outcome = pushAll(100);

        assertThat(outcome.end()).isEqualTo(FleetEnd.DONE);
        assertThat(outcome.count(FleetState.SUCCEEDED)).isEqualTo(90);
        assertThat(outcome.in(FleetState.UNKNOWN))
                .extracting(FleetServer::serverId)
                .containsExactlyElementsOf(ids(20).subList(10, 20));
        assertThat(outcome.in(FleetState.UNKNOWN))
                .allMatch(server -> server.message().contains("the line broke"));
        assertThat(service.actedOn().values()).containsOnly(1);
        assertThat(outcome.resumable()).isFalse();
        assertThat(resume().count(FleetState.UNKNOWN)).isEqualTo(10);
        assertThat(asked()).hasSize(100);
    }

    @Test
    void a_request_that_was_not_sent_goes_out_again_after_a_pause() {
        service.next(fail(transport(Delivery.NOT_SENT)), fail(transport(Delivery.NOT_SENT)), accept());

        assertThat(pushAll(50).allSucceeded()).isTrue();
        assertThat(service.actedOn().values()).containsOnly(1);
        assertThat(service.calls().get(1).at()).isGreaterThanOrEqualTo(LATENCY.plusMillis(500));
    }

    @Test
    void so_does_a_push_that_finds_no_thread() {
        Error failure = new InternalError("unable to create native thread");
        service.next(accept(), accept(), (scripted, request, call) -> {
            throw failure;
        });

        FleetOutcome outcome = pushAll(100);

        assertThat(outcome.cause()).isSameAs(failure);
        assertThat(outcome.count(FleetState.UNKNOWN)).isEqualTo(10);
        assertThat(outcome.count(FleetState.RUNNING)).isEqualTo(20);
    }

    @Test
    void tells_totals_that_always_add_up() {
        List<FleetListener.Progress> told = new ArrayList<>();
        options.listener(told::add);
        service.next(accept(), fail(http(429, "APIGW.0308")), actAndFail(transport(Delivery.UNKNOWN)));

        pushAll(100);

        assertThat(told).allMatch(progress -> progress.total() == 100);
        assertThat(told.get(told.size() - 1).settled()).isEqualTo(100);
        assertThat(told.get(told.size() - 1).succeeded()).isEqualTo(90);
    }

    @Test
    void tells_refused_missing_doubled_and_unexpected_servers_apart() {
        service.next(answer(receipt -> receipt.answer("server-1", "job-1", null, null)
                .answer("server-2", null, "CPS.0137", "no shared storage")
                .answer("server-3", "job-3", null, null)
                .answer("server-3", "job-3b", null, null)
                .answer("stranger", "job-x", null, null)));

        FleetOutcome outcome = pushAll(4);

        assertThat(outcome.servers())
                .extracting(FleetServer::state)
                .containsExactly(FleetState.SUCCEEDED, FleetState.REFUSED, FleetState.SUCCEEDED, FleetState.UNKNOWN);
        assertThat(outcome.servers().get(1).errorCode()).isEqualTo("CPS.0137");
        assertThat(outcome.findings()).hasSize(1);
        assertThat(outcome.unexpected()).extracting(ServerAnswer::serverId).containsExactly("stranger");
        assertThat(outcome.failedServers()).containsExactly("server-2");
        assertThat(outcome.resumable()).isFalse();
    }

    @Test
    void a_push_that_the_service_started_elsewhere_too_is_no_success_in_any_run() {
        service.next(answer(receipt -> receipt.answer("server-1", "job-1", null, null)
                .answer("stranger", "job-x", null, null)
                .answer(null, null, "CPS.0099", "what?")));
        FleetOutcome outcome = pushAll(1);

        for (FleetOutcome told : List.of(outcome, FleetJournal.read(journal()).outcome(), resume())) {
            assertThat(told.count(FleetState.SUCCEEDED)).isOne();
            assertThat(told.allSucceeded()).isFalse();
            assertThat(told.unexpected())
                    .extracting(ServerAnswer::serverId, ServerAnswer::jobId, ServerAnswer::errorCode)
                    .containsExactly(tuple("stranger", "job-x", null), tuple(null, null, "CPS.0099"));
            assertThat(told).asString().contains("2 unexpected");
            assertThatThrownBy(told::requireAllSucceeded)
                    .isInstanceOfSatisfying(FleetFailedException.class, failure -> {
                        assertThat(failure).hasMessageContaining("not asked for: stranger");
                        assertThat(failure.advice()).contains("nobody asked for");
                        assertThat(failure.delivery()).isEqualTo(Delivery.UNKNOWN);
                    });
        }
    }

    @Test
    void the_first_hundred_answers_about_servers_that_nobody_asked_for_are_kept_however_many_requests_bring_some() {
        options.serversPerRequest(1);
        service.otherwise(answer(receipt -> {
            IntStream.range(0, 60).forEach(i -> receipt.answer("stranger-" + i, "job-" + i, null, null));
            return receipt;
        }));

        assertThat(pushAll(3).unexpected()).hasSize(100);
        assertThat(resume().unexpected()).hasSize(100);
    }

    @Test
    void a_push_is_refused_with_everything_that_is_wrong_with_it() {
        assertThatThrownBy(() -> FleetPush.builder()
                        .bucketName("A")
                        .objectPath("a.zip")
                        .serverIds(List.of("s", "s"))
                        .build())
                .isInstanceOfSatisfying(InvalidRequestException.class, failure -> assertThat(failure.violations())
                        .extracting(violation -> violation.field())
                        .contains("bucket_name", "object_path", "server_ids[1]", "journal"));
    }
}
