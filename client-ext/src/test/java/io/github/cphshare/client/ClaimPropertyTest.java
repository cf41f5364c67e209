package io.github.cphshare.client;

import static io.github.cphshare.client.ScriptedJobs.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cphshare.client.AwaitListener.Progress;
import io.github.cphshare.client.ServerOutcome.State;
import io.github.cphshare.client.error.CphShareException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * What may be claimed of a push, whatever the service says: its answers need not make sense here, and what it said is held
 * against the claims by a second reading of the rules that shares nothing with the first.
 */
class ClaimPropertyTest {
    private static final List<Duration> DEADLINES =
            List.of(Duration.ZERO, Duration.ofSeconds(3), Duration.ofSeconds(100), Duration.ofHours(1));

    /** Ends by what is known, also where the service refuses the question. */
    private static PushOutcome await(PushFollowing following, Liar service, AwaitListener listener) {
        try {
            return Awaiting.waiter(following, service, listener).await();
        } catch (CphShareException e) {
            return following.outcome();
        }
    }

    private static JobFollowing following(Liar service, Random random) {
        return new JobFollowing(
                DEADLINES.get(random.nextInt(DEADLINES.size())),
                service,
                PollSchedule.DEFAULT,
                service.pace().chance());
    }

    private static int end(Random random) {
        return random.nextInt(5) == 0 ? JobState.FAILED : JobState.SUCCEEDED;
    }

    @Property(tries = 500)
    void of_a_receipt_nothing_is_claimed_that_was_not_said(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int pushes) {
        Random random = new Random(seed);
        List<PushReceipt> receipts = new ArrayList<>();
        List<ServerAnswer> answers = new ArrayList<>();
        List<JobState> jobs = new ArrayList<>();
        Set<String> asked = new HashSet<>();
        Set<String> silent = new HashSet<>();
        for (int push = 0; push < pushes; push++) {
            List<String> servers = Stream.generate(() -> "s" + random.nextInt(6))
                    .limit(1 + random.nextInt(3))
                    .distinct()
                    .toList();
            List<ServerAnswer> own = new ArrayList<>();
            for (String server : servers) {
                int answered = own.size();
                for (int i = random.nextInt(10) == 0 ? random.nextInt(3) : 1; i > 0; i--) {
                    String job = "j" + (random.nextInt(20) == 0 ? 0 : jobs.size());
                    jobs.add(state(job, server, end(random)));
                    boolean refused = random.nextInt(8) == 0;
                    own.add(ServerAnswer.of(server, refused ? null : job, refused ? "CPS.0137" : null, null));
                }
                if (own.size() == answered) {
                    silent.add(server);
                }
            }
            if (random.nextInt(8) == 0) {
                String job = "j" + random.nextInt(1 + jobs.size()); // That of another server, mostly.
                own.add(ServerAnswer.of("stranger", job, null, null));
            }
            PushReceipt.Builder receipt = PushReceipt.builder()
                    .requestId(random.nextInt(6) == 0 ? null : "r" + random.nextInt(pushes))
                    .asked(servers);
            own.forEach(one -> receipt.answer(one.serverId(), one.jobId(), one.errorCode(), null));
            receipts.add(receipt.build());
            answers.addAll(own);
            asked.addAll(servers);
        }
        Liar service = new Liar(random, jobs);
        List<Progress> told = new ArrayList<>();

        PushOutcome outcome = await(PushFollowing.of(receipts, following(service, random)), service, told::add);

        assertThat(outcome.servers())
                .extracting(ServerOutcome::serverId)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(asked);
        for (ServerOutcome server : outcome.servers()) {
            List<ServerAnswer> own = answers.stream()
                    .filter(answer -> server.serverId().equals(answer.serverId()))
                    .toList();
            boolean unsaid = silent.contains(server.serverId());
            assertThat(server.state())
                    .as("%s by %s and %s", server, own, service.said())
                    .isIn(mayBe(server.serverId(), own, unsaid, answers, service));
        }
        if (!told.isEmpty() && !service.failed()) {
            Progress last = told.get(told.size() - 1);
            assertThat(List.of(last.succeeded(), last.failed(), last.refused(), last.total()))
                    .containsExactly(
                            outcome.succeeded().size(),
                            outcome.failed().size(),
                            outcome.refused().size(),
                            asked.size());
        }
    }

    private static Set<State> mayBe(
            String server, List<ServerAnswer> own, boolean unsaid, List<ServerAnswer> all, Liar service) {
        List<String> jobs = own.stream()
                .map(ServerAnswer::jobId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Set<State> states = new HashSet<>(Set.of(State.RUNNING, State.UNKNOWN));
        if (jobs.isEmpty()) {
            return unsaid ? Set.of(State.UNKNOWN) : Set.of(State.REFUSED);
        }
        List<Integer> ends = jobs.stream()
                .map(job -> end(
                        service.of(job).stream().map(Liar.Said::job).toList(),
                        server,
                        all.stream()
                                .filter(answer -> job.equals(answer.jobId()))
                                .allMatch(answer -> server.equals(answer.serverId()))))
                .toList();
        if (!unsaid && !ends.contains(JobState.RUNNING)) {
            states.add(ends.contains(JobState.FAILED) ? State.FAILED : State.SUCCEEDED);
        }
        return states;
    }

    /** The one end that was told, and never taken back; "running" for all else. */
    static int end(List<JobState> said, String server, boolean only) {
        int end = JobState.RUNNING;
        for (JobState job : said) {
            boolean here = job.serverId() == null ? only : server.equals(job.serverId());
            if (here && (job.is(JobState.SUCCEEDED) || job.is(JobState.FAILED))) {
                if (end != JobState.RUNNING && !job.is(end)) {
                    return JobState.RUNNING;
                }
                end = job.is(JobState.FAILED) ? JobState.FAILED : JobState.SUCCEEDED;
            } else if (here && job.is(JobState.RUNNING) && end != JobState.RUNNING) {
                return JobState.RUNNING;
            }
        }
        return end;
    }

    @Property(tries = 500)
    void of_requests_no_success_is_claimed_unless_it_was_said_of_all_that_was_told_of_them(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int size) {
        Random random = new Random(seed);
        List<JobState> jobs = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            jobs.add(state("j" + i, "s" + random.nextInt(6), end(random)));
        }
        Liar service = new Liar(random, jobs);
        List<String> requests = random.nextBoolean() ? List.of("r") : List.of("r", "q");

        PushOutcome outcome =
                await(PushFollowing.ofRequests(requests, following(service, random)), service, progress -> {});

        List<Liar.Said> listed = service.said().stream()
                .filter(one -> one.query() instanceof JobQuery.OfRequests)
                .toList();
        Predicate<Liar.Said> whole = one -> one.job().jobId() != null;
        Set<String> placed = new HashSet<>();
        listed.stream()
                .filter(whole.and(one -> one.job().serverId() != null))
                .forEach(one -> placed.add(one.job().jobId()));
        assertThat(outcome.servers()).extracting(ServerOutcome::serverId).doesNotHaveDuplicates();
        listed.stream()
                .filter(whole)
                .map(one -> one.job().serverId())
                .filter(Objects::nonNull)
                .forEach(server -> assertThat(outcome.servers())
                        .extracting(ServerOutcome::serverId)
                        .contains(server));
        if (outcome.allSucceeded()) {
            assertThat(listed)
                    .allMatch(whole.and(one -> placed.contains(one.job().jobId())));
            assertThat(listed).noneMatch(one -> one.is(JobState.FAILED));
            for (String job : placed) {
                assertThat(service.of(job)).anyMatch(one -> one.is(JobState.SUCCEEDED));
            }
            for (String request : requests) {
                assertThat(listed)
                        .anyMatch(one ->
                                ((JobQuery.OfRequests) one.query()).requestIds().contains(request));
            }
            assertThat(service.unended()).isEmpty();
        }
    }
}
