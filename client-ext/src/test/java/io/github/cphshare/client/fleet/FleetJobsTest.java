package io.github.cphshare.client.fleet;

import static io.github.cphshare.client.fleet.ScriptedService.answer;
import static io.github.cphshare.client.fleet.ScriptedService.http;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cphshare.client.Outcomes;
import io.github.cphshare.client.ServerAnswer;
import io.github.cphshare.client.ServerOutcome.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What became of the jobs of a fleet, in one run or several. */
class FleetJobsTest extends FleetScene {
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
    void jobs_are_left_alone_where_nobody_wants_to_follow_them() {
        options.followJobs(false);

        assertThat(pushAll(30).count(FleetState.RUNNING)).isEqualTo(30);
        assertThat(service.awaits()).isZero();

        options.followJobs(true);
        assertThat(resume().allSucceeded()).isTrue();
        assertThat(asked()).hasSize(30);
    }
}
