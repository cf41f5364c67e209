package io.github.cphshare.client.fleet;

import static io.github.cphshare.client.fleet.ScriptedService.accept;
import static io.github.cphshare.client.fleet.ScriptedService.actAndFail;
import static io.github.cphshare.client.fleet.ScriptedService.answer;
import static io.github.cphshare.client.fleet.ScriptedService.fail;
import static io.github.cphshare.client.fleet.ScriptedService.http;
import static io.github.cphshare.client.fleet.ScriptedService.transport;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.cphshare.client.Outcomes;
import io.github.cphshare.client.PushOutcome;
import io.github.cphshare.client.PushReceipt;
import io.github.cphshare.client.ServerOutcome.State;
import io.github.cphshare.client.error.Delivery;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Servers whose fate is unknown are pushed to again only where the caller says so, and never beside a job that may run. */
class FleetPushAgainTest extends FleetScene {
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
    void no_second_push_goes_out_beside_a_job_that_the_service_takes_for_another_one_when_it_is_asked_for_it() {
        service.next(answer(receipt -> receipt.answer("server-1", "job", null, null)));
        pusher(telling(look("other server-1 1"))).pushAll(push(1));
        options.pushUnknownAgain(server -> true);

        FleetOutcome outcome = pusher(telling(look("other server-1 1"))).resume(journal(), options.build());

        assertThat(asked()).as("pushed to").hasSize(1);
        assertThat(outcome.resumable()).isTrue();
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
}
