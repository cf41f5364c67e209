package io.github.cphshare.client;

import static io.github.cphshare.client.ScriptedJobs.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cphshare.client.AwaitListener.Progress;
import io.github.cphshare.client.ScriptedJobs.Script;
import io.github.cphshare.client.ServerOutcome.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the service tells of jobs that is not as the push said, or not as it told before: no success comes of it. */
class AwaitDoubtTest {
    private static final Duration DEADLINE = Awaiting.DEADLINE;

    private final ScriptedJobs service = new ScriptedJobs(100, 20, 7);

    private PushOutcome await(PushReceipt... receipts) {
        return Awaiting.await(List.of(receipts), service, Awaiting.DEADLINE);
    }

    @Test
    void what_is_not_ours_is_a_finding_and_is_not_counted() {
        ScriptedJobs confused = new ScriptedJobs(100, 20, 7) {
            @Override
            public List<JobState> ask(JobQuery query, @Nullable Duration limit) {
                asked().add(query);
                return List.of(
                        state("stranger", "s1", JobState.SUCCEEDED),
                        state("job-of-s1", "elsewhere", JobState.SUCCEEDED),
                        state(null, "s1", JobState.SUCCEEDED));
            }
        };

        PushOutcome outcome = Awaiting.await(List.of(Awaiting.receipt("r", "s1")), confused, DEADLINE);

        assertThat(outcome.unknown()).singleElement().satisfies(server -> assertThat(server.state())
                .isEqualTo(State.UNKNOWN));
        assertThat(outcome.findings())
                .anySatisfy(finding -> assertThat(finding).contains("stranger"))
                .anySatisfy(finding -> assertThat(finding).contains("elsewhere"));
    }

    @Test
    void a_server_with_two_jobs_has_succeeded_when_both_have() {
        PushReceipt doubled = PushReceipt.builder()
                .requestId("r")
                .asked(List.of("s1"))
                .answer("s1", "first", null, null)
                .answer("s1", "second", null, null)
                .build();
        service.job(new Script("r", "s1", "first", 0, ScriptedJobs.NEVER, 0, JobState.SUCCEEDED))
                .job(new Script("r", "s1", "second", 0, ScriptedJobs.NEVER, 9, JobState.FAILED));

        assertThat(Awaiting.await(List.of(doubled), service, Duration.ZERO).running())
                .extracting(ServerOutcome::jobId)
                .containsExactly("second");
        assertThat(await(doubled).failed()).extracting(ServerOutcome::jobId).containsExactly("second");
    }

    @Test
    void that_the_service_pushed_where_nobody_asked_is_not_a_success() {
        service.job("r", "s1", 0, JobState.SUCCEEDED);
        PushReceipt receipt = PushReceipt.builder()
                .requestId("r")
                .asked(List.of("s1"))
                .answer("s1", "job-of-s1", null, null)
                .answer("stranger", "j9", null, null)
                .build();

        PushOutcome outcome = await(receipt);

        assertThat(outcome.succeeded()).hasSize(1);
        assertThat(outcome.unexpected()).extracting(ServerAnswer::serverId).containsExactly("stranger");
        assertThat(outcome.allSucceeded()).isFalse();
        assertThatThrownBy(outcome::requireAllSucceeded).isInstanceOf(PushFailedException.class);
    }

    @Test
    void a_job_that_the_receipt_tells_of_beyond_the_push_is_no_news_and_any_other_is() {
        service.job("r", "s1", 0, JobState.SUCCEEDED)
                .job(new Script("r", "stranger", "j9", 0, ScriptedJobs.NEVER, 0, JobState.FAILED));
        PushReceipt.Builder receipt =
                PushReceipt.builder().requestId("r").asked(List.of("s1")).answer("s1", "job-of-s1", null, null);

        assertThat(await(receipt.build()).findings())
                .containsExactly("The service told of a job that the push did not start: j9 on server stranger.");
        assertThat(await(receipt.answer("stranger", "j9", null, null).build()).findings())
                .isEmpty();
    }

    @Test
    void a_job_that_is_named_for_two_servers_is_a_fact_about_one_of_them() {
        PushReceipt doubtful = Awaiting.oneJobForTwoServers();
        service.job(new Script("r", "s1", "job", 0, ScriptedJobs.NEVER, 3, JobState.SUCCEEDED));

        PushOutcome outcome = await(doubtful);

        assertThat(outcome.allSucceeded()).isFalse();
        assertThat(outcome.succeeded()).extracting(ServerOutcome::serverId).containsExactly("s1");
        assertThat(outcome.unknown()).singleElement().satisfies(server -> {
            assertThat(server.serverId()).isEqualTo("s2");
            assertThat(server.why()).contains("job").contains("s1");
        });
        assertThat(outcome.findings()).hasSize(1);
    }

    @Test
    void so_it_is_where_two_pushes_name_it() {
        PushReceipt one = PushReceipt.builder()
                .requestId("r")
                .asked(List.of("s1"))
                .answer("s1", "job", null, null)
                .build();
        PushReceipt other = PushReceipt.builder()
                .requestId("q")
                .asked(List.of("s2"))
                .answer("s2", "job", null, null)
                .build();
        service.job(new Script("r", "s1", "job", 0, ScriptedJobs.NEVER, 0, JobState.SUCCEEDED));

        assertThat(await(one, other).unknown())
                .extracting(ServerOutcome::serverId)
                .containsExactly("s2");
    }

    @ParameterizedTest
    @CsvSource({"2, succeeded", "-1, failed"})
    void an_end_that_the_service_takes_back_is_no_end(int status, String end) {
        ScriptedJobs fickle = Awaiting.telling(
                100,
                List.of(
                        List.of(state("job-of-s1", "s1", status), state("job-of-s2", "s2", JobState.RUNNING)),
                        List.of(
                                state("job-of-s1", "s1", JobState.RUNNING),
                                state("job-of-s2", "s2", JobState.SUCCEEDED))));

        PushOutcome outcome = Awaiting.await(List.of(Awaiting.receipt("r", "s1", "s2")), fickle, DEADLINE);

        assertThat(outcome.failedServers()).isEmpty();
        assertThat(outcome.unknown()).singleElement().satisfies(server -> assertThat(server.why())
                .contains("job-of-s1", end, "runs"));
    }

    @Test
    void what_is_told_of_a_job_of_two_servers_without_naming_one_may_be_about_the_other() {
        PushReceipt doubtful = Awaiting.oneJobForTwoServers();

        PushOutcome outcome = Awaiting.await(
                List.of(doubtful),
                Awaiting.telling(100, List.of(List.of(state("job", null, JobState.SUCCEEDED)))),
                DEADLINE);

        assertThat(outcome.unknown()).hasSize(2);
        assertThat(outcome.findings()).hasSize(2);
    }

    @Test
    void a_server_that_one_of_two_pushes_was_not_told_about_is_unknown_whatever_the_other_says() {
        service.job("r", "s1", 0, JobState.SUCCEEDED).job("r", "s2", 0, JobState.FAILED);
        PushReceipt first = PushReceipt.builder()
                .requestId("r")
                .asked(List.of("s1", "s2", "s3"))
                .answer("s1", "job-of-s1", null, null)
                .answer("s2", "job-of-s2", null, null)
                .answer("s3", null, "CPS.0137", "no shared storage")
                .build();
        PushReceipt silent = PushReceipt.builder()
                .requestId("q")
                .asked(List.of("s1", "s2", "s3"))
                .build();
        List<Progress> told = new ArrayList<>();

        PushOutcome outcome = Awaiting.await(List.of(first, silent), service, DEADLINE, told::add);

        assertThat(outcome.unknown()).hasSize(3);
        assertThat(outcome.failedServers()).isEmpty();
        assertThat(told).isNotEmpty().allSatisfy(progress -> {
            assertThat(progress.total()).isEqualTo(3);
            assertThat(progress.unknown()).isEqualTo(3);
        });
    }

    @Test
    void that_a_server_was_answered_about_twice_is_a_finding() {
        service.job("r", "s1", 0, JobState.SUCCEEDED);
        PushReceipt twice = PushReceipt.builder()
                .requestId("r")
                .asked(List.of("s1"))
                .answer("s1", "job-of-s1", null, null)
                .answer("s1", null, "CPS.0137", "no shared storage")
                .build();

        assertThat(await(twice).findings()).singleElement().asString().contains("more than once", "s1", "CPS.0137");
    }
}
