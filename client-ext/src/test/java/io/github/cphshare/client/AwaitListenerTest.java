package io.github.cphshare.client;

import static io.github.cphshare.client.ScriptedJobs.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cphshare.client.AwaitListener.Progress;
import io.github.cphshare.client.ScriptedJobs.Script;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a listener is told while jobs are followed. */
class AwaitListenerTest {
    private static final Duration DEADLINE = Awaiting.DEADLINE;

    private final ScriptedJobs service = new ScriptedJobs(100, 20, 7);

    @Test
    void the_listener_is_told_the_totals_after_each_answer() {
        service.job("r", "s1", 0, JobState.SUCCEEDED)
                .job("r", "s2", 5, JobState.FAILED)
                .failing(Awaiting.first(ScriptedJobs.broken()));
        PushReceipt receipt = PushReceipt.builder()
                .requestId("r")
                .asked(List.of("s1", "s2", "s3", "s4"))
                .answer("s1", "job-of-s1", null, null)
                .answer("s2", "job-of-s2", null, null)
                .answer("s3", null, "CPS.0137", null)
                .build();
        List<Progress> told = new ArrayList<>();

        Awaiting.await(List.of(receipt), service, DEADLINE, told::add);

        assertThat(told.get(0)).isEqualTo(new Progress(1, 0, 1, 1, 1));
        assertThat(told.get(0).settled()).isEqualTo(3);
        assertThat(told.get(told.size() - 1)).isEqualTo(new Progress(1, 1, 1, 0, 1));
    }

    @Test
    void the_listener_is_told_of_each_end_once_and_before_the_totals() {
        service.job("r", "s1", 0, JobState.SUCCEEDED)
                .job("r", "s2", 5, JobState.FAILED)
                .job(new Script("r", "s2", "second-job-of-s2", 0, ScriptedJobs.NEVER, 0, JobState.SUCCEEDED))
                .job("r", "s3", ScriptedJobs.NEVER, 0);
        PushReceipt receipt = PushReceipt.builder()
                .requestId("r")
                .asked(List.of("s1", "s2", "s3"))
                .answer("s1", "job-of-s1", null, null)
                .answer("s2", "job-of-s2", null, null)
                .answer("s2", "second-job-of-s2", null, null)
                .answer("s3", "job-of-s3", null, null)
                .build();
        List<String> told = new ArrayList<>();

        Awaiting.await(List.of(receipt), service, DEADLINE, new AwaitListener() {
            @Override
            public void onEnded(List<ServerOutcome> servers) {
                servers.forEach(server -> told.add(server.serverId() + " " + server.state()));
            }

            @Override
            public void onProgress(Progress progress) {
                told.add(progress.settled() + " settled");
            }
        });

        assertThat(told).startsWith("s1 SUCCEEDED", "1 settled");
        assertThat(told).containsSubsequence("s2 FAILED", "2 settled");
        assertThat(told).filteredOn(line -> !line.endsWith("settled")).hasSize(2);
    }

    @Test
    void the_listener_is_told_when_the_service_takes_an_end_back() {
        List<String> told = new ArrayList<>();
        JobFollowing jobs = Awaiting.jobs(service, DEADLINE);
        PushReceipt receipt = PushReceipt.builder()
                .requestId("r")
                .asked(List.of("s1", "s2"))
                .answer("s1", "job-of-s1", null, null)
                .answer("s2", "job-of-s2", null, null)
                .build();
        PushFollowing following = PushFollowing.of(List.of(receipt), jobs);
        AwaitListener listener = new AwaitListener() {
            @Override
            public void onEnded(List<ServerOutcome> servers) {
                servers.forEach(server -> told.add(server.serverId() + " " + server.state()));
            }

            @Override
            public void onProgress(Progress progress) {}
        };

        for (int status : List.of(JobState.SUCCEEDED, JobState.SUCCEEDED, JobState.FAILED, JobState.FAILED)) {
            assertThat(Awaiting.nextQuestion(jobs)).isInstanceOf(JobFollowing.Step.Ask.class);
            jobs.answered(List.of(
                    new JobState("job-of-s1", "s1", status, null, null, null, null, null),
                    new JobState("job-of-s2", "s2", JobState.RUNNING, null, null, null, null, null)));
            following.tell(listener);
        }

        assertThat(told).containsExactly("s1 SUCCEEDED", "s1 UNKNOWN");
    }

    @Test
    void the_listener_hears_what_is_told_of_jobs_that_are_not_waited_for_and_when_that_changes() {
        PushReceipt receipt = PushReceipt.builder()
                .requestId("r")
                .asked(List.of("s1"))
                .answer("s1", "job-of-s1", null, null)
                .answer("other", "job-of-other", null, null)
                .answer("far", "job-of-far", null, null)
                .answer(null, "job-of-nobody", null, null)
                .build();
        JobState far = state("job-of-far", "elsewhere", JobState.SUCCEEDED);
        JobState nobody = state("job-of-nobody", "s9", JobState.SUCCEEDED);
        ScriptedJobs telling = Awaiting.telling(
                100,
                Stream.of(-1, -1, 1, 7, 2)
                        .map(status -> List.of(
                                state("job-of-other", status == 1 ? null : "other", status),
                                far,
                                nobody,
                                state("job-of-s1", "s1", status == 2 ? JobState.SUCCEEDED : JobState.RUNNING)))
                        .toList());
        List<String> told = new ArrayList<>();

        PushOutcome outcome = Awaiting.await(List.of(receipt), telling, DEADLINE, new AwaitListener() {
            @Override
            public void onToldBesides(List<ServerOutcome> servers) {
                servers.forEach(server -> told.add(server.serverId() + " " + server.jobId() + " " + server.state()));
            }

            @Override
            public void onProgress(Progress progress) {}
        });

        assertThat(told)
                .containsExactly(
                        "other job-of-other FAILED",
                        "other job-of-other RUNNING",
                        "other job-of-other UNKNOWN",
                        "other job-of-other SUCCEEDED");
        assertThat(outcome.servers()).extracting(ServerOutcome::serverId).containsExactly("s1");
        assertThat(outcome.findings()).isEmpty();
    }

    @Test
    void the_listener_is_told_of_contradictions_also_where_no_end_was_told_and_nothing_of_that_server_is_waited_for() {
        PushReceipt receipt = PushReceipt.builder()
                .requestId("r")
                .asked(List.of("s1", "s2", "s3"))
                .answer("s1", "one", null, null)
                .answer("s1", "other", null, null)
                .answer("s2", "shared", null, null)
                .answer("s3", "shared", null, null)
                .answer("s3", "own", null, null)
                .build();
        JobState runs = state("other", "s1", JobState.RUNNING);
        List<String> told = new ArrayList<>();

        PushOutcome outcome = Awaiting.await(
                List.of(receipt),
                Awaiting.telling(
                        100,
                        List.of(
                                List.of(state("one", "s1", JobState.SUCCEEDED), runs),
                                List.of(
                                        state("one", "s1", JobState.FAILED),
                                        runs,
                                        state("shared", "s2", JobState.SUCCEEDED)))),
                DEADLINE,
                new AwaitListener() {
                    @Override
                    public void onEnded(List<ServerOutcome> servers) {
                        servers.forEach(server -> told.add(server.serverId() + " " + server.state()));
                    }

                    @Override
                    public void onProgress(Progress progress) {
                        told.add(progress.toString());
                    }
                });

        assertThat(told)
                .containsExactly(
                        "s3 UNKNOWN",
                        "Progress{1 of 3 settled: 0 succeeded, 0 failed, 0 refused, 1 unknown}",
                        "s1 UNKNOWN",
                        "s2 SUCCEEDED",
                        "Progress{3 of 3 settled: 1 succeeded, 0 failed, 0 refused, 2 unknown}");
        assertThat(outcome.complete()).isTrue();
        assertThat(outcome.unknown())
                .extracting(ServerOutcome::why)
                .containsExactly(
                        "The service told of job one that it succeeded, and that it failed.",
                        "The service named job shared for server s3, and before that for s2.");
    }

    @Test
    void a_server_with_a_failed_job_and_one_that_nobody_knows_is_unknown_in_the_totals_as_in_the_outcome() {
        PushReceipt doubled = PushReceipt.builder()
                .requestId("r")
                .asked(List.of("s1", "s2", "s3"))
                .answer("s1", "vanishes", null, null)
                .answer("s1", "fails", null, null)
                .answer("s2", "fails as well", null, null)
                .answer("s2", "vanishes as well", null, null)
                .answer("s3", "job-of-s3", null, null)
                .build();
        service.job(new Script("r", "s1", "vanishes", 0, 1, ScriptedJobs.NEVER, 0))
                .job(new Script("r", "s1", "fails", 0, ScriptedJobs.NEVER, 0, JobState.FAILED))
                .job(new Script("r", "s2", "vanishes as well", 0, 1, ScriptedJobs.NEVER, 0))
                .job(new Script("r", "s2", "fails as well", 0, ScriptedJobs.NEVER, 0, JobState.FAILED))
                .job("r", "s3", 300, JobState.SUCCEEDED);
        List<Progress> told = new ArrayList<>();

        PushOutcome outcome = Awaiting.await(List.of(doubled), service, DEADLINE, told::add);

        assertThat(told.get(0)).isEqualTo(new Progress(0, 0, 0, 3, 0));
        assertThat(told.get(told.size() - 1)).isEqualTo(new Progress(1, 0, 0, 0, 2));
        assertThat(outcome.unknown()).extracting(ServerOutcome::serverId).containsExactly("s1", "s2");
        assertThat(outcome.complete()).isTrue();
    }

    @Test
    void a_job_that_turns_up_on_a_server_that_was_told_of_is_told_of_at_its_own_end() {
        List<String> told = new ArrayList<>();
        JobFollowing jobs = Awaiting.jobs(service, DEADLINE);
        PushFollowing following = PushFollowing.ofRequests(List.of("r"), jobs);
        AwaitListener listener = new AwaitListener() {
            @Override
            public void onEnded(List<ServerOutcome> servers) {
                servers.forEach(server -> told.add(server.serverId() + " " + server.state()));
            }

            @Override
            public void onProgress(Progress progress) {
                told.add(progress.settled() + " of " + progress.total());
            }
        };
        JobState one = ScriptedJobs.state("one", "s1", JobState.SUCCEEDED);
        JobState other = ScriptedJobs.state("other", "s2", JobState.RUNNING);

        for (List<JobState> page : List.of(
                List.of(one, other),
                List.of(one, other, ScriptedJobs.state("late", "s1", JobState.RUNNING)),
                List.of(one, other, ScriptedJobs.state("late", "s1", JobState.FAILED)))) {
            assertThat(Awaiting.nextQuestion(jobs)).isInstanceOf(JobFollowing.Step.Ask.class);
            jobs.answered(page);
            following.tell(listener);
        }

        assertThat(told).containsExactly("s1 SUCCEEDED", "1 of 2", "0 of 2", "s1 FAILED", "1 of 2");
    }

    @Test
    void what_a_listener_throws_ends_the_waiting() {
        service.job("r", "s1", 0, JobState.SUCCEEDED);

        assertThatThrownBy(() -> Awaiting.await(List.of(Awaiting.receipt("r", "s1")), service, DEADLINE, progress -> {
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
        assertThatThrownBy(() -> Awaiting.waiter(Awaiting.following(service), service, progress -> {
                            throw new IllegalStateException("enough");
                        })
                        .awaitAsync()
                        .join())
                .hasRootCauseMessage("enough");
    }

    @SuppressWarnings("unchecked") // As a language without checked exceptions would.
    private static <E extends Throwable> void sneak(Throwable failure) throws E {
        throw (E) failure;
    }

    @Test
    void so_does_what_it_throws_undeclared() {
        service.job("r", "s1", 0, JobState.SUCCEEDED);

        assertThatThrownBy(() -> Awaiting.waiter(
                                Awaiting.following(service), service, progress -> sneak(new IOException("enough")))
                        .awaitAsync()
                        .get(10, TimeUnit.SECONDS))
                .hasRootCauseMessage("enough");
    }
}
