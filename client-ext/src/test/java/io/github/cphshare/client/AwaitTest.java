package io.github.cphshare.client;

import static io.github.cphshare.client.ScriptedJobs.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cphshare.client.AwaitListener.Progress;
import io.github.cphshare.client.ScriptedJobs.Script;
import io.github.cphshare.client.ServerOutcome.State;
import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.error.ErrorAnswer;
import io.github.cphshare.client.error.NotFoundException;
import io.github.cphshare.client.error.PermissionDeniedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Following the jobs of a push, case by case, on a script and without taking time. */
class AwaitTest {
    private static final Duration DEADLINE = Duration.ofMinutes(10);

    private final ScriptedJobs service = new ScriptedJobs(100, 20, 7);

    private static PushReceipt receipt(String request, String... servers) {
        PushReceipt.Builder receipt = PushReceipt.builder().requestId(request).asked(List.of(servers));
        for (String server : servers) {
            receipt.answer(server, "job-of-" + server, null, null);
        }
        return receipt.build();
    }

    private static PushReceipt oneJobForTwoServers() {
        return PushReceipt.builder()
                .requestId("r")
                .asked(List.of("s1", "s2"))
                .answer("s1", "job", null, null)
                .answer("s2", "job", null, null)
                .build();
    }

    private PushOutcome await(PushReceipt... receipts) {
        return AwaitPropertyTest.await(List.of(receipts), service, DEADLINE);
    }

    /** The first calls fail, the others do not. */
    private static Supplier<@Nullable CphShareException> first(CphShareException... failures) {
        Deque<CphShareException> left = new ArrayDeque<>(List.of(failures));
        return left::poll;
    }

    @Test
    void a_push_that_succeeds_everywhere_is_the_plain_good_outcome() {
        service.job("r", "s1", 3, JobState.SUCCEEDED).job("r", "s2", 0, JobState.SUCCEEDED);

        PushOutcome outcome = await(receipt("r", "s1", "s2"));

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

        PushOutcome outcome = await(receipt("r", "s1", "s2"));

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

        PushOutcome outcome = AwaitPropertyTest.await(List.of(receipt("r", "s1")), service, Duration.ZERO);

        assertThat(service.asked()).hasSize(1);
        assertThat(service.limits()).containsOnlyNulls();
        assertThat(service.pauses()).isEmpty();
        assertThat(outcome.running()).hasSize(1);
    }

    @Test
    void no_call_may_take_longer_than_is_left() {
        service.job("r", "s1", ScriptedJobs.NEVER, 0);

        await(receipt("r", "s1"));

        assertThat(service.limits()).doesNotContainNull().isSortedAccordingTo(Collections.reverseOrder());
        assertThat(service.limits().get(0)).isEqualTo(DEADLINE);
    }

    @Test
    void pauses_grow_to_a_cap_and_never_to_nothing() {
        service.job("r", "s1", ScriptedJobs.NEVER, 0);

        await(receipt("r", "s1"));

        List<Duration> pauses = service.pauses();
        assertThat(pauses.get(0)).isBetween(Duration.ofMillis(250), Duration.ofSeconds(1));
        assertThat(pauses.subList(0, pauses.size() - 2))
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofMillis(250), Duration.ofSeconds(20)));
        assertThat(pauses.size()).isBetween(40, 120);
    }

    @Test
    void that_the_service_does_not_know_the_request_right_after_the_push_means_not_yet() {
        service.job(new Script("r", "s1", "job-of-s1", 20, ScriptedJobs.NEVER, 30, JobState.SUCCEEDED));

        assertThat(await(receipt("r", "s1")).allSucceeded()).isTrue();
    }

    @Test
    void a_job_that_is_never_shown_is_unknown_before_the_deadline() {
        service.job("r", "s1", 2, JobState.SUCCEEDED);

        PushOutcome outcome = await(receipt("r", "s1", "ghost"));

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

        PushOutcome outcome = await(receipt("r", "s1"));

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

        PushOutcome outcome = await(receipt("r", "s1"));

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

        PushOutcome outcome = await(receipt("r", "s1"));

        assertThat(outcome.complete()).isFalse();
        assertThat(outcome.running()).singleElement().satisfies(server -> assertThat(server.why())
                .contains("it ran when the service last answered; the last answer was a failure: HTTP 404"));
    }

    @Test
    void an_address_at_which_the_service_never_answers_is_a_failure_after_a_minute() {
        service.failing(() -> ScriptedJobs.answer(404, "<html>no route</html>"));

        assertThatThrownBy(() -> await(receipt("r", "s1"))).isInstanceOf(NotFoundException.class);

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

        assertThat(await(receipt("r", "s1")).allSucceeded()).isTrue();
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

        PushOutcome outcome = AwaitPropertyTest.await(
                List.of(receipt("r1", "s1"), receipt("expired", "s3"), receipt("r2", "s2")), allOrNothing, DEADLINE);

        assertThat(outcome.succeeded()).extracting(ServerOutcome::serverId).containsExactly("s1", "s2");
        assertThat(outcome.unknown()).extracting(ServerOutcome::serverId).containsExactly("s3");
    }

    @Test
    void a_push_to_many_servers_is_followed_by_pages_and_only_as_far_as_needed() {
        String[] servers = IntStream.range(0, 250).mapToObj(i -> "s" + i).toArray(String[]::new);
        Arrays.stream(servers).forEach(server -> service.job("r", server, 0, JobState.SUCCEEDED));
        service.job("other", "s999", 0, JobState.SUCCEEDED);

        PushOutcome outcome = await(receipt("r", servers));

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
            receipts.add(receipt("r" + i, "s" + i));
        }

        assertThat(AwaitPropertyTest.await(receipts, service, DEADLINE).allSucceeded())
                .isTrue();

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

        PushOutcome outcome = AwaitPropertyTest.await(List.of(receipt("r", "s1")), endless, Duration.ZERO);

        assertThat(endless.asked()).hasSizeLessThan(1_100);
        assertThat(outcome.unknown()).hasSize(1);
        assertThat(outcome.findings()).hasSizeBetween(2, 101);
    }

    @Test
    void throttling_is_obeyed() {
        service.job("r", "s1", 0, JobState.SUCCEEDED).failing(first(ScriptedJobs.throttled(77)));

        assertThat(await(receipt("r", "s1")).allSucceeded()).isTrue();

        assertThat(service.pauses()).containsExactly(Duration.ofSeconds(77));
    }

    @Test
    void throttling_beyond_the_deadline_waits_for_the_deadline_only() {
        service.job("r", "s1", 0, JobState.SUCCEEDED).failing(first(ScriptedJobs.throttled(9_999)));

        PushOutcome outcome = await(receipt("r", "s1"));

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

        assertThat(await(receipt("r", servers)).allSucceeded()).isTrue();

        assertThat(service.asked())
                .extracting(query -> ((JobQuery.OfRequests) query).offset())
                .containsExactly(0, 100, 100, 100);
    }

    @Test
    void a_refusal_that_waiting_does_not_mend_is_thrown_at_once() {
        service.job("r", "s1", 0, JobState.SUCCEEDED)
                .failing(first(ScriptedJobs.answer(403, "{\"error_code\":\"CPS.0001\",\"error_msg\":\"no\"}")));

        assertThatThrownBy(() -> await(receipt("r", "s1"))).isInstanceOf(PermissionDeniedException.class);

        assertThat(service.pauses()).isEmpty();
    }

    @Test
    void a_status_that_no_document_knows_is_kept_and_is_not_an_end() {
        service.job("r", "s1", 5, 7);

        PushOutcome outcome = await(receipt("r", "s1"));

        assertThat(outcome.unknown()).singleElement().satisfies(server -> {
            assertThat(server.status()).isEqualTo(7);
            assertThat(server.why()).contains("status 7");
        });
        assertThat(outcome.complete()).isFalse();
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

        PushOutcome outcome = AwaitPropertyTest.await(List.of(receipt("r", "s1")), confused, DEADLINE);

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

        assertThat(AwaitPropertyTest.await(List.of(doubled), service, Duration.ZERO)
                        .running())
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

    @Test
    void a_request_can_be_followed_by_its_id_alone() {
        String[] servers = IntStream.range(0, 120).mapToObj(i -> "s" + i).toArray(String[]::new);
        Arrays.stream(servers).forEach(server -> service.job("r", server, 0, JobState.SUCCEEDED));
        service.job("r", "late", 9, JobState.SUCCEEDED);
        JobFollowing jobs = new JobFollowing(
                DEADLINE, service, PollSchedule.DEFAULT, service.pace().chance());
        PushFollowing following = PushFollowing.ofRequests(List.of("r", "unheard"), jobs);

        PushOutcome outcome =
                AwaitPropertyTest.waiter(following, service, progress -> {}).await();

        assertThat(outcome.succeeded()).hasSize(121);
        assertThat(outcome.unknownRequests()).containsExactly("unheard");
        assertThat(outcome.complete()).isTrue();
        assertThat(outcome.allSucceeded()).isFalse();
    }

    @Test
    void a_request_that_the_service_knows_no_job_of_may_have_been_processed_all_the_same() {
        JobFollowing jobs = new JobFollowing(
                DEADLINE, service, PollSchedule.DEFAULT, service.pace().chance());
        PushOutcome outcome = AwaitPropertyTest.waiter(
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

        PushOutcome outcome = AwaitPropertyTest.waiter(PushFollowing.ofRequests(ids, jobs), service, progress -> {})
                .await();

        assertThat(outcome.unknownRequests()).isEqualTo(ids);
        assertThat(outcome.findings())
                .singleElement()
                .asString()
                .contains("request-0, request-1, ", "request-9 and 990 more;")
                .hasSizeLessThan(500);
    }

    @Test
    void the_listener_is_told_the_totals_after_each_answer() {
        service.job("r", "s1", 0, JobState.SUCCEEDED)
                .job("r", "s2", 5, JobState.FAILED)
                .failing(first(ScriptedJobs.broken()));
        PushReceipt receipt = PushReceipt.builder()
                .requestId("r")
                .asked(List.of("s1", "s2", "s3", "s4"))
                .answer("s1", "job-of-s1", null, null)
                .answer("s2", "job-of-s2", null, null)
                .answer("s3", null, "CPS.0137", null)
                .build();
        List<Progress> told = new ArrayList<>();

        AwaitPropertyTest.await(List.of(receipt), service, DEADLINE, told::add);

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

        AwaitPropertyTest.await(List.of(receipt), service, DEADLINE, new AwaitListener() {
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
        JobFollowing jobs = new JobFollowing(
                DEADLINE, service, PollSchedule.DEFAULT, service.pace().chance());
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
            assertThat(nextQuestion(jobs)).isInstanceOf(JobFollowing.Step.Ask.class);
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
        ScriptedJobs telling = telling(
                100,
                Stream.of(-1, -1, 1, 7, 2)
                        .map(status -> List.of(
                                state("job-of-other", status == 1 ? null : "other", status),
                                far,
                                nobody,
                                state("job-of-s1", "s1", status == 2 ? JobState.SUCCEEDED : JobState.RUNNING)))
                        .toList());
        List<String> told = new ArrayList<>();

        PushOutcome outcome = AwaitPropertyTest.await(List.of(receipt), telling, DEADLINE, new AwaitListener() {
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

        PushOutcome outcome = AwaitPropertyTest.await(
                List.of(receipt),
                telling(
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

        PushOutcome outcome = AwaitPropertyTest.await(List.of(doubled), service, DEADLINE, told::add);

        assertThat(told.get(0)).isEqualTo(new Progress(0, 0, 0, 3, 0));
        assertThat(told.get(told.size() - 1)).isEqualTo(new Progress(1, 0, 0, 0, 2));
        assertThat(outcome.unknown()).extracting(ServerOutcome::serverId).containsExactly("s1", "s2");
        assertThat(outcome.complete()).isTrue();
    }

    @Test
    void a_job_that_turns_up_on_a_server_that_was_told_of_is_told_of_at_its_own_end() {
        List<String> told = new ArrayList<>();
        JobFollowing jobs = new JobFollowing(
                DEADLINE, service, PollSchedule.DEFAULT, service.pace().chance());
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
            assertThat(nextQuestion(jobs)).isInstanceOf(JobFollowing.Step.Ask.class);
            jobs.answered(page);
            following.tell(listener);
        }

        assertThat(told).containsExactly("s1 SUCCEEDED", "1 of 2", "0 of 2", "s1 FAILED", "1 of 2");
    }

    private static JobFollowing.Step nextQuestion(JobFollowing jobs) {
        JobFollowing.Step step = jobs.next(0);
        return step instanceof JobFollowing.Step.Pause ? jobs.next(0) : step;
    }

    @Test
    void what_a_listener_throws_ends_the_waiting() {
        service.job("r", "s1", 0, JobState.SUCCEEDED);

        assertThatThrownBy(() -> AwaitPropertyTest.await(List.of(receipt("r", "s1")), service, DEADLINE, progress -> {
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
        assertThatThrownBy(() -> asyncWaiter(service, progress -> {
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

        assertThatThrownBy(() -> asyncWaiter(service, progress -> sneak(new IOException("enough")))
                        .awaitAsync()
                        .get(10, TimeUnit.SECONDS))
                .hasRootCauseMessage("enough");
    }

    @Test
    void an_interrupt_ends_the_waiting_with_what_is_known() {
        service.job("r", "s1", ScriptedJobs.NEVER, 0);
        PushFollowing following = following(service);
        Waiter<PushOutcome> waiter = AwaitPropertyTest.waiter(
                following,
                service,
                pausingBy(new Pauses() {
                    @Override
                    boolean sleep(Duration time) throws InterruptedException {
                        throw new InterruptedException();
                    }
                }),
                progress -> {});

        assertThatThrownBy(waiter::await).isInstanceOfSatisfying(AwaitTimeoutException.class, failure -> assertThat(
                        failure.outcome().running())
                .hasSize(1));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void cancelling_stops_the_call_under_way_and_asks_no_more() {
        CompletableFuture<List<JobState>> call = new CompletableFuture<>();
        ScriptedJobs silent = new ScriptedJobs(100, 20, 7) {
            @Override
            public CompletableFuture<List<JobState>> askAsync(JobQuery query, @Nullable Duration limit) {
                asked().add(query);
                return call;
            }
        };
        CompletableFuture<PushOutcome> waiting =
                asyncWaiter(silent, progress -> {}).awaitAsync();

        assertThat(waiting.cancel(true)).isTrue();

        assertThat(call).isCancelled();
        assertThat(silent.asked()).hasSize(1);
        assertThat(waiting).isCancelled();
    }

    @Test
    void cancelling_in_a_pause_stops_the_pause() throws InterruptedException {
        CountDownLatch pausing = new CountDownLatch(1);
        CountDownLatch dropped = new CountDownLatch(1);
        service.job("r", "s1", ScriptedJobs.NEVER, 0);
        Pace pace = pausingBy(new Pauses() {
            @Override
            Runnable later(Duration time, Consumer<Boolean> then) {
                pausing.countDown();
                return dropped::countDown;
            }
        });
        CompletableFuture<PushOutcome> waiting = AwaitPropertyTest.waiter(
                        following(service), service, pace, progress -> {})
                .awaitAsync();
        assertThat(pausing.await(10, TimeUnit.SECONDS)).isTrue();

        waiting.cancel(true);

        assertThat(dropped.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(service.asked()).hasSize(1);
    }

    @Test
    void closing_the_client_ends_the_waiting_with_what_is_known() {
        service.job("r", "s1", ScriptedJobs.NEVER, 0);
        Pauses closed = new Pauses();
        closed.close();

        assertThatThrownBy(
                        AwaitPropertyTest.waiter(following(service), service, pausingBy(closed), progress -> {})::await)
                .isInstanceOf(AwaitTimeoutException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(AwaitPropertyTest.waiter(following(service), service, pausingBy(closed), progress -> {})
                        .awaitAsync()::join)
                .hasCauseInstanceOf(AwaitTimeoutException.class);
    }

    private Pace pausingBy(Pauses pauses) {
        return new Pace(pauses, () -> 0, service.pace().nanoTime());
    }

    private static PushFollowing following(ScriptedJobs service) {
        return PushFollowing.of(
                List.of(receipt("r", "s1")),
                new JobFollowing(
                        DEADLINE, service, PollSchedule.DEFAULT, service.pace().chance()));
    }

    private static Waiter<PushOutcome> asyncWaiter(ScriptedJobs service, AwaitListener listener) {
        return AwaitPropertyTest.waiter(following(service), service, listener);
    }

    @Test
    void a_job_that_is_named_for_two_servers_is_a_fact_about_one_of_them() {
        PushReceipt doubtful = oneJobForTwoServers();
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

    /** A service that answers look by look, and with the last answer from then on. */
    private static ScriptedJobs telling(int pageSize, List<List<JobState>> answers) {
        Deque<List<JobState>> left = new ArrayDeque<>(answers);
        return new ScriptedJobs(pageSize, 20, 7) {
            @Override
            public List<JobState> ask(JobQuery query, @Nullable Duration limit) {
                asked().add(query);
                return Objects.requireNonNull(left.size() > 1 ? left.poll() : left.peek());
            }
        };
    }

    private static PushOutcome awaitRequest(ScriptedJobs service) {
        JobFollowing jobs = new JobFollowing(
                DEADLINE, service, PollSchedule.DEFAULT, service.pace().chance());
        return AwaitPropertyTest.waiter(PushFollowing.ofRequests(List.of("r"), jobs), service, progress -> {})
                .await();
    }

    @ParameterizedTest
    @CsvSource({"2, succeeded", "-1, failed"})
    void an_end_that_the_service_takes_back_is_no_end(int status, String end) {
        ScriptedJobs fickle = telling(
                100,
                List.of(
                        List.of(state("job-of-s1", "s1", status), state("job-of-s2", "s2", JobState.RUNNING)),
                        List.of(
                                state("job-of-s1", "s1", JobState.RUNNING),
                                state("job-of-s2", "s2", JobState.SUCCEEDED))));

        PushOutcome outcome = AwaitPropertyTest.await(List.of(receipt("r", "s1", "s2")), fickle, DEADLINE);

        assertThat(outcome.failedServers()).isEmpty();
        assertThat(outcome.unknown()).singleElement().satisfies(server -> assertThat(server.why())
                .contains("job-of-s1", end, "runs"));
    }

    @Test
    void what_is_told_of_a_job_of_two_servers_without_naming_one_may_be_about_the_other() {
        PushReceipt doubtful = oneJobForTwoServers();

        PushOutcome outcome = AwaitPropertyTest.await(
                List.of(doubtful), telling(100, List.of(List.of(state("job", null, JobState.SUCCEEDED)))), DEADLINE);

        assertThat(outcome.unknown()).hasSize(2);
        assertThat(outcome.findings()).hasSize(2);
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
        PushOutcome outcome = awaitRequest(telling(100, List.of(List.of(state("j1", "s1", JobState.SUCCEEDED), told))));

        assertThat(outcome.succeeded()).hasSize(1);
        assertThat(outcome.unknownRequests()).containsExactly("r");
        assertThat(outcome.allSucceeded()).isFalse();
        assertThat(outcome.findings()).singleElement().asString().contains("request r");
    }

    @Test
    void what_was_told_of_a_job_before_its_server_was_counts_once_that_is_known() {
        JobState other = state("j2", "s2", JobState.SUCCEEDED);
        ScriptedJobs late = telling(
                100,
                List.of(
                        List.of(state("j1", null, JobState.RUNNING), other),
                        List.of(state("j1", "s1", JobState.SUCCEEDED), other)));
        ScriptedJobs fickle = telling(
                100,
                List.of(
                        List.of(state("j1", null, JobState.FAILED), other),
                        List.of(state("j1", "s1", JobState.SUCCEEDED), other)));

        assertThat(awaitRequest(late).allSucceeded()).isTrue();
        assertThat(awaitRequest(fickle).unknown())
                .extracting(ServerOutcome::serverId)
                .containsExactly("s1");
    }

    @Test
    void a_request_whose_job_is_told_on_another_server_as_well_is_no_success_there() {
        PushOutcome outcome = awaitRequest(telling(
                100, List.of(List.of(state("j1", "s1", JobState.SUCCEEDED), state("j1", "s2", JobState.FAILED)))));

        assertThat(outcome.unknown()).extracting(ServerOutcome::serverId).containsExactly("s2");
        assertThat(outcome.allSucceeded()).isFalse();
    }

    @Test
    void a_full_page_that_only_repeats_is_not_the_end_of_a_request() {
        PushOutcome outcome = awaitRequest(telling(
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

        PushOutcome outcome = awaitRequest(sparing);

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

        assertThat(awaitRequest(service).allSucceeded()).isTrue();

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

        PushOutcome outcome = awaitRequest(endless);

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

        PushOutcome outcome = awaitRequest(forgetful);

        assertThat(outcome.succeeded()).hasSize(2);
        assertThat(outcome.unknownRequests()).containsExactly("r");
    }

    @Test
    void that_all_jobs_so_far_have_ended_does_not_end_a_look_at_a_request_before_its_last_page() {
        ScriptedJobs growing = telling(
                2,
                List.of(
                        List.of(state("j1", "s1", JobState.RUNNING)),
                        List.of(state("j1", "s1", JobState.SUCCEEDED), state("j2", "s2", JobState.SUCCEEDED)),
                        List.of(state("j3", "s3", JobState.FAILED))));

        assertThat(awaitRequest(growing).failed())
                .extracting(ServerOutcome::serverId)
                .containsExactly("s3");
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

        PushOutcome outcome = AwaitPropertyTest.await(List.of(first, silent), service, DEADLINE, told::add);

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
