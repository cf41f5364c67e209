package io.github.cphshare.client;

import static io.github.cphshare.client.ScriptedJobs.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cphshare.client.error.Delivery;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Following requests by their ids alone: whatever jobs the service tells of are theirs. */
class AwaitRequestsTest {
    private static final Duration DEADLINE = Awaiting.DEADLINE;

    private final ScriptedJobs service = new ScriptedJobs(100, 20, 7);

    @Test
    void a_request_can_be_followed_by_its_id_alone() {
        String[] servers = IntStream.range(0, 120).mapToObj(i -> "s" + i).toArray(String[]::new);
        Arrays.stream(servers).forEach(server -> service.job("r", server, 0, JobState.SUCCEEDED));
        service.job("r", "late", 9, JobState.SUCCEEDED);
        JobFollowing jobs = Awaiting.jobs(service, DEADLINE);
        PushFollowing following = PushFollowing.ofRequests(List.of("r", "unheard"), jobs);

        PushOutcome outcome =
                Awaiting.waiter(following, service, progress -> {}).await();

        assertThat(outcome.succeeded()).hasSize(121);
        assertThat(outcome.unknownRequests()).containsExactly("unheard");
        assertThat(outcome.complete()).isTrue();
        assertThat(outcome.allSucceeded()).isFalse();
    }

    @Test
    void a_request_that_the_service_knows_no_job_of_may_have_been_processed_all_the_same() {
        JobFollowing jobs = Awaiting.jobs(service, DEADLINE);
        PushOutcome outcome = Awaiting.waiter(
                        PushFollowing.ofRequests(List.of("unheard"), jobs), service, progress -> {})
                .await();

        assertThat(outcome.unknownRequests()).containsExactly("unheard");
        assertThatThrownBy(outcome::requireAllSucceeded)
                .isInstanceOfSatisfying(PushFailedException.class, failure -> assertThat(failure.delivery())
                        .isEqualTo(Delivery.UNKNOWN));
    }

    @Test
    void a_finding_about_many_requests_names_some_of_them_and_counts_the_others() {
        List<String> ids =
                IntStream.range(0, 1_000).mapToObj(i -> "request-" + i).toList();
        JobFollowing jobs = new JobFollowing(
                Duration.ZERO,
                service.failing(ScriptedJobs::broken),
                PollSchedule.DEFAULT,
                service.pace().chance());

        PushOutcome outcome = Awaiting.waiter(PushFollowing.ofRequests(ids, jobs), service, progress -> {})
                .await();

        assertThat(outcome.unknownRequests()).isEqualTo(ids);
        assertThat(outcome.findings())
                .singleElement()
                .asString()
                .contains("request-0, request-1, ", "request-9 and 990 more;")
                .hasSizeLessThan(500);
    }

    static Stream<JobState> jobsOfNoServer() {
        return Stream.of(
                state("j2", null, JobState.FAILED),
                state("j2", null, JobState.SUCCEEDED),
                state(null, "s2", JobState.FAILED),
                JobState.NOTHING);
    }

    @ParameterizedTest
    @MethodSource("jobsOfNoServer")
    void a_request_with_a_job_of_which_it_is_not_told_where_it_is_has_not_succeeded(JobState told) {
        PushOutcome outcome = Awaiting.awaitRequest(
                Awaiting.telling(100, List.of(List.of(state("j1", "s1", JobState.SUCCEEDED), told))));

        assertThat(outcome.succeeded()).hasSize(1);
        assertThat(outcome.unknownRequests()).containsExactly("r");
        assertThat(outcome.allSucceeded()).isFalse();
        assertThat(outcome.findings()).singleElement().asString().contains("request r");
    }

    @Test
    void what_was_told_of_a_job_before_its_server_was_counts_once_that_is_known() {
        JobState other = state("j2", "s2", JobState.SUCCEEDED);
        ScriptedJobs late = Awaiting.telling(
                100,
                List.of(
                        List.of(state("j1", null, JobState.RUNNING), other),
                        List.of(state("j1", "s1", JobState.SUCCEEDED), other)));
        ScriptedJobs fickle = Awaiting.telling(
                100,
                List.of(
                        List.of(state("j1", null, JobState.FAILED), other),
                        List.of(state("j1", "s1", JobState.SUCCEEDED), other)));

        assertThat(Awaiting.awaitRequest(late).allSucceeded()).isTrue();
        assertThat(Awaiting.awaitRequest(fickle).unknown())
                .extracting(ServerOutcome::serverId)
                .containsExactly("s1");
    }

    @Test
    void a_request_whose_job_is_told_on_another_server_as_well_is_no_success_there() {
        PushOutcome outcome = Awaiting.awaitRequest(Awaiting.telling(
                100, List.of(List.of(state("j1", "s1", JobState.SUCCEEDED), state("j1", "s2", JobState.FAILED)))));

        assertThat(outcome.unknown()).extracting(ServerOutcome::serverId).containsExactly("s2");
        assertThat(outcome.allSucceeded()).isFalse();
    }

    @Test
    void a_full_page_that_only_repeats_is_not_the_end_of_a_request() {
        PushOutcome outcome = Awaiting.awaitRequest(Awaiting.telling(
                2, List.of(List.of(state("j1", "s1", JobState.SUCCEEDED), state("j2", "s2", JobState.SUCCEEDED)))));

        assertThat(outcome.unknownRequests()).containsExactly("r");
        assertThat(outcome.findings()).singleElement().asString().contains("pages", "request r", "without an end");
    }

    @Test
    void a_short_page_is_not_the_end_of_a_request_where_the_service_has_more_behind_it() {
        ScriptedJobs sparing = new ScriptedJobs(2, 20, 7) {
            @Override
            public int pageSize() {
                return 100;
            }
        };
        for (String server : List.of("s1", "s2", "s3", "s4")) {
            sparing.job("r", server, 0, JobState.SUCCEEDED);
        }
        sparing.job("r", "s5", 0, JobState.FAILED);

        PushOutcome outcome = Awaiting.awaitRequest(sparing);

        assertThat(outcome.succeeded()).hasSize(4);
        assertThat(outcome.failed()).extracting(ServerOutcome::serverId).containsExactly("s5");
        assertThat(outcome.unknownRequests()).isEmpty();
        assertThat(sparing.asked())
                .extracting(query -> ((JobQuery.OfRequests) query).offset())
                .containsExactly(0, 2, 4, 5);
    }

    @Test
    void what_is_behind_a_short_page_is_asked_only_once_all_before_it_have_ended() {
        service.job("r", "s1", 30, JobState.SUCCEEDED);

        assertThat(Awaiting.awaitRequest(service).allSucceeded()).isTrue();

        assertThat(service.asked().stream().filter(query -> ((JobQuery.OfRequests) query).offset() > 0))
                .hasSize(1);
    }

    @Test
    void short_pages_without_an_end_are_no_success_either() {
        ScriptedJobs endless = new ScriptedJobs(100, 20, 7) {
            @Override
            public List<JobState> ask(JobQuery query, @Nullable Duration limit) {
                asked().add(query);
                String id = String.valueOf(asked().size());
                return List.of(state("j" + id, "s" + id, JobState.SUCCEEDED));
            }
        };

        PushOutcome outcome = Awaiting.awaitRequest(endless);

        assertThat(outcome.unknownRequests()).containsExactly("r");
        assertThat(outcome.allSucceeded()).isFalse();
    }

    @Test
    void a_request_that_is_not_found_any_more_was_not_told_of_to_its_end() {
        ScriptedJobs forgetful = new ScriptedJobs(2, 20, 7) {
            @Override
            public List<JobState> ask(JobQuery query, @Nullable Duration limit) {
                asked().add(query);
                if (asked().size() == 1) {
                    return List.of(state("j1", "s1", JobState.SUCCEEDED), state("j2", "s2", JobState.SUCCEEDED));
                }
                throw asked().size() == 2 ? answer(404, "<html>") : notFound("CPS.0050");
            }
        };

        PushOutcome outcome = Awaiting.awaitRequest(forgetful);

        assertThat(outcome.succeeded()).hasSize(2);
        assertThat(outcome.unknownRequests()).containsExactly("r");
    }

    @Test
    void that_all_jobs_so_far_have_ended_does_not_end_a_look_at_a_request_before_its_last_page() {
        ScriptedJobs growing = Awaiting.telling(
                2,
                List.of(
                        List.of(state("j1", "s1", JobState.RUNNING)),
                        List.of(state("j1", "s1", JobState.SUCCEEDED), state("j2", "s2", JobState.SUCCEEDED)),
                        List.of(state("j3", "s3", JobState.FAILED))));

        assertThat(Awaiting.awaitRequest(growing).failed())
                .extracting(ServerOutcome::serverId)
                .containsExactly("s3");
    }
}
