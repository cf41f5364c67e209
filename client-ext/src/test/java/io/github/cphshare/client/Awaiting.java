package io.github.cphshare.client;

import io.github.cphshare.client.error.CphShareException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for jobs on a script, without taking time. */
final class Awaiting {
    static final Duration DEADLINE = Duration.ofMinutes(10);

    private Awaiting() {}

    /** Each server has a job that is called by it. */
    static PushReceipt receipt(String request, String... servers) {
        PushReceipt.Builder receipt = PushReceipt.builder().requestId(request).asked(List.of(servers));
        for (String server : servers) {
            receipt.answer(server, "job-of-" + server, null, null);
        }
        return receipt.build();
    }

    static PushReceipt oneJobForTwoServers() {
        return PushReceipt.builder()
                .requestId("r")
                .asked(List.of("s1", "s2"))
                .answer("s1", "job", null, null)
                .answer("s2", "job", null, null)
                .build();
    }

    static JobFollowing jobs(ScriptedJobs service, Duration deadline) {
        return new JobFollowing(
                deadline, service, PollSchedule.DEFAULT, service.pace().chance());
    }

    /** Of one server. */
    static PushFollowing following(ScriptedJobs service) {
        return PushFollowing.of(List.of(receipt("r", "s1")), jobs(service, DEADLINE));
    }

    static PushOutcome await(List<PushReceipt> receipts, ScriptedJobs service, Duration deadline) {
        return await(receipts, service, deadline, progress -> {});
    }

    static PushOutcome await(
            List<PushReceipt> receipts, ScriptedJobs service, Duration deadline, AwaitListener listener) {
        return waiter(PushFollowing.of(receipts, jobs(service, deadline)), service, listener)
                .await();
    }

    /** Waits for request r, whichever jobs it has. */
    static PushOutcome awaitRequest(ScriptedJobs service) {
        return waiter(PushFollowing.ofRequests(List.of("r"), jobs(service, DEADLINE)), service, progress -> {})
                .await();
    }

    static Waiter<PushOutcome> waiter(PushFollowing following, ScriptedJobs service, AwaitListener listener) {
        return waiter(following, service, service.pace(), listener);
    }

    static Waiter<PushOutcome> waiter(PushFollowing following, JobSource service, Pace pace, AwaitListener listener) {
        return new Waiter<>(
                following.jobs(),
                service,
                pace,
                () -> following.tell(listener),
                following::outcome,
                (why, cause) -> new AwaitTimeoutException(following.outcome(), why, cause));
    }

    /** A service that answers look by look, and with the last answer from then on. */
    static ScriptedJobs telling(int pageSize, List<List<JobState>> answers) {
        Deque<List<JobState>> left = new ArrayDeque<>(answers);
        return new ScriptedJobs(pageSize, 20, 7) {
            @Override
            public List<JobState> ask(JobQuery query, @Nullable Duration limit) {
                asked().add(query);
                return Objects.requireNonNull(left.size() > 1 ? left.poll() : left.peek());
            }
        };
    }

    /** The first calls fail, the others do not. */
    static Supplier<@Nullable CphShareException> first(CphShareException... failures) {
        Deque<CphShareException> left = new ArrayDeque<>(List.of(failures));
        return left::poll;
    }

    static JobFollowing.Step nextQuestion(JobFollowing jobs) {
        JobFollowing.Step step = jobs.next(0);
        return step instanceof JobFollowing.Step.Pause ? jobs.next(0) : step;
    }
}
