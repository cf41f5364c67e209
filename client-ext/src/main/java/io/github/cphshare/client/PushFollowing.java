package io.github.cphshare.client;

import io.github.cphshare.client.AwaitListener.Progress;
import io.github.cphshare.client.JobFollowing.Followed;
import io.github.cphshare.client.ServerOutcome.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The jobs of pushes, and what they say about their servers. Not thread-safe. */
final class PushFollowing {
    private static final String NOT_TOLD = "the service did not say what became of it when it was asked to push";

    private final List<PushReceipt> receipts;
    private final JobFollowing jobs;
    /** What the listener was told of servers that have ended. */
    private final Map<String, State> told = new HashMap<>();

    private PushFollowing(Collection<PushReceipt> receipts, JobFollowing jobs) {
        this.receipts = List.copyOf(receipts);
        this.jobs = jobs;
    }

    /** The servers of receipts; a server is in one of them only. */
    static PushFollowing of(Collection<PushReceipt> receipts, JobFollowing jobs) {
        for (PushReceipt receipt : receipts) {
            receipt.accepted().forEach(answer -> follow(receipt, answer, jobs));
            // A second job on a server: what it does counts as much.
            receipt.doubled().forEach(answer -> follow(receipt, answer, jobs));
        }
        return new PushFollowing(receipts, jobs);
    }

    /** Whatever servers the requests turn out to have. */
    static PushFollowing ofRequests(Collection<String> requestIds, JobFollowing jobs) {
        requestIds.forEach(jobs::followRequest);
        return new PushFollowing(List.of(), jobs);
    }

    private static void follow(PushReceipt receipt, ServerAnswer answer, JobFollowing jobs) {
        if (answer.serverId() != null && answer.jobId() != null && answer.accepted()) {
            jobs.follow(receipt.requestId(), answer.serverId(), answer.jobId());
        }
    }

    /** What a receipt alone says: jobs run, as far as is known. */
    static PushOutcome outcomeOf(PushReceipt receipt) {
        Map<String, ServerOutcome> servers = new LinkedHashMap<>();
        for (ServerAnswer answer : receipt.accepted()) {
            String server = answer.serverId();
            if (server != null && answer.jobId() != null) {
                servers.put(server, ServerOutcome.of(server, State.RUNNING, answer.jobId(), JobState.NOTHING, null));
            }
        }
        addUnstarted(receipt, servers);
        return new PushOutcome(servers.values(), receipt.unexpected(), List.of(), List.of(), false);
    }

    private static void addUnstarted(PushReceipt receipt, Map<String, ServerOutcome> servers) {
        for (ServerAnswer answer : receipt.refused()) {
            String server = answer.serverId();
            if (server != null) {
                servers.putIfAbsent(server, ServerOutcome.refused(server, answer));
            }
        }
        receipt.missing().forEach(server -> servers.putIfAbsent(server, ServerOutcome.unknown(server, null, NOT_TOLD)));
    }

    JobFollowing jobs() {
        return jobs;
    }

    PushOutcome outcome() {
        List<ServerAnswer> unexpected = new ArrayList<>();
        receipts.forEach(receipt -> unexpected.addAll(receipt.unexpected()));
        return new PushOutcome(
                servers().values(), unexpected, jobs.unknownRequests(), jobs.findings(), jobs.complete());
    }

    /** Tells what is new since it was last told. */
    void tell(AwaitListener listener) {
        List<ServerOutcome> ended =
                followed().values().stream().filter(this::isNewEnd).toList();
        if (!ended.isEmpty()) {
            listener.onEnded(ended);
        }
        listener.onProgress(progress());
    }

    private boolean isNewEnd(ServerOutcome server) {
        State state = server.state();
        boolean ended = state == State.SUCCEEDED || state == State.FAILED || told.containsKey(server.serverId());
        return ended && told.put(server.serverId(), state) != state;
    }

    private Map<String, ServerOutcome> followed() {
        Map<String, ServerOutcome> servers = new LinkedHashMap<>();
        for (Followed job : jobs.jobs()) {
            servers.merge(job.serverId(), jobs.outcomeOf(job), PushFollowing::lessDone);
        }
        return servers;
    }

    private Map<String, ServerOutcome> servers() {
        Map<String, ServerOutcome> servers = followed();
        receipts.forEach(receipt -> addUnstarted(receipt, servers));
        return servers;
    }

    /** Of two jobs on a server the one that speaks more against calling it done, or against pushing to it again. */
    private static ServerOutcome lessDone(ServerOutcome one, ServerOutcome other) {
        return weight(other) > weight(one) ? other : one;
    }

    private static int weight(ServerOutcome outcome) {
        return switch (outcome.state()) {
            case SUCCEEDED, REFUSED -> 0;
            case FAILED -> 1;
            case UNKNOWN -> 2;
            case RUNNING -> 3;
        };
    }

    private Progress progress() {
        Map<String, State> states = new LinkedHashMap<>();
        for (Followed job : jobs.jobs()) {
            // Until the end a job that nobody tells of counts as running: it may be late.
            State state = jobs.isOpen(job) && !jobs.complete()
                    ? State.RUNNING
                    : jobs.outcomeOf(job).state();
            states.merge(job.serverId(), state, (a, b) -> a == State.RUNNING || b == State.SUCCEEDED ? a : b);
        }
        int refused = 0;
        int missing = 0;
        for (PushReceipt receipt : receipts) {
            refused += (int) receipt.refused().stream()
                    .filter(answer -> !states.containsKey(answer.serverId()))
                    .count();
            missing += receipt.missing().size();
        }
        return new Progress(
                count(states, State.SUCCEEDED),
                count(states, State.FAILED),
                refused,
                count(states, State.RUNNING),
                count(states, State.UNKNOWN) + missing);
    }

    private static int count(Map<String, State> states, State state) {
        return (int) states.values().stream().filter(s -> s == state).count();
    }
}
