package io.github.cphshare.client;

import io.github.cphshare.client.ServerOutcome.State;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Outcomes for tests of other packages. */
public final class Outcomes {
    private Outcomes() {}

    /** What a service would tell of the jobs of receipts, if each server's job had come to the state. */
    public static PushOutcome of(Collection<PushReceipt> receipts, Function<String, State> stateOfServer) {
        List<ServerOutcome> servers = new ArrayList<>();
        boolean complete = true;
        for (PushReceipt receipt : receipts) {
            for (ServerAnswer answer : receipt.accepted()) {
                State state = stateOfServer.apply(answer.serverId());
                complete &= state != State.RUNNING;
                JobState job = state == State.FAILED ? JobState.failure("CPS.0005", "failed") : JobState.NOTHING;
                String why = state == State.UNKNOWN ? "the service never knew its job" : null;
                servers.add(ServerOutcome.of(answer.serverId(), state, answer.jobId(), job, why));
            }
        }
        return new PushOutcome(servers, List.of(), List.of(), List.of(), complete);
    }

    /** Tells a listener of it, as a waiter does. */
    public static void tell(AwaitListener listener, PushOutcome outcome) {
        List<ServerOutcome> ended = outcome.servers().stream()
                .filter(server -> server.state() == State.SUCCEEDED || server.state() == State.FAILED)
                .toList();
        if (!ended.isEmpty()) {
            listener.onEnded(ended);
        }
        listener.onProgress(progress(outcome));
    }

    /**
     * Follows the jobs of receipts on a service that tells, look by look, what it is told to, and takes no time.
     *
     * @param looks what each page says: of each job its id, its server ("-" for none) and its status; of an empty one the
     *     service knows nothing; the last page comes again and again
     */
    public static PushOutcome follow(Collection<PushReceipt> receipts, AwaitListener listener, String[]... looks) {
        Deque<List<JobState>> left = new ArrayDeque<>();
        for (String[] look : looks) {
            left.add(Arrays.stream(look)
                    .map(job -> job.split(" "))
                    .map(job -> ScriptedJobs.state(job[0], job[1].equals("-") ? null : job[1], Integer.valueOf(job[2])))
                    .toList());
        }
        ScriptedJobs service = new ScriptedJobs(100, 20, 7) {
            @Override
            public List<JobState> ask(JobQuery query, @Nullable Duration limit) {
                List<JobState> page = Objects.requireNonNull(left.size() > 1 ? left.poll() : left.peek());
                if (page.isEmpty()) {
                    throw notFound("CPS.0011");
                }
                return page;
            }
        };
        return Awaiting.await(List.copyOf(receipts), service, Duration.ofMinutes(10), listener);
    }

    /** What a service tells of a server's job that contradicts what it told before. */
    public static ServerOutcome contradicted(String server) {
        return ServerOutcome.unknown(server, "job-" + server, "the service told both");
    }

    private static AwaitListener.Progress progress(PushOutcome outcome) {
        return new AwaitListener.Progress(
                outcome.succeeded().size(),
                outcome.failed().size(),
                outcome.refused().size(),
                outcome.running().size(),
                outcome.unknown().size());
    }

    /** The end of a waiting whose thread was interrupted; interrupts it. */
    public static AwaitTimeoutException interrupted(PushOutcome outcome) {
        Thread.currentThread().interrupt();
        return new AwaitTimeoutException(outcome, "interrupted", null);
    }
}
