package io.github.cphshare.client.fleet;

import static io.github.cphshare.client.fleet.ScriptedService.LATENCY;
import static io.github.cphshare.client.fleet.ScriptedService.accept;
import static io.github.cphshare.client.fleet.ScriptedService.actAndFail;
import static io.github.cphshare.client.fleet.ScriptedService.answer;
import static io.github.cphshare.client.fleet.ScriptedService.fail;
import static io.github.cphshare.client.fleet.ScriptedService.http;
import static io.github.cphshare.client.fleet.ScriptedService.silence;
import static io.github.cphshare.client.fleet.ScriptedService.transport;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.cphshare.client.AwaitListener;
import io.github.cphshare.client.Outcomes;
import io.github.cphshare.client.PushOutcome;
import io.github.cphshare.client.PushReceipt;
import io.github.cphshare.client.PushRequest;
import io.github.cphshare.client.ServerAnswer;
import io.github.cphshare.client.ServerOutcome.State;
import io.github.cphshare.client.auth.CredentialsException;
import io.github.cphshare.client.error.AuthenticationException;
import io.github.cphshare.client.error.ClientClosedException;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.error.NotFoundException;
import io.github.cphshare.client.fleet.ScriptedService.Behaviour;
import io.github.cphshare.client.fleet.ScriptedService.Call;
import io.github.cphshare.client.validation.InvalidRequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run over a fleet, on a service that does as it is told and a clock that takes no time. */
class FleetPusherTest {
    private static final String ENDPOINT = "https://example.com/";

    @TempDir
    Path folder;

    private final VirtualInbox inbox = new VirtualInbox();
    private final ScriptedService service = new ScriptedService(inbox);
    private final FleetOptions.Builder options =
            FleetOptions.builder().serversPerRequest(10).requestsInFlight(4);

    @AfterEach
    void clearInterrupt() {
        assertThat(Thread.interrupted()).as("left interrupted").isFalse();
    }

    private FleetPusher pusher() {
        return pusher(ENDPOINT, UnaryOperator.identity());
    }

    private FleetPusher pusher(String endpoint, UnaryOperator<Disk> disk) {
        return new FleetPusher(endpoint, "p", service, () -> inbox, () -> 0.5, Clock.systemUTC(), disk);
    }

    private Path journal() {
        return folder.resolve("push.journal");
    }

    private static List<String> ids(int servers) {
        return IntStream.rangeClosed(1, servers).mapToObj(i -> "server-" + i).toList();
    }

    private FleetPush push(int servers) {
        return FleetPush.builder()
                .bucketName("bucket-a")
                .objectPath("a.tar")
                .serverIds(ids(servers))
                .journal(journal())
                .options(options.build())
                .build();
    }

    private FleetOutcome pushAll(int servers) {
        return pusher().pushAll(push(servers));
    }

    private FleetOutcome resume() {
        return pusher().resume(journal(), options.build());
    }

    private List<String> asked() {
        return service.calls().stream().flatMap(call -> call.servers().stream()).toList();
    }

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
    void unknown_servers_are_pushed_to_again_only_where_the_caller_says_so() {
        service.next(actAndFail(transport(Delivery.UNKNOWN)));
        pushAll(30);
        options.pushUnknownAgain(server -> server.serverId().equals("server-3"));

        FleetOutcome outcome = resume();

        assertThat(outcome.count(FleetState.UNKNOWN)).isEqualTo(9);
        assertThat(service.actedOn()).containsEntry("server-3", 2).containsEntry("server-4", 1);
    }

    @Test
    void servers_that_are_pushed_to_again_are_unknown_until_that_has_an_answer_whatever_became_of_it() {
        service.next(actAndFail(transport(Delivery.UNKNOWN)));
        pushAll(10);
        options.pushUnknownAgain(server -> true);
        service.next(fail(http(401, "APIGW.0301")));

        FleetOutcome outcome = resume();

        assertThat(outcome.count(FleetState.UNKNOWN)).isEqualTo(10);
        assertThat(outcome.servers().get(0).message()).startsWith("An earlier request may have been acted on");
        assertThatThrownBy(outcome::requireAllSucceeded)
                .isInstanceOfSatisfying(FleetFailedException.class, failure -> assertThat(failure.delivery())
                        .isEqualTo(Delivery.UNKNOWN));
        assertThat(FleetJournal.read(journal()).outcome().servers()).isEqualTo(outcome.servers());
        // That they are pushed to again was decided.
        assertThat(outcome.resumable()).isTrue();
        options.pushUnknownAgain(server -> false);
        assertThat(resume().allSucceeded()).isTrue();
    }

    @Test
    void so_they_are_where_the_second_push_to_them_is_refused() {
        service.next(actAndFail(transport(Delivery.UNKNOWN)));
        pushAll(1);
        options.pushUnknownAgain(server -> true);
        service.next(answer(receipt -> receipt.answer("server-1", null, "CPS.0099", "not ready")));

        FleetOutcome outcome = resume();

        assertThat(outcome.failedServers()).isEmpty();
        assertThat(outcome.in(FleetState.UNKNOWN)).singleElement().satisfies(server -> {
            assertThat(server.errorCode()).isEqualTo("CPS.0099");
            assertThat(server.message()).isEqualTo("An earlier request may have been acted on; of this one: not ready");
        });
    }

    @Test
    void a_second_push_is_not_judged_by_a_job_of_the_first() {
        service.next(answer(
                receipt -> receipt.answer("server-1", "job-1", null, null).answer("server-1", "job-1b", null, null)));
        Service contradicting = following((receipts, time, listener) -> {
            PushOutcome outcome = service.await(receipts, time, listener);
            listener.onEnded(List.of(Outcomes.contradicted("server-1")));
            return outcome;
        });
        assertThat(pusher(contradicting).pushAll(push(1)).count(FleetState.UNKNOWN))
                .isOne();
        options.pushUnknownAgain(server -> true);
        List<PushReceipt> followed = new ArrayList<>();
        Service watched = following((receipts, time, listener) -> {
            followed.addAll(receipts);
            return service.await(receipts, time, listener);
        });

        FleetOutcome outcome = pusher(watched).resume(journal(), options.build());

        assertThat(outcome.allSucceeded()).isTrue();
        assertThat(followed).hasSize(2).last().satisfies(receipt -> {
            assertThat(receipt.accepted()).hasSize(1);
            assertThat(receipt.doubled()).isEmpty();
        });
    }

    @Test
    void a_request_that_was_not_sent_goes_out_again_after_a_pause() {
        service.next(fail(transport(Delivery.NOT_SENT)), fail(transport(Delivery.NOT_SENT)), accept());

        assertThat(pushAll(50).allSucceeded()).isTrue();
        assertThat(service.actedOn().values()).containsOnly(1);
        assertThat(service.calls().get(1).at()).isGreaterThanOrEqualTo(LATENCY.plusMillis(500));
    }

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
    void a_server_whose_job_got_lost_is_told_as_unknown_and_no_longer_as_running() {
        List<FleetListener.Progress> told = new ArrayList<>();
        options.listener(told::add);
        service.jobsEnd(server -> server.equals("server-3") ? State.UNKNOWN : State.SUCCEEDED);

        pushAll(3);

        FleetListener.Progress last = told.get(told.size() - 1);
        assertThat(last.unknown()).isOne();
        assertThat(last.running()).isZero();
        assertThat(last.total()).isEqualTo(3);
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
    void a_server_with_a_job_and_an_error_is_followed_and_never_ready_for_another_push_before_its_job_failed() {
        service.next(answer(receipt -> receipt.answer("server-1", "job-1", "CPS.0099", "not ready")
                .answer("server-2", "job-2", "CPS.0099", "not ready")));
        service.jobsEnd(server -> server.equals("server-1") ? State.SUCCEEDED : State.RUNNING);

        FleetOutcome outcome = pushAll(2);

        assertThat(outcome.servers())
                .extracting(FleetServer::state)
                .containsExactly(FleetState.SUCCEEDED, FleetState.RUNNING);
        assertThat(outcome.servers()).extracting(FleetServer::jobId).containsExactly("job-1", "job-2");
        assertThat(outcome.failedServers()).isEmpty();
        assertThat(outcome.findings()).hasSize(2).allMatch(finding -> finding.contains("CPS.0099: not ready"));
    }

    @Test
    void jobs_that_fail_run_on_or_get_lost_are_told_apart_and_only_the_open_ones_followed_again() {
        service.jobsEnd(server -> switch (server) {
            case "server-1" -> State.FAILED;
            case "server-2" -> State.RUNNING;
            case "server-3" -> State.UNKNOWN;
            default -> State.SUCCEEDED;
        });

        FleetOutcome outcome = pushAll(12);

        assertThat(outcome.end()).isEqualTo(FleetEnd.DEADLINE);
        assertThat(outcome.servers())
                .extracting(FleetServer::state)
                .startsWith(FleetState.FAILED, FleetState.RUNNING, FleetState.UNKNOWN, FleetState.SUCCEEDED);
        assertThat(outcome.servers().get(0).errorCode()).isEqualTo("CPS.0005");
        assertThat(outcome.servers().get(2).message()).contains("never knew its job");
        assertThat(outcome.resumable()).isTrue();

        service.jobsEnd(server -> {
            assertThat(server).isIn("server-2", "server-3");
            return State.SUCCEEDED;
        });
        FleetOutcome rest = resume();
        assertThat(rest.count(FleetState.SUCCEEDED)).isEqualTo(11);
        assertThat(rest.failedServers()).containsExactly("server-1");
        assertThat(asked()).hasSize(12);
    }

    @Test
    void a_resumed_run_waits_for_the_open_jobs_of_a_request_and_knows_the_others_that_the_service_will_tell_of() {
        service.jobsEnd(server -> server.equals("server-2") ? State.RUNNING : State.SUCCEEDED);
        pushAll(3);

        resume();

        assertThat(service.awaited().stream().flatMap(receipt -> receipt.accepted().stream()))
                .extracting(ServerAnswer::serverId)
                .containsExactly("server-2");
        assertThat(service.awaited().stream().flatMap(receipt -> receipt.unexpected().stream()))
                .extracting(ServerAnswer::jobId)
                .containsExactly("job-server-1", "job-server-3");
    }

    @Test
    void a_server_whose_job_got_lost_is_pushed_to_again_where_the_caller_says_so_once_it_was_asked_for_once_more() {
        service.jobsEnd(server ->
                List.of("server-3", "server-4", "server-5").contains(server) ? State.UNKNOWN : State.SUCCEEDED);
        assertThat(pushAll(10).count(FleetState.UNKNOWN)).isEqualTo(3);
        // The job of server-4 is there again.
        service.jobsEnd(server ->
                server.equals("server-4") || service.actedOn().get(server) == 2 ? State.SUCCEEDED : State.UNKNOWN);
        List<FleetServer> decided = new ArrayList<>();
        options.pushUnknownAgain(server -> {
            decided.add(server);
            return server.serverId().equals("server-3");
        });

        FleetOutcome outcome = resume();

        assertThat(decided)
                .extracting(FleetServer::serverId, FleetServer::state, FleetServer::message)
                .containsExactly(
                        tuple("server-3", FleetState.UNKNOWN, "the service never knew its job"),
                        tuple("server-5", FleetState.UNKNOWN, "the service never knew its job"));
        assertThat(service.actedOn())
                .containsEntry("server-3", 2)
                .containsEntry("server-4", 1)
                .containsEntry("server-5", 1);
        assertThat(outcome.count(FleetState.SUCCEEDED)).isEqualTo(9);
        assertThat(outcome.in(FleetState.UNKNOWN))
                .extracting(FleetServer::serverId)
                .containsExactly("server-5");
        assertThat(FleetJournal.read(journal()).outcome().count(FleetState.SUCCEEDED))
                .isEqualTo(9);
    }

    @Test
    void a_job_of_the_same_run_that_nobody_knows_may_be_late_and_is_no_reason_to_push_again() {
        service.next(fail(http(401, "APIGW.0301")));
        assertThat(pushAll(10).count(FleetState.NOT_PUSHED)).isEqualTo(10);
        service.jobsEnd(server -> State.UNKNOWN);
        options.pushUnknownAgain(server -> true);

        FleetOutcome outcome = resume();

        assertThat(outcome.count(FleetState.UNKNOWN)).isEqualTo(10);
        assertThat(service.actedOn().values()).containsOnly(1);
    }

    @Test
    void the_totals_add_up_also_where_a_server_is_pushed_to_again_whose_job_got_lost() {
        service.jobsEnd(server -> State.UNKNOWN);
        pushAll(4);
        service.jobsEnd(server ->
                server.equals("server-1") && service.actedOn().get(server) == 2 ? State.SUCCEEDED : State.UNKNOWN);
        List<FleetListener.Progress> told = new ArrayList<>();
        options.listener(told::add).pushUnknownAgain(server -> server.serverId().equals("server-1"));

        resume();

        assertThat(told).allMatch(progress -> progress.total() == 4);
        // The one that is pushed to again runs, and no other does.
        assertThat(told.subList(1, told.size())).allMatch(progress -> progress.running() <= 1);
        FleetListener.Progress last = told.get(told.size() - 1);
        assertThat(last.succeeded()).isOne();
        assertThat(last.unknown()).isEqualTo(3);
        assertThat(last.running()).isZero();
    }

    @Test
    void a_run_that_does_not_come_to_the_end_of_the_jobs_pushes_to_no_server_again_whose_job_got_lost() {
        service.jobsEnd(server -> State.UNKNOWN);
        pushAll(4);
        service.jobsEnd(server -> server.equals("server-1") ? State.RUNNING : State.UNKNOWN);
        options.pushUnknownAgain(server -> true);

        FleetOutcome outcome = resume();

        assertThat(outcome.end()).isEqualTo(FleetEnd.DEADLINE);
        assertThat(asked()).hasSize(4);
    }

    @Test
    void a_server_that_this_run_was_the_first_to_push_to_is_not_pushed_to_again_by_it() {
        service.next(accept(), fail(http(401, "APIGW.0301")));
        assertThat(pushAll(20).count(FleetState.NOT_PUSHED)).isEqualTo(10);
        service.jobsEnd(server -> State.UNKNOWN);
        List<String> decided = new ArrayList<>();
        options.pushUnknownAgain(server -> decided.add(server.serverId()));

        FleetOutcome outcome = resume();

        assertThat(decided).containsExactlyElementsOf(ids(10));
        assertThat(service.actedOn())
                .containsEntry("server-1", 2)
                .containsEntry("server-11", 1)
                .hasSize(20);
        assertThat(outcome.count(FleetState.UNKNOWN)).isEqualTo(20);
    }

    @Test
    void a_server_whose_second_job_gets_lost_as_well_is_not_pushed_to_a_third_time() {
        service.next(actAndFail(transport(Delivery.UNKNOWN)));
        assertThat(pushAll(10).count(FleetState.UNKNOWN)).isEqualTo(10);
        service.jobsEnd(server -> State.UNKNOWN);
        List<String> decided = new ArrayList<>();
        options.pushUnknownAgain(server -> decided.add(server.serverId()));

        assertThat(resume().count(FleetState.UNKNOWN)).isEqualTo(10);

        assertThat(decided).containsExactlyElementsOf(ids(10));
        assertThat(service.actedOn().values()).containsOnly(2);
    }

    @Test
    void a_decision_that_fails_when_the_jobs_were_followed_hides_no_outcome() {
        service.jobsEnd(server -> State.UNKNOWN);
        pushAll(4);
        service.jobsEnd(server -> server.equals("server-1") ? State.UNKNOWN : State.SUCCEEDED);
        AssertionError undecided = new AssertionError("nobody knows");
        options.pushUnknownAgain(server -> {
            throw undecided;
        });

        FleetOutcome outcome = resume();

        assertThat(outcome.end()).isEqualTo(FleetEnd.GAVE_UP);
        assertThat(outcome.cause()).isSameAs(undecided);
        assertThat(outcome.count(FleetState.SUCCEEDED)).isEqualTo(3);
        assertThat(asked()).hasSize(4);
    }

    @Test
    void a_job_that_was_named_for_a_server_before_is_no_fact_about_another_one_in_a_later_run_either() {
        service.next(
                answer(receipt -> receipt.answer("server-1", "job", null, null).answer("server-2", "job", null, null)));
        service.jobsEnd(server -> server.equals("server-1") ? State.SUCCEEDED : State.UNKNOWN);
        assertThat(pushAll(2).count(FleetState.UNKNOWN)).isOne();
        service.jobsEnd(server -> State.SUCCEEDED);

        FleetOutcome outcome = resume();

        assertThat(outcome.in(FleetState.UNKNOWN)).singleElement().satisfies(server -> {
            assertThat(server.serverId()).isEqualTo("server-2");
            assertThat(server.message()).contains("named its job for another server");
        });
    }

    @ParameterizedTest
    @CsvSource({"own, job, job, other", "job, own, other, job", "own, job, other, job"})
    void nor_is_one_that_was_a_second_job_of_either(String first, String more, String ofOther, String further) {
        service.next(answer(receipt -> receipt.answer("server-1", first, null, null)
                .answer("server-1", more, null, null)
                .answer("server-2", ofOther, null, null)
                .answer("server-2", further, null, null)));
        service.jobsEnd(server -> server.equals("server-1") ? State.SUCCEEDED : State.UNKNOWN);
        assertThat(pushAll(2).count(FleetState.UNKNOWN)).isOne();
        service.jobsEnd(server -> State.SUCCEEDED);

        assertThat(resume().in(FleetState.UNKNOWN))
                .extracting(FleetServer::serverId)
                .containsExactly("server-2");
    }

    @Test
    void an_interrupt_while_jobs_are_followed_keeps_what_is_known() {
        service.jobsEnd(server -> server.equals("server-1") ? State.SUCCEEDED : State.RUNNING);
        Service interrupted = following((receipts, time, listener) -> {
            throw Outcomes.interrupted(service.await(receipts, time, listener));
        });

        FleetOutcome outcome = pusher(interrupted).pushAll(push(3));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome.end()).isEqualTo(FleetEnd.INTERRUPTED);
        assertThat(outcome.count(FleetState.SUCCEEDED)).isOne();
        assertThat(outcome.count(FleetState.RUNNING)).isEqualTo(2);
    }

    @Test
    void each_end_is_written_down_before_the_next_question_and_outlasts_a_failure_of_it() {
        service.jobsEnd(server -> server.equals("server-3") ? State.RUNNING : State.SUCCEEDED);
        List<String> written = new ArrayList<>();
        Service failing = following((receipts, time, listener) -> {
            service.await(receipts, time, listener);
            written.addAll(lines());
            throw http(403, "APIGW.0302");
        });

        FleetOutcome outcome = pusher(failing).pushAll(push(3));

        assertThat(written.get(written.size() - 1)).contains("\"entry\":\"outcome\",\"succeeded\":\"1-2\"");
        assertThat(lines()).isEqualTo(written);
        assertThat(outcome.end()).isEqualTo(FleetEnd.GAVE_UP);
        assertThat(outcome.count(FleetState.SUCCEEDED)).isEqualTo(2);
        assertThat(FleetJournal.read(journal()).outcome().count(FleetState.SUCCEEDED))
                .isEqualTo(2);
        assertThat(FleetJournal.read(journal()).outcome().count(FleetState.RUNNING))
                .isOne();
    }

    @Test
    void an_end_that_the_service_takes_back_makes_a_server_unknown_also_for_the_next_run() {
        List<FleetListener.Progress> told = new ArrayList<>();
        options.listener(told::add);
        Service contradicting = following((receipts, time, listener) -> {
            PushOutcome outcome = service.await(receipts, time, listener);
            listener.onEnded(List.of(Outcomes.contradicted("server-2")));
            return outcome;
        });

        FleetOutcome outcome = pusher(contradicting).pushAll(push(3));

        assertThat(outcome.in(FleetState.UNKNOWN)).singleElement().satisfies(server -> {
            assertThat(server.serverId()).isEqualTo("server-2");
            assertThat(server.message()).isEqualTo("the service told both");
        });
        assertThat(outcome.count(FleetState.SUCCEEDED)).isEqualTo(2);
        assertThat(told).allMatch(progress -> progress.total() == 3);
        assertThat(resume().count(FleetState.UNKNOWN)).isOne();
        assertThat(asked()).hasSize(3);
    }

    private static String[] look(String... jobs) {
        return jobs;
    }

    private Service telling(String[]... looks) {
        return following((receipts, time, listener) -> Outcomes.follow(receipts, listener, looks));
    }

    @ParameterizedTest
    @CsvSource({"FAILED, 1, runs", "FAILED, 2, succeeded", "SUCCEEDED, 1, runs", "SUCCEEDED, -1, failed"})
    void so_does_one_that_an_earlier_run_wrote_down_and_the_service_takes_back(State end, int later, String words) {
        service.jobsEnd(server -> server.equals("server-1") ? end : State.RUNNING);
        pushAll(2);
        List<FleetListener.Progress> told = new ArrayList<>();
        options.listener(told::add).pushUnknownAgain(server -> true);

        FleetOutcome outcome = pusher(telling(
                        look("job-server-1 server-1 " + later, "job-server-2 server-2 1"),
                        look("job-server-1 server-1 " + later, "job-server-2 server-2 2")))
                .resume(journal(), options.build());

        assertThat(outcome.in(FleetState.UNKNOWN)).singleElement().satisfies(server -> {
            assertThat(server.serverId()).isEqualTo("server-1");
            assertThat(server.message()).contains("server-1", end.name().toLowerCase(Locale.ROOT), "that it " + words);
        });
        assertThat(outcome.findings()).hasSize(1);
        assertThat(outcome.failedServers()).isEmpty();
        assertThat(asked()).as("pushed to").hasSize(2);
        assertThat(told).allMatch(progress -> progress.total() == 2);
        assertThat(FleetJournal.read(journal()).outcome().servers()).isEqualTo(outcome.servers());
    }

    @ParameterizedTest
    @CsvSource({"FAILED, -1", "SUCCEEDED, 2", "SUCCEEDED, 7"})
    void an_end_that_the_service_only_tells_again_stays(State end, int later) {
        service.jobsEnd(server -> server.equals("server-1") ? end : State.RUNNING);
        pushAll(2);

        FleetOutcome outcome = pusher(telling(look("job-server-1 server-1 " + later, "job-server-2 server-2 2")))
                .resume(journal(), options.build());

        assertThat(outcome.count(FleetState.UNKNOWN)).isZero();
        assertThat(outcome.findings()).isEmpty();
    }

    @Test
    void that_one_job_of_a_server_succeeded_takes_nothing_back_where_another_one_failed_but_that_they_run_does_once() {
        service.next(answer(receipt -> receipt.answer("server-1", "job-1", null, null)
                .answer("server-1", "job-1b", null, null)
                .answer("server-2", "job-2", null, null)));
        service.jobsEnd(server -> server.equals("server-1") ? State.FAILED : State.RUNNING);
        pushAll(2);
        String[] asBefore = look("job-1 server-1 -1", "job-1b server-1 2", "job-2 server-2 1");
        List<FleetState> states = new ArrayList<>();
        options.listener(progress -> states.add(progress.failed() == 1 ? FleetState.FAILED : FleetState.UNKNOWN));

        FleetOutcome outcome = pusher(
                        telling(asBefore, look("job-1 server-1 1", "job-1b server-1 1", "job-2 server-2 2")))
                .resume(journal(), options.build());

        assertThat(states).containsExactly(FleetState.FAILED, FleetState.UNKNOWN);
        assertThat(outcome.findings()).hasSize(1);
        assertThat(outcome.count(FleetState.SUCCEEDED)).isOne();
    }

    @Test
    void a_doubt_about_one_of_two_jobs_outlasts_a_run_that_ends_before_the_other_job_does() {
        service.next(answer(receipt -> receipt.answer("server-1", "job-1", null, null)
                .answer("server-1", "job-1b", null, null)
                .answer("server-2", "job-2", null, null)));
        List<FleetListener.Progress> told = new ArrayList<>();
        options.listener(told::add);
        FleetOutcome first = pusher(telling(
                        look("job-1 server-1 2", "job-1b server-1 1", "job-2 server-2 1"),
                        look("job-1 server-1 -1", "job-1b server-1 1", "job-2 server-2 1")))
                .pushAll(push(2));
        assertThat(first.end()).isEqualTo(FleetEnd.DEADLINE);

        FleetOutcome outcome = pusher(telling(look("job-1 server-1 2", "job-1b server-1 2", "job-2 server-2 2")))
                .resume(journal(), options.build());

        assertThat(outcome.in(FleetState.UNKNOWN)).singleElement().satisfies(server -> assertThat(server.message())
                .contains("job-1", "succeeded", "failed"));
        assertThat(outcome.count(FleetState.SUCCEEDED)).isOne();
        assertThat(outcome.resumable()).isFalse();
        assertThat(told).allMatch(progress -> progress.total() == 2 && progress.running() >= 0);
    }

    @ParameterizedTest
    @CsvSource({
        "job-9 server-2 1, FAILED, -", // Not told of any more.
        "job-1 server-1 -1, FAILED, -",
        "job-1 server-1 2, UNKNOWN, later of job job-1 that it succeeded",
        "job-1 server-1 1, UNKNOWN, later of job job-1 that it runs"
    })
    void the_end_of_one_of_two_jobs_outlasts_a_run_that_ends_before_the_other_job_does(
            String later, FleetState state, String words) {
        service.next(answer(
                receipt -> receipt.answer("server-1", "job-1", null, null).answer("server-1", "job-1b", null, null)));
        FleetOutcome first = pusher(telling(
                        look("job-1 server-1 1", "job-1b server-1 1"), look("job-1 server-1 -1", "job-1b server-1 1")))
                .pushAll(push(1));
        assertThat(first.count(FleetState.RUNNING)).isOne();

        FleetOutcome outcome = pusher(telling(look(later, "job-1b server-1 2"))).resume(journal(), options.build());

        assertThat(outcome.servers()).singleElement().satisfies(server -> {
            assertThat(server.state()).isEqualTo(state);
            assertThat(server + "-").contains(words);
        });
        assertThat(outcome.resumable()).isFalse();
    }

    @Test
    void a_job_that_was_named_for_a_stranger_too_is_no_success_where_it_is_told_without_a_server() {
        service.next(
                answer(receipt -> receipt.answer("server-1", "job", null, null).answer("stranger", "job", null, null)));

        FleetOutcome outcome = pusher(telling(look("job - 2"))).pushAll(push(1));

        assertThat(outcome.count(FleetState.UNKNOWN)).isOne();
        assertThat(outcome.findings()).anyMatch(finding -> finding.contains("named job job for server server-1"));
    }

    @ParameterizedTest
    @CsvSource({"1, RUNNING", "2, UNKNOWN", "-1, UNKNOWN"})
    void a_job_that_was_named_for_a_stranger_too_counts_in_the_next_run_where_that_is_told_its_server(
            int status, FleetState state) {
        service.next(
                answer(receipt -> receipt.answer("server-1", "job", null, null).answer("stranger", "job", null, null)));
        FleetOutcome first = pusher(telling(look("job - " + status))).pushAll(push(1));
        assertThat(first.count(state)).isOne();
        assertThat(first.resumable()).isTrue();

        FleetOutcome outcome = pusher(telling(look("job server-1 2"))).resume(journal(), options.build());

        assertThat(outcome.count(FleetState.SUCCEEDED)).isOne();
    }

    @Test
    void no_second_push_goes_out_beside_a_job_that_runs_as_it_is_told_without_a_server() {
        service.next(
                answer(receipt -> receipt.answer("server-1", "job", null, null).answer("stranger", "job", null, null)));
        pusher(telling(look("job - 1"))).pushAll(push(1));
        options.pushUnknownAgain(server -> true);

        FleetOutcome outcome = pusher(telling(look("job - 1"))).resume(journal(), options.build());

        assertThat(asked()).as("pushed to").hasSize(1);
        assertThat(outcome.resumable()).isTrue();
    }

    @Test
    void a_job_that_is_on_another_server_when_it_is_asked_for_alone_stays_in_doubt_in_the_next_run() {
        service.next(answer(receipt -> receipt.answer("server-1", "job", null, null)));
        pusher(telling(look("job server-9 2"))).pushAll(push(1));

        FleetOutcome outcome = pusher(telling(look("job server-1 2"))).resume(journal(), options.build());

        assertThat(outcome.in(FleetState.UNKNOWN)).singleElement().satisfies(server -> assertThat(server.message())
                .contains("job job is on server server-9"));
        assertThat(outcome.resumable()).isFalse();
    }

    @Test
    void a_job_of_two_servers_is_no_fact_about_the_second_when_the_first_is_pushed_to_again() {
        service.next(
                answer(receipt -> receipt.answer("server-1", "job", null, null).answer("server-2", "job", null, null)));
        Service silent = telling(look("job-3 server-3 2"));
        pusher(silent).pushAll(push(2));
        options.pushUnknownAgain(server -> server.serverId().equals("server-1"));
        pusher(silent).resume(journal(), options.build());
        options.pushUnknownAgain(server -> false);

        FleetOutcome outcome = resume();

        assertThat(outcome.servers())
                .extracting(FleetServer::state)
                .containsExactly(FleetState.SUCCEEDED, FleetState.UNKNOWN);
        assertThat(outcome.servers().get(1).message()).contains("named job job for server server-2");
    }

    @Test
    void so_it_is_in_a_journal_that_does_not_say_that_the_second_one_is_in_doubt() {
        List<String> ids = ids(2);
        Head head = new Head(ENDPOINT, "p", "bucket-a", "a.tar", 2, Head.digestOf(ids), Instant.EPOCH);
        try (Journal old = Journal.begin(journal(), head, ids, UnaryOperator.identity())) {
            Numbers both = Numbers.of(IntStream.of(1, 2));
            old.intend(new Entry.Intent(1, both, Instant.EPOCH));
            List<Entry.Job> jobs = List.of(new Entry.Job(1, "job"), new Entry.Job(2, "job"));
            old.note(new Entry.Receipt(1, "r", jobs, List.of(), Numbers.NONE, List.of(), Instant.EPOCH));
            Numbers first = Numbers.of(IntStream.of(1));
            old.note(new Entry.Outcome(first, List.of(), List.of(), Instant.EPOCH));
            Entry.Refused doubt = new Entry.Refused(1, new Reason(null, "the service told both"));
            old.note(new Entry.Outcome(Numbers.NONE, List.of(), List.of(doubt), Instant.EPOCH));
        }
        options.pushUnknownAgain(server -> server.serverId().equals("server-1"));

        FleetOutcome outcome = resume();

        assertThat(outcome.servers())
                .extracting(FleetServer::state)
                .containsExactly(FleetState.SUCCEEDED, FleetState.UNKNOWN);
    }

    private void pushAllAndTakeTheEndOfServer1Back(int servers) {
        Service contradicting = following((receipts, time, listener) -> {
            PushOutcome outcome = service.await(receipts, time, listener);
            listener.onEnded(List.of(Outcomes.contradicted("server-1")));
            return outcome;
        });
        assertThat(pusher(contradicting).pushAll(push(servers)).count(FleetState.UNKNOWN))
                .isOne();
    }

    @Test
    void a_server_whose_end_was_taken_back_is_not_pushed_to_again_while_its_job_runs() {
        pushAllAndTakeTheEndOfServer1Back(3);
        options.pushUnknownAgain(server -> true);

        FleetOutcome running = pusher(telling(look("job-server-1 server-1 1"))).resume(journal(), options.build());

        assertThat(running.end()).isEqualTo(FleetEnd.DEADLINE);
        assertThat(running.count(FleetState.UNKNOWN)).isOne();
        assertThat(service.actedOn()).containsEntry("server-1", 1);

        Service ending =
                following((receipts, time, listener) -> service.actedOn().get("server-1") == 2
                        ? service.await(receipts, time, listener)
                        : Outcomes.follow(
                                receipts, listener, look("job-server-1 server-1 1"), look("job-server-1 server-1 -1")));
        FleetOutcome ended = pusher(ending).resume(journal(), options.build());

        assertThat(ended.allSucceeded()).isTrue();
        assertThat(service.actedOn()).containsEntry("server-1", 2).containsEntry("server-2", 1);
    }

    @Test
    void nor_is_it_where_that_end_is_taken_back_as_well() {
        service.next(answer(receipt ->
                receipt.answer("server-1", "job-server-1", null, null).answer("server-2", "job-server-2", null, null)));
        Service contradicting = following((receipts, time, listener) -> {
            PushOutcome outcome = service.await(receipts, time, listener);
            listener.onEnded(List.of(Outcomes.contradicted("server-1"), Outcomes.contradicted("server-2")));
            return outcome;
        });
        pusher(contradicting).pushAll(push(2));
        options.pushUnknownAgain(server -> true);

        pusher(telling(
                        look("job-server-1 server-1 -1", "job-server-2 server-2 1"),
                        look("job-server-1 server-1 1", "job-server-2 server-2 2")))
                .resume(journal(), options.build());

        assertThat(asked()).containsExactly("server-1", "server-2", "server-2");
    }

    @Test
    void nor_is_it_where_nobody_wants_to_follow_jobs() {
        pushAllAndTakeTheEndOfServer1Back(2);
        options.pushUnknownAgain(server -> true).followJobs(false);

        assertThat(resume().count(FleetState.UNKNOWN)).isOne();
        assertThat(asked()).hasSize(2);
    }

    @Test
    void nor_where_the_wait_for_it_fails() {
        pushAllAndTakeTheEndOfServer1Back(2);
        options.pushUnknownAgain(server -> true);
        Service failing = following((receipts, time, listener) -> {
            throw http(403, "APIGW.0302");
        });

        FleetOutcome outcome = pusher(failing).resume(journal(), options.build());

        assertThat(outcome.end()).isEqualTo(FleetEnd.GAVE_UP);
        assertThat(asked()).hasSize(2);
    }

    @FunctionalInterface
    private interface Wait {
        PushOutcome await(Collection<PushReceipt> receipts, Duration time, AwaitListener listener);
    }

    private Service following(Wait wait) {
        return new Service() {
            @Override
            public CompletableFuture<PushReceipt> push(PushRequest request) {
                return service.push(request);
            }

            @Override
            public PushOutcome await(Collection<PushReceipt> receipts, Duration time, AwaitListener listener) {
                return wait.await(receipts, time, listener);
            }
        };
    }

    private FleetPusher pusher(Service other) {
        return new FleetPusher(
                ENDPOINT, "p", other, () -> inbox, () -> 0.5, Clock.systemUTC(), UnaryOperator.identity());
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(journal());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void jobs_are_left_alone_where_nobody_wants_to_follow_them() {
        options.followJobs(false);

        assertThat(pushAll(30).count(FleetState.RUNNING)).isEqualTo(30);
        assertThat(service.awaits()).isZero();

        options.followJobs(true);
        assertThat(resume().allSucceeded()).isTrue();
        assertThat(asked()).hasSize(30);
    }

    private static UnaryOperator<Disk> fullAtWrite(int number) {
        int[] writes = {0};
        return disk -> new DiskOver(disk) {
            @Override
            public void write(byte[] bytes) throws IOException {
                if (++writes[0] == number) {
                    throw new IOException("no space left");
                }
                disk.write(bytes);
            }
        };
    }

    @Test
    void nothing_goes_out_that_could_not_be_written_down() {
        FleetOutcome outcome = pusher(ENDPOINT, fullAtWrite(6)).pushAll(push(100));

        assertThat(outcome.end()).isEqualTo(FleetEnd.GAVE_UP);
        assertThat(outcome.cause()).isInstanceOf(JournalException.class).hasMessageContaining("no space left");
        assertThat(outcome.count(FleetState.UNKNOWN)).isZero();
        assertThat(outcome.count(FleetState.SUCCEEDED))
                .isEqualTo(asked().size())
                .isPositive();

        assertThat(outcome.findings()).singleElement().asString().contains("in this outcome only");

        FleetOutcome rest = resume();
        assertThat(rest.count(FleetState.SUCCEEDED) + rest.count(FleetState.UNKNOWN))
                .isEqualTo(100);
        assertThat(service.actedOn().values()).containsOnly(1);
    }

    @Test
    void an_answer_that_is_not_written_down_is_told_of_also_where_the_run_ended_before() {
        inbox.interruptIn(LATENCY.multipliedBy(3).dividedBy(2));

        // The servers, an intent, its receipt, another intent, and the receipt that comes after the interrupt.
        FleetOutcome outcome = pusher(ENDPOINT, fullAtWrite(5)).pushAll(push(20));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome.end()).isEqualTo(FleetEnd.INTERRUPTED);
        assertThat(outcome.count(FleetState.RUNNING)).isEqualTo(20);
        assertThat(outcome.findings()).singleElement().satisfies(finding -> assertThat(finding)
                .contains("no space left"));
        assertThat(FleetJournal.read(journal()).outcome().count(FleetState.UNKNOWN))
                .isEqualTo(10);
    }

    @Test
    void an_intent_that_is_not_written_down_is_all_that_a_journal_lacks_and_takes_nothing_back() {
        options.requestsInFlight(1);

        // The servers, an intent, its receipt, and another intent.
        FleetOutcome outcome = pusher(ENDPOINT, fullAtWrite(4)).pushAll(push(20));

        assertThat(outcome.cause()).isInstanceOf(JournalException.class);
        assertThat(outcome.count(FleetState.NOT_PUSHED)).isEqualTo(10);
        // That the jobs have ended is asked for again.
        assertThat(resume().allSucceeded()).isTrue();
    }

    @Test
    void that_a_journal_lacks_something_is_told_however_much_else_was_odd() {
        service.otherwise(answer(receipt -> {
            IntStream.range(0, 150).forEach(i -> receipt.answer("server-1", "job-" + i, null, null));
            return receipt;
        }));

        FleetOutcome outcome = pusher(ENDPOINT, fullAtWrite(4)).pushAll(push(1));

        assertThat(outcome.findings()).hasSize(101).last().asString().contains("no space left");
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
    void a_journal_that_cannot_be_closed_hides_no_outcome() {
        UnaryOperator<Disk> complaining = disk -> new DiskOver(disk) {
            @Override
            public void close() throws IOException {
                disk.close();
                throw new IOException("stale file handle");
            }
        };

        FleetOutcome outcome = pusher(ENDPOINT, complaining).pushAll(push(30));

        assertThat(outcome.allSucceeded()).isTrue();
        assertThat(outcome.findings())
                .containsExactly(
                        "The journal could not be closed, though each line of it is on disk: stale file handle");
        assertThat(resume().findings()).isEmpty();
    }

    @Test
    void a_journal_goes_on_only_where_it_began() {
        pushAll(10);

        assertThatThrownBy(() ->
                        pusher("https://example.org/", UnaryOperator.identity()).resume(journal()))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("it is for https://example.com/, and the client for https://example.org/");
        assertThatThrownBy(() -> pushAll(10)).hasMessageContaining("exists already");
        assertThat(service.calls()).hasSize(1);
    }

    /** A pusher of a client that has no project id. */
    private FleetPusher pusherIn(Supplier<String> projectOfCredentials) {
        Service named = new Service() {
            @Override
            public CompletableFuture<PushReceipt> push(PushRequest request) {
                return service.push(request);
            }

            @Override
            public String project() {
                return projectOfCredentials.get();
            }

            @Override
            public PushOutcome await(Collection<PushReceipt> receipts, Duration time, AwaitListener listener) {
                return service.await(receipts, time, listener);
            }
        };
        return new FleetPusher(
                ENDPOINT, null, named, () -> inbox, () -> 0.5, Clock.systemUTC(), UnaryOperator.identity());
    }

    @Test
    void a_journal_knows_the_project_that_the_credentials_name_and_goes_on_in_no_other() {
        service.next(fail(http(401, "APIGW.0301")));
        pusherIn(() -> "q").pushAll(push(10));
        assertThat(FleetJournal.read(journal()).projectId()).isEqualTo("q");
        List<String> before = lines();

        assertThatThrownBy(() -> pusherIn(() -> "r").resume(journal()))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("it is for project q, and the client for r");
        assertThatThrownBy(() -> pusher().resume(journal())).hasMessageContaining("project q, and the client for p");

        assertThat(lines()).isEqualTo(before);
        assertThat(service.calls()).hasSize(1);
        assertThat(pusherIn(() -> "q").resume(journal()).allSucceeded()).isTrue();
    }

    @Test
    void a_journal_of_a_client_with_that_project_id_goes_on_with_credentials_that_name_it() {
        service.next(fail(http(401, "APIGW.0301")));
        pushAll(10);

        assertThat(pusherIn(() -> "p").resume(journal()).allSucceeded()).isTrue();
    }

    @Test
    void credentials_are_not_asked_which_project_they_name_where_the_journal_does_not_know_it_or_is_done() {
        Supplier<String> unasked = () -> {
            throw new AssertionError("asked");
        };
        List<String> ids = ids(10);
        Head head = new Head(ENDPOINT, null, "bucket-a", "a.tar", 10, Head.digestOf(ids), Instant.EPOCH);
        Journal.create(journal(), head, ids, UnaryOperator.identity());

        assertThat(pusherIn(unasked).resume(journal()).allSucceeded()).isTrue();
        assertThatThrownBy(() -> pusher().resume(journal())).isInstanceOf(JournalException.class);
        Path done = folder.resolve("done.journal");
        pusher().pushAll(FleetPush.builder()
                .bucketName("bucket-a")
                .objectPath("a.tar")
                .serverIds(ids)
                .journal(done)
                .build());
        assertThat(pusherIn(unasked).resume(done).allSucceeded()).isTrue();
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

    @Test
    void a_journal_that_is_done_is_told_again_and_nothing_is_sent() {
        pushAll(30);
        int calls = service.calls().size();

        FleetOutcome again = resume();

        assertThat(again.allSucceeded()).isTrue();
        assertThat(service.calls()).hasSize(calls);
        assertThat(service.awaits()).isOne();
    }

    @Test
    void a_journal_can_be_looked_at_without_changing_it() throws IOException {
        service.next(accept(), actAndFail(transport(Delivery.UNKNOWN)));
        options.followJobs(false);
        pushAll(30);
        Files.writeString(journal(), "torn", StandardOpenOption.APPEND);
        byte[] before = Files.readAllBytes(journal());

        FleetJournal read = FleetJournal.read(journal());

        assertThat(read.endpoint()).isEqualTo(URI.create(ENDPOINT));
        assertThat(read.endpointIsKnown()).isFalse();
        assertThat(read.projectId()).isEqualTo("p");
        assertThat(read.bucketName() + "/" + read.objectPath()).isEqualTo("bucket-a/a.tar");
        assertThat(read.outcome().count(FleetState.RUNNING)).isEqualTo(20);
        assertThat(read.outcome().count(FleetState.UNKNOWN)).isEqualTo(10);
        assertThat(read.outcome().resumable()).isTrue();
        assertThat(Files.readAllBytes(journal())).isEqualTo(before);
        options.followJobs(true);
        assertThat(resume().findings()).hasSize(1).allMatch(finding -> finding.contains("4 bytes"));
    }

    @Test
    void an_endpoint_of_the_contract_or_of_this_machine_is_known_and_any_other_is_not() {
        Map<String, Boolean> endpoints = Map.of(
                "https://cph.cn-north-4.myhuaweicloud.com/", true,
                "http://127.0.0.1:8080/", true,
                "https://cph.cn-north-4.myhuaweicloud.com.example.com/", false,
                "https://cph.cn-north-4.myhuaweicloud.com/elsewhere/", false,
                "http://example.com/", false);
        endpoints.forEach((endpoint, known) -> {
            Path file = folder.resolve("journal-" + endpoint.hashCode());
            Head head = new Head(endpoint, null, "b", "o", 1, Head.digestOf(List.of("s")), Instant.EPOCH);
            Journal.create(file, head, List.of("s"), UnaryOperator.identity());

            assertThat(FleetJournal.read(file).endpointIsKnown()).as(endpoint).isEqualTo(known);
        });
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
