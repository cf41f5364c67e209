package io.github.cphshare.client.fleet;

import static io.github.cphshare.client.fleet.ScriptedService.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cphshare.client.Outcomes;
import io.github.cphshare.client.PushOutcome;
import io.github.cphshare.client.ServerOutcome.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the service tells of jobs that contradicts what it said before, in this run or an earlier one. */
class FleetDoubtTest extends FleetScene {
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
        Service forgetful = telling(look());
        pusher(forgetful).pushAll(push(2));
        options.pushUnknownAgain(server -> server.serverId().equals("server-1"));
        pusher(forgetful).resume(journal(), options.build());
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
}
