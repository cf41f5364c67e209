package io.github.cphshare.client;

import static io.github.cphshare.client.ScriptedJobs.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cphshare.client.ScriptedJobs.Script;
import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.error.ErrorAnswer;
import io.github.cphshare.client.error.NotFoundException;
import io.github.cphshare.client.error.PermissionDeniedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Following the jobs of a push to their end, case by case, on a script and without taking time. */
class AwaitTest {
    private static final Duration DEADLINE = Awaiting.DEADLINE;

    private final ScriptedJobs service = new ScriptedJobs(100, 20, 7);

    private PushOutcome await(PushReceipt... receipts) {
        return Awaiting.await(List.of(receipts), service, Awaiting.DEADLINE);
    }

    @Test
    void a_push_that_succeeds_everywhere_is_the_plain_good_outcome() {
        service.job("r", "s1", 3, JobState.SUCCEEDED).job("r", "s2", 0, JobState.SUCCEEDED);

        PushOutcome outcome = await(Awaiting.receipt("r", "s1", "s2"));

        assertThat(outcome.allSucceeded()).isTrue();
        assertThat(outcome.requireAllSucceeded()).isSameAs(outcome);
        assertThat(outcome.succeeded()).extracting(ServerOutcome::jobId).containsExactly("job-of-s1", "job-of-s2");
        assertThat(outcome.succeeded()).extracting(ServerOutcome::status).containsOnly(2);
        assertThat(outcome).hasToString("PushOutcome{2 succeeded, 0 failed, 0 refused, 0 running, 0 unknown}");
    }

    @Test
    void a_failed_job_is_told_with_code_message_and_advice_and_is_ready_for_another_push() {
        service.job("r", "good", 0, JobState.SUCCEEDED).job("r", "bad", 0, JobState.FAILED);
        PushReceipt receipt = PushReceipt.builder()
                .requestId("r")
                .asked(List.of("good", "bad", "refused", "missing"))
                .answer("good", "job-of-good", null, null)
                .answer("bad", "job-of-bad", null, null)
                .answer("refused", null, "CPS0137", "no shared storage")
                .build();

        PushOutcome outcome = await(receipt);

        assertThat(outcome.failed()).singleElement().satisfies(server -> {
            assertThat(server.serverId()).isEqualTo("bad");
            assertThat(server.status()).isEqualTo(-1);
            assertThat(server.advice()).isNotBlank();
        });
        assertThat(outcome.refused()).singleElement().satisfies(server -> {
            assertThat(server.errorCode()).isEqualTo("CPS.0137");
            assertThat(server.errorMessage()).isEqualTo("no shared storage");
            assertThat(server.advice()).isNotBlank();
        });
        assertThat(outcome.unknown()).extracting(ServerOutcome::serverId).containsExactly("missing");
        assertThat(outcome.failedServers()).containsExactly("bad", "refused");
        assertThat(Clients.request("good", "bad", "refused", "missing")
                        .toServers(outcome.failedServers())
                        .serverIds())
                .containsExactly("bad", "refused");
        PushFailedException failure = catchThrowableOfType(PushFailedException.class, outcome::requireAllSucceeded);
        assertThat(failure.outcome()).isSameAs(outcome);
        assertThat(failure.receipt()).isNull();
        assertThat(failure.delivery()).isEqualTo(Delivery.UNKNOWN);
        assertThat(failure).hasMessageContaining("bad: FAILED").hasMessageContaining("missing: UNKNOWN");
    }

    @Test
    void nothing_is_asked_where_no_job_was_started() {
        PushReceipt receipt = PushReceipt.builder()
                .requestId("r")
                .asked(List.of("s1"))
                .answer("s1", null, "CPS.0137", null)
                .build();

        PushOutcome outcome = await(receipt);

        assertThat(service.asked()).isEmpty();
        assertThat(outcome.refused()).hasSize(1);
        assertThat(outcome.complete()).isTrue();
        assertThatThrownBy(outcome::requireAllSucceeded)
                .isInstanceOfSatisfying(PushFailedException.class, failure -> assertThat(failure.delivery())
                        .isEqualTo(Delivery.NOT_PROCESSED));
    }

    @Test
    void a_job_beside_an_error_is_followed_and_tells_what_became_of_its_server() {
        service.job("r", "worked", 1, JobState.SUCCEEDED).job("r", "failed", 0, JobState.FAILED);
        PushReceipt receipt = PushReceipt.builder()
                .requestId("r")
                .asked(List.of("worked", "failed", "gone"))
                .answer("worked", "job-of-worked", "CPS.0099", "not ready")
                .answer("failed", "job-of-failed", "CPS.0099", null)
                .answer("gone", "job-of-gone", "CPS.0099", null)
                .build();

        PushOutcome outcome = await(receipt);

        assertThat(outcome.refused()).isEmpty();
        assertThat(outcome.succeeded()).extracting(ServerOutcome::serverId).containsExactly("worked");
        assertThat(outcome.failedServers()).containsExactly("failed");
        assertThat(outcome.unknown()).extracting(ServerOutcome::jobId).containsExactly("job-of-gone");
        assertThat(outcome.findings())
                .hasSize(3)
                .anyMatch(finding -> finding.contains("worked: job job-of-worked, and an error, CPS.0099: not ready"));
    }

    @Test
    void at_the_deadline_the_outcome_is_what_is_known_and_fresh() {
        service.job("r", "s1", ScriptedJobs.NEVER, 0).job("r", "s2", 1, JobState.SUCCEEDED);

        PushOutcome outcome = await(Awaiting.receipt("r", "s1", "s2"));

        assertThat(outcome.complete()).isFalse();
        assertThat(outcome.running()).extracting(ServerOutcome::serverId).containsExactly("s1");
        assertThat(outcome.succeeded()).hasSize(1);
        assertThat(service.taken()).isBetween(DEADLINE, DEADLINE.plusMillis(200));
        Duration sinceLastLook = service.pauses().get(service.pauses().size() - 1);
        assertThat(sinceLastLook).isLessThanOrEqualTo(Duration.ofSeconds(2));
        assertThatThrownBy(outcome::requireAllSucceeded)
                .isInstanceOfSatisfying(AwaitTimeoutException.class, failure -> {
                    assertThat(failure.outcome()).isSameAs(outcome);
                    assertThat(failure.advice()).contains("wait for the same receipt again");
                });
    }

    @Test
    void a_deadline_of_zero_looks_once() {
        service.job("r", "s1", ScriptedJobs.NEVER, 0);

        PushOutcome outcome = Awaiting.await(List.of(Awaiting.receipt("r", "s1")), service, Duration.ZERO);

        assertThat(service.asked()).hasSize(1);
        assertThat(service.limits()).containsOnlyNulls();
        assertThat(service.pauses()).isEmpty();
        assertThat(outcome.running()).hasSize(1);
    }

    @Test
    void no_call_may_take_longer_than_is_left() {
        service.job("r", "s1", ScriptedJobs.NEVER, 0);

        await(Awaiting.receipt("r", "s1"));

        assertThat(service.limits()).doesNotContainNull().isSortedAccordingTo(Collections.reverseOrder());
        assertThat(service.limits().get(0)).isEqualTo(DEADLINE);
    }

    @Test
    void pauses_grow_to_a_cap_and_never_to_nothing() {
        service.job("r", "s1", ScriptedJobs.NEVER, 0);

        await(Awaiting.receipt("r", "s1"));

        List<Duration> pauses = service.pauses();
        assertThat(pauses.get(0)).isBetween(Duration.ofMillis(250), Duration.ofSeconds(1));
        assertThat(pauses.subList(0, pauses.size() - 2))
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofMillis(250), Duration.ofSeconds(20)));
        assertThat(pauses.size()).isBetween(40, 120);
    }

    @Test
    void that_the_service_does_not_know_the_request_right_after_the_push_means_not_yet() {
        service.job(new Script("r", "s1", "job-of-s1", 20, ScriptedJobs.NEVER, 30, JobState.SUCCEEDED));

        assertThat(await(Awaiting.receipt("r", "s1")).allSucceeded()).isTrue();
    }

    @Test
    void a_job_that_is_never_shown_is_unknown_before_the_deadline() {
        service.job("r", "s1", 2, JobState.SUCCEEDED);

        PushOutcome outcome = await(Awaiting.receipt("r", "s1", "ghost"));

        assertThat(outcome.complete()).isTrue();
        assertThat(outcome.unknown()).singleElement().satisfies(server -> {
            assertThat(server.serverId()).isEqualTo("ghost");
            assertThat(server.why()).contains("never knew its job").contains("CPS.0011");
        });
        assertThat(service.taken()).isBetween(JobFollowing.GRACE, JobFollowing.GRACE.multipliedBy(3));
        assertThatThrownBy(outcome::requireAllSucceeded).isInstanceOf(PushFailedException.class);
    }

    @Test
    void a_job_that_vanishes_is_unknown() {
        service.job(new Script("r", "s1", "job-of-s1", 0, 100, ScriptedJobs.NEVER, 0));

        PushOutcome outcome = await(Awaiting.receipt("r", "s1"));

        assertThat(outcome.unknown()).singleElement().satisfies(server -> {
            assertThat(server.why()).contains("no longer knows its job");
            assertThat(server.status()).isEqualTo(JobState.RUNNING);
        });
        assertThat(outcome.complete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<html>no route</html>", "{\"error_code\":\"APIGW.0101\",\"error_msg\":\"no such API\"}"})
    void what_somebody_before_the_service_does_not_find_is_no_word_about_a_job(String page) {
        service.job("r", "s1", 400, JobState.SUCCEEDED)
                .failing(() ->
                        service.asked().size() > 1 && service.taken().compareTo(JobFollowing.GRACE.multipliedBy(5)) < 0
                                ? ScriptedJobs.answer(404, page.replace("such", "such " + service.taken()))
                                : null);

        PushOutcome outcome = await(Awaiting.receipt("r", "s1"));

        assertThat(outcome.allSucceeded()).as(outcome.toString()).isTrue();
        assertThat(outcome.findings())
                .singleElement()
                .asString()
                .contains("Somebody else than the service", "HTTP 404");
    }

    @Test
    void where_nobody_else_answers_until_the_deadline_the_outcome_says_so() {
        service.job("r", "s1", ScriptedJobs.NEVER, JobState.SUCCEEDED)
                .failing(() -> service.asked().size() > 1 ? ScriptedJobs.answer(404, "<html>no route</html>") : null);

        PushOutcome outcome = await(Awaiting.receipt("r", "s1"));

        assertThat(outcome.complete()).isFalse();
        assertThat(outcome.running()).singleElement().satisfies(server -> assertThat(server.why())
                .contains("it ran when the service last answered; the last answer was a failure: HTTP 404"));
    }

    @Test
    void an_address_at_which_the_service_never_answers_is_a_failure_after_a_minute() {
        service.failing(() -> ScriptedJobs.answer(404, "<html>no route</html>"));

        assertThatThrownBy(() -> await(Awaiting.receipt("r", "s1"))).isInstanceOf(NotFoundException.class);

        assertThat(service.taken()).isBetween(JobFollowing.GRACE, JobFollowing.GRACE.multipliedBy(2));
    }

    @Test
    void a_gateway_that_finds_nothing_for_a_moment_after_an_outage_is_waited_for() {
        AtomicInteger strangers = new AtomicInteger();
        service.job("r", "s1", 400, JobState.SUCCEEDED).failing(() -> {
            if (service.taken().compareTo(JobFollowing.GRACE.multipliedBy(2)) < 0) {
                return ScriptedJobs.answer(503, "");
            }
            return strangers.getAndIncrement() < 2 ? ScriptedJobs.answer(404, "<html>no route</html>") : null;
        });

        assertThat(await(Awaiting.receipt("r", "s1")).allSucceeded()).isTrue();
    }

    @Test
    void one_request_that_is_not_found_does_not_hide_those_asked_with_it() {
        ScriptedJobs allOrNothing = new ScriptedJobs(100, 20, 7) {
            @Override
            public List<JobState> ask(JobQuery query, @Nullable Duration limit) {
                if (query instanceof JobQuery.OfRequests page
                        && page.requestIds().size() > 1
                        && page.requestIds().contains("expired")) {
                    asked().add(query);
                    throw ScriptedJobs.notFound("CPS.0050");
                }
                return super.ask(query, limit);
            }
        };
        allOrNothing.job("r1", "s1", 2, JobState.SUCCEEDED).job("r2", "s2", 2, JobState.SUCCEEDED);

        PushOutcome outcome = Awaiting.await(
                List.of(Awaiting.receipt("r1", "s1"), Awaiting.receipt("expired", "s3"), Awaiting.receipt("r2", "s2")),
                allOrNothing,
                DEADLINE);

        assertThat(outcome.succeeded()).extracting(ServerOutcome::serverId).containsExactly("s1", "s2");
        assertThat(outcome.unknown()).extracting(ServerOutcome::serverId).containsExactly("s3");
    }

    @Test
    void a_push_to_many_servers_is_followed_by_pages_and_only_as_far_as_needed() {
        String[] servers = IntStream.range(0, 250).mapToObj(i -> "s" + i).toArray(String[]::new);
        Arrays.stream(servers).forEach(server -> service.job("r", server, 0, JobState.SUCCEEDED));
        service.job("other", "s999", 0, JobState.SUCCEEDED);

        PushOutcome outcome = await(Awaiting.receipt("r", servers));

        assertThat(outcome.succeeded()).hasSize(250);
        assertThat(service.asked())
                .containsExactly(
                        new JobQuery.OfRequests(List.of("r"), 0),
                        new JobQuery.OfRequests(List.of("r"), 100),
                        new JobQuery.OfRequests(List.of("r"), 200));
    }

    @Test
    void requests_are_asked_for_by_the_limit_of_the_contract_and_no_longer_once_their_jobs_ended() {
        List<PushReceipt> receipts = new ArrayList<>();
        for (int i = 0; i < 45; i++) {
            service.job("r" + i, "s" + i, i < 40 ? 0 : 2, JobState.SUCCEEDED);
            receipts.add(Awaiting.receipt("r" + i, "s" + i));
        }

        assertThat(Awaiting.await(receipts, service, DEADLINE).allSucceeded()).isTrue();

        assertThat(service.asked().stream()
                        .limit(4)
                        .map(query -> ((JobQuery.OfRequests) query).requestIds().size()))
                .containsExactly(20, 20, 5, 5);
    }

    @Test
    void full_pages_without_end_are_not_read_for_ever() {
        ScriptedJobs endless = new ScriptedJobs(2, 20, 7) {
            private int number;

            @Override
            public List<JobState> ask(JobQuery query, @Nullable Duration limit) {
                asked().add(query);
                number++;
                return List.of(state("x" + number, "y", 2), state("z" + number, "y", 2));
            }
        };

        PushOutcome outcome = Awaiting.await(List.of(Awaiting.receipt("r", "s1")), endless, Duration.ZERO);

        assertThat(endless.asked()).hasSizeLessThan(1_100);
        assertThat(outcome.unknown()).hasSize(1);
        assertThat(outcome.findings()).hasSizeBetween(2, 101);
    }

    @Test
    void throttling_is_obeyed() {
        service.job("r", "s1", 0, JobState.SUCCEEDED).failing(Awaiting.first(ScriptedJobs.throttled(77)));

        assertThat(await(Awaiting.receipt("r", "s1")).allSucceeded()).isTrue();

        assertThat(service.pauses()).containsExactly(Duration.ofSeconds(77));
    }

    @Test
    void throttling_beyond_the_deadline_waits_for_the_deadline_only() {
        service.job("r", "s1", 0, JobState.SUCCEEDED).failing(Awaiting.first(ScriptedJobs.throttled(9_999)));

        PushOutcome outcome = await(Awaiting.receipt("r", "s1"));

        assertThat(service.asked()).hasSize(1);
        assertThat(service.taken()).isEqualTo(DEADLINE);
        assertThat(outcome.unknown()).singleElement().satisfies(server -> assertThat(server.why())
                .contains("HTTP 429"));
        assertThatThrownBy(outcome::requireAllSucceeded).isInstanceOf(AwaitTimeoutException.class);
    }

    @Test
    void throttling_for_longer_than_can_be_counted_does_not_end_a_waiting_without_an_end() {
        Headers headers =
                Headers.of("Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT", "Date", "Thu, 26 Nov 2026 13:00:00 GMT");
        JobFollowing jobs =
                new JobFollowing(Duration.ofSeconds(Long.MAX_VALUE), service, PollSchedule.DEFAULT, () -> 0);
        jobs.follow("r", "s1", "job");
        jobs.next(0);
        jobs.failed(ErrorAnswer.of(429, headers, "", text -> text).toException());

        assertThat(jobs.next(1))
                .isInstanceOfSatisfying(JobFollowing.Step.Pause.class, pause -> assertThat(pause.duration())
                        .isGreaterThan(Duration.ofDays(365 * 7_000)));
        assertThat(jobs.next(2)).isInstanceOf(JobFollowing.Step.Ask.class);
    }

    @Test
    void a_short_outage_is_survived_and_the_page_it_hit_is_asked_again() {
        String[] servers = IntStream.range(0, 150).mapToObj(i -> "s" + i).toArray(String[]::new);
        Arrays.stream(servers).forEach(server -> service.job("r", server, 0, JobState.SUCCEEDED));
        List<@Nullable CphShareException> script =
                new ArrayList<>(Arrays.asList(null, ScriptedJobs.broken(), ScriptedJobs.answer(503, "")));
        service.failing(() -> script.isEmpty() ? null : script.remove(0));

        assertThat(await(Awaiting.receipt("r", servers)).allSucceeded()).isTrue();

        assertThat(service.asked())
                .extracting(query -> ((JobQuery.OfRequests) query).offset())
                .containsExactly(0, 100, 100, 100);
    }

    @Test
    void a_refusal_that_waiting_does_not_mend_is_thrown_at_once() {
        service.job("r", "s1", 0, JobState.SUCCEEDED)
                .failing(
                        Awaiting.first(ScriptedJobs.answer(403, "{\"error_code\":\"CPS.0001\",\"error_msg\":\"no\"}")));

        assertThatThrownBy(() -> await(Awaiting.receipt("r", "s1"))).isInstanceOf(PermissionDeniedException.class);

        assertThat(service.pauses()).isEmpty();
    }

    @Test
    void a_status_that_no_document_knows_is_kept_and_is_not_an_end() {
        service.job("r", "s1", 5, 7);

        PushOutcome outcome = await(Awaiting.receipt("r", "s1"));

        assertThat(outcome.unknown()).singleElement().satisfies(server -> {
            assertThat(server.status()).isEqualTo(7);
            assertThat(server.why()).contains("status 7");
        });
        assertThat(outcome.complete()).isFalse();
    }

    @Test
    void jobs_of_a_receipt_without_a_request_id_are_asked_for_one_by_one() {
        service.job("r", "s1", 3, JobState.SUCCEEDED).job("r", "s2", 3, JobState.SUCCEEDED);
        PushReceipt receipt = PushReceipt.builder()
                .asked(List.of("s1", "s2"))
                .answer("s1", "job-of-s1", null, null)
                .answer("s2", "job-of-s2", null, null)
                .build();

        assertThat(await(receipt).allSucceeded()).isTrue();

        assertThat(service.asked()).allMatch(JobQuery.OfJob.class::isInstance);
    }
}
