package io.github.cphshare.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cphshare.client.AwaitListener.Progress;
import io.github.cphshare.client.ScriptedJobs.Script;
import io.github.cphshare.client.ServerOutcome.State;
import io.github.cphshare.client.error.CphShareException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;

/** What holds of waiting, however the jobs go and however badly the service tells of them. */
class AwaitPropertyTest {
    private static final Duration DEADLINE = Duration.ofMinutes(20);

    /** A push of several requests, how its jobs go, and how the service behaves. */
    record History(
            List<Script> jobs, int pageSize, int requestsAtOnce, boolean shifting, boolean strangers, long seed) {
        ScriptedJobs service() {
            ScriptedJobs service = new ScriptedJobs(pageSize, requestsAtOnce, seed);
            jobs.forEach(service::job);
            if (shifting) {
                service.shifting();
            }
            return strangers ? service.withStrangers() : service;
        }

        List<PushReceipt> receipts() {
            List<PushReceipt> receipts = new ArrayList<>();
            for (String request : jobs.stream().map(Script::request).distinct().toList()) {
                PushReceipt.Builder receipt = PushReceipt.builder()
                        .requestId(request)
                        .asked(List.of("refused-" + request, "missing-" + request));
                jobs.stream().filter(job -> job.request().equals(request)).forEach(job -> receipt.asked(
                                List.of(job.server()))
                        .answer(job.server(), job.job(), null, null));
                receipts.add(receipt.answer("refused-" + request, null, "CPS.0137", "no shared storage")
                        .build());
            }
            return receipts;
        }
    }

    @Provide
    Arbitrary<History> ending() {
        return histories(Arbitraries.just(0), Arbitraries.just(ScriptedJobs.NEVER), Arbitraries.of(2, -1));
    }

    @Provide
    Arbitrary<History> any() {
        return histories(
                Arbitraries.of(0, 0, 0, 3, 50, 300, ScriptedJobs.NEVER),
                Arbitraries.of(ScriptedJobs.NEVER, ScriptedJobs.NEVER, 5, 100),
                Arbitraries.of(2, 2, -1, 1, 0, 7, 99));
    }

    private static Arbitrary<History> histories(
            Arbitrary<Integer> shownFrom, Arbitrary<Integer> shownUntil, Arbitrary<Integer> endsWith) {
        Arbitrary<Script> script = Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        shownFrom,
                        shownUntil,
                        Arbitraries.integers().between(0, 400),
                        endsWith)
                .as((request, from, until, at, with) -> new Script("r" + request, "", "", from, until, at, with));
        return Combinators.combine(
                        script.list().ofMinSize(1).ofMaxSize(25),
                        Arbitraries.integers().between(2, 9),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.longs())
                .as((scripts, pageSize, requests, shifting, strangers, seed) -> new History(
                        IntStream.range(0, scripts.size())
                                .mapToObj(i -> named(scripts.get(i), i))
                                .toList(),
                        pageSize,
                        requests,
                        shifting,
                        strangers,
                        seed));
    }

    private static Script named(Script script, int number) {
        return new Script(
                script.request(),
                "server-" + number,
                "job-" + number,
                script.shownFrom(),
                script.shownUntil(),
                script.endsAt(),
                script.endsWith());
    }

    /** Failures that pass, of every kind; at most {@code most} of a hundred calls fail. */
    private static Supplier<@Nullable CphShareException> outages(long seed, int most) {
        Random random = new Random(seed);
        return () -> {
            if (random.nextInt(100) >= most) {
                return null;
            }
            return switch (random.nextInt(4)) {
                case 0 -> ScriptedJobs.throttled(random.nextInt(40));
                case 1 -> ScriptedJobs.broken();
                case 2 -> ScriptedJobs.answer(502, "<html>");
                default -> ScriptedJobs.answer(500, "{\"error_code\":\"CPS.0042\",\"error_msg\":\"System busy.\"}");
            };
        };
    }

    @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED)
    void jobs_that_end_are_told_as_they_ended(@ForAll("ending") History history, @ForAll long seed) {
        ScriptedJobs service = history.service().failing(outages(seed, 20));

        PushOutcome outcome = Awaiting.await(history.receipts(), service, Duration.ofHours(5));

        assertThat(outcome.complete()).isTrue();
        for (Script job : history.jobs()) {
            assertThat(of(outcome, job.server()).state())
                    .as(job.toString())
                    .isEqualTo(job.endsWith() == JobState.SUCCEEDED ? State.SUCCEEDED : State.FAILED);
        }
    }

    @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
    void each_server_is_in_one_state_and_no_success_is_made_up(
            @ForAll("any") History history, @ForAll long seed, @ForAll("shareOfFailures") int failures) {
        ScriptedJobs service = history.service().failing(outages(seed, failures));
        List<Progress> told = new ArrayList<>();

        PushOutcome outcome = Awaiting.await(history.receipts(), service, DEADLINE, told::add);

        holds(history, service, outcome);
        assertThat(service.taken()).isLessThan(DEADLINE.plusSeconds(1));
        assertThat(told).allSatisfy(progress -> assertThat(progress.total())
                .isEqualTo(outcome.servers().size()));
    }

    @Provide
    Arbitrary<Integer> shareOfFailures() {
        return Arbitraries.of(0, 10, 50, 100);
    }

    @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED)
    void a_clock_that_jumps_does_no_harm(@ForAll("any") History history, @ForAll long seed) {
        Random random = new Random(seed);
        long[] jumps = {0, 0, 0, 0, 0, 0, 1, -1, 60, -60, -3_600, 500, Long.MIN_VALUE / 4_000_000_000L};
        ScriptedJobs service = history.service()
                .failing(outages(seed, 10))
                .jumping(() -> jumps[random.nextInt(jumps.length)] * 1_000_000_000L);

        PushOutcome outcome = Awaiting.await(history.receipts(), service, DEADLINE);

        holds(history, service, outcome);
        // What was really waited is never more than what was allowed, since a clock can only make it seem longer.
        assertThat(service.pauses().stream().reduce(Duration.ZERO, Duration::plus))
                .isLessThanOrEqualTo(DEADLINE);
    }

    @Property(tries = 50, shrinking = ShrinkingMode.BOUNDED)
    void without_a_thread_it_comes_to_the_same(@ForAll("any") History history, @ForAll long seed) {
        ScriptedJobs service = history.service().failing(outages(seed, 10));
        ScriptedJobs twin = history.service().failing(outages(seed, 10));
        PushFollowing following = PushFollowing.of(history.receipts(), Awaiting.jobs(twin, DEADLINE));

        PushOutcome async =
                Awaiting.waiter(following, twin, progress -> {}).awaitAsync().join();

        assertThat(async).isEqualTo(Awaiting.await(history.receipts(), service, DEADLINE));
        assertThat(twin.asked()).isEqualTo(service.asked());
    }

    private static void holds(History history, ScriptedJobs service, PushOutcome outcome) {
        List<String> requests =
                history.jobs().stream().map(Script::request).distinct().toList();
        List<String> all =
                new ArrayList<>(history.jobs().stream().map(Script::server).toList());
        requests.forEach(request -> all.addAll(List.of("refused-" + request, "missing-" + request)));
        assertThat(outcome.servers()).extracting(ServerOutcome::serverId).containsExactlyInAnyOrderElementsOf(all);

        for (Script job : history.jobs()) {
            ServerOutcome server = of(outcome, job.server());
            boolean succeeded = service.told(job.job(), JobState.SUCCEEDED);
            boolean failed = service.told(job.job(), JobState.FAILED);
            switch (server.state()) {
                case SUCCEEDED ->
                    assertThat(succeeded && !failed).as(job.toString()).isTrue();
                case FAILED ->
                    assertThat(failed && !succeeded).as(job.toString()).isTrue();
                case RUNNING -> {
                    assertThat(service.told(job.job(), JobState.RUNNING))
                            .as(job.toString())
                            .isTrue();
                    assertThat(outcome.complete()).as(job.toString()).isFalse();
                }
                case UNKNOWN -> assertThat(server.why()).as(job.toString()).isNotBlank();
                case REFUSED -> throw new AssertionError(server);
            }
        }
        for (String request : requests) {
            assertThat(of(outcome, "refused-" + request).state()).isEqualTo(State.REFUSED);
            assertThat(of(outcome, "missing-" + request).state()).isEqualTo(State.UNKNOWN);
        }
        asksWithinLimits(history, service);
    }

    private static void asksWithinLimits(History history, ScriptedJobs service) {
        for (JobQuery query : service.asked()) {
            if (query instanceof JobQuery.OfRequests page) {
                assertThat(page.requestIds())
                        .hasSizeBetween(1, history.requestsAtOnce())
                        .doesNotHaveDuplicates();
                assertThat(page.offset() % history.pageSize()).isZero();
            }
        }
    }

    private static ServerOutcome of(PushOutcome outcome, String server) {
        return outcome.servers().stream()
                .filter(one -> one.serverId().equals(server))
                .findFirst()
                .orElseThrow();
    }
}
