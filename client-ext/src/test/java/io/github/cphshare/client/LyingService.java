package io.github.cphshare.client;

import io.github.cphshare.client.ServerOutcome.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A service whose word is not to be trusted, for tests of other packages: each time it is asked anew, and no wiser. */
public final class LyingService {
    private final Random random;
    private final List<JobState> jobs = new ArrayList<>();
    private final Map<String, String> requests = new HashMap<>();
    private final List<Liar.Said> said = new ArrayList<>();

    public LyingService(Random random) {
        this.random = random;
    }

    /** Starts a job that will end, should the service ever say so. */
    public void start(String request, String job, String server) {
        int end = random.nextInt(4) == 0 ? JobState.FAILED : JobState.SUCCEEDED;
        jobs.add(ScriptedJobs.state(job, server, end));
        requests.put(job, request);
    }

    /** Follows jobs as the client does. */
    public PushOutcome await(Collection<PushReceipt> receipts, Duration deadline, AwaitListener listener) {
        Liar liar = new Liar(random, jobs, (job, page) -> page.requestIds().contains(requests.get(job.jobId())));
        JobFollowing following = new JobFollowing(
                deadline, liar, PollSchedule.DEFAULT, liar.pace().chance());
        try {
            return AwaitProperties.waiter(PushFollowing.of(receipts, following), liar, listener)
                    .await();
        } finally {
            said.addAll(liar.said());
        }
    }

    /** What it said became of a job, if it never took that back. */
    public State endOf(String job, String server) {
        List<JobState> own =
                said.stream().filter(one -> one.of(job)).map(Liar.Said::job).toList();
        return switch (ClaimProperties.end(own, server, true)) {
            case JobState.SUCCEEDED -> State.SUCCEEDED;
            case JobState.FAILED -> State.FAILED;
            default -> State.RUNNING;
        };
    }

    /** All that it said so far. */
    @Override
    public String toString() {
        return said.toString();
    }
}
