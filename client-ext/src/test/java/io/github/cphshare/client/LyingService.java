package io.github.cphshare.client;

import io.github.cphshare.client.ServerOutcome.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** A service whose word is not to be trusted, for tests of other packages: each time it is asked anew, and no wiser. */
public final class LyingService {
    private final Random random;
    private final List<JobState> jobs = new ArrayList<>();
    private final Map<String, String> requests = new HashMap<>();
    private final Set<String> shared = new HashSet<>();
    /** Where jobs are by what it said when it was asked for one alone. */
    private final Map<String, Set<String>> places = new HashMap<>();

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

    /** Says of a job that it is on another server, too. */
    public void nameAlso(String job) {
        shared.add(job);
    }

    /** Follows jobs as the client does. */
    public PushOutcome await(Collection<PushReceipt> receipts, Duration deadline, AwaitListener listener) {
        Liar liar = new Liar(random, jobs, (job, page) -> page.requestIds().contains(requests.get(job.jobId())));
        JobFollowing following = new JobFollowing(
                deadline, liar, PollSchedule.DEFAULT, liar.pace().chance());
        PushFollowing push = PushFollowing.of(receipts, following);
        Doubts doubts = new Doubts(listener);
        try {
            return Awaiting.waiter(push, liar, doubts).await();
        } finally {
            Set<String> unheard = following.jobs().stream()
                    .filter(job -> !doubts.servers.contains(job.serverId()))
                    .map(following::outcomeOf)
                    .filter(job -> job.state() == State.UNKNOWN)
                    .map(ServerOutcome::jobId)
                    .collect(Collectors.toSet());
            liar.said().stream()
                    .filter(one -> one.query() instanceof JobQuery.OfJob)
                    .map(Liar.Said::job)
                    .filter(job -> job.jobId() != null && job.serverId() != null)
                    .forEach(job -> places.computeIfAbsent(job.jobId(), id -> new HashSet<>())
                            .add(job.serverId()));
            liar.said().stream()
                    .filter(one -> unheard.stream().noneMatch(one::of))
                    .forEach(said::add);
        }
    }

    /**
     * Of a job that a wait has given up nothing is heard any more, and the next one asks again. Of one in doubt that is known
     * for good.
     */
    private static final class Doubts implements AwaitListener {
        private final AwaitListener listener;
        private final Set<String> servers = new HashSet<>();

        Doubts(AwaitListener listener) {
            this.listener = listener;
        }

        @Override
        public void onEnded(List<ServerOutcome> ended) {
            ended.stream()
                    .filter(server -> server.state() == State.UNKNOWN)
                    .forEach(server -> servers.add(server.serverId()));
            listener.onEnded(ended);
        }

        @Override
        public void onToldBesides(List<ServerOutcome> told) {
            listener.onToldBesides(told);
        }

        @Override
        public void onProgress(Progress progress) {
            listener.onProgress(progress);
        }
    }

    /** What it said became of a job, if it never took that back. */
    public State endOf(String job, String server) {
        if (!Set.of(server).containsAll(places.getOrDefault(job, Set.of()))) {
            return State.RUNNING;
        }
        List<JobState> own =
                said.stream().filter(one -> one.of(job)).map(Liar.Said::job).toList();
        return switch (ClaimPropertyTest.end(own, server, !shared.contains(job))) {
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
