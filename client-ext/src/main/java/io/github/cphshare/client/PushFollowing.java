package io.github.cphshare.client;

import io.github.cphshare.client.AwaitListener.Progress;
import io.github.cphshare.client.ServerOutcome.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The jobs of pushes, and what they say about their servers. Not thread-safe. */
final class PushFollowing {
    private static final String NOT_TOLD = "the service did not say what became of it when it was asked to push";

    private final List<PushReceipt> receipts;
    private final JobFollowing jobs;
    private final Map<String, Target> targets = new HashMap<>();
    /** How many targets there are in each state, so that telling of an answer costs what is new in it. */
    private final Map<State, Integer> counts = new EnumMap<>(State.class);

    /** What receipts say of servers on which they started no job, as far as is known. */
    private final Map<String, ServerOutcome> unstarted = new LinkedHashMap<>();

    private int refused;
    private int missing;
    /** Those of which something is new that nobody was told yet. */
    private final Set<Target> untold = new LinkedHashSet<>();
    /** Jobs that have ended, beside others of their servers, of which nobody was told yet. */
    private final Set<FollowedJob> endedBesides = new LinkedHashSet<>();

    private PushFollowing(Collection<PushReceipt> receipts, JobFollowing jobs) {
        this.receipts = List.copyOf(receipts);
        this.jobs = jobs;
        receipts.forEach(receipt -> addUnstarted(receipt, unstarted));
        takeNews().stream().filter(Target::isContradicted).forEach(untold::add);
        for (ServerOutcome server : unstarted.values()) {
            if (!targets.containsKey(server.serverId())) {
                refused += server.state() == State.REFUSED ? 1 : 0;
                missing += server.state() == State.UNKNOWN ? 1 : 0;
            } else if (server.state() == State.REFUSED) {
                jobs.find("The service refused server " + server.serverId()
                        + " in one push, and started a job on it in another.");
            }
        }
    }

    /** A server with jobs, as it was last counted and told of. */
    private static final class Target {
        /** Mostly the only one. */
        private final FollowedJob first;

        private List<FollowedJob> further = List.of();
        /** The one of which the service contradicted itself last, if any. */
        private @Nullable FollowedJob contradicted;

        private @Nullable State counted;
        private @Nullable State told;

        Target(FollowedJob first) {
            this.first = first;
        }

        void add(FollowedJob job) {
            if (job != first && !further.contains(job)) {
                further = Stream.concat(further.stream(), Stream.of(job)).toList();
            }
        }

        Stream<FollowedJob> jobs() {
            return Stream.concat(Stream.of(first), further.stream());
        }

        boolean hasSeveralJobs() {
            return !further.isEmpty();
        }

        boolean isContradicted() {
            return contradicted != null;
        }
    }

    /** The servers of receipts; one that is in several stands as the least of them says. */
    static PushFollowing of(Collection<PushReceipt> receipts, JobFollowing jobs) {
        for (PushReceipt receipt : receipts) {
            // Also a second job on a server, and one beside an error: what it does counts as much.
            receipt.answers().forEach(answer -> follow(receipt, answer, jobs));
            receipt.doubled().forEach(answer -> jobs.find("The service answered more than once about " + answer + "."));
            // Of these the receipt tells already.
            receipt.unexpected().forEach(answer -> passOver(answer, jobs));
        }
        return new PushFollowing(receipts, jobs);
    }

    /** Whatever servers the requests turn out to have. */
    static PushFollowing ofRequests(Collection<String> requestIds, JobFollowing jobs) {
        requestIds.forEach(jobs::followRequest);
        return new PushFollowing(List.of(), jobs);
    }

    private static void follow(PushReceipt receipt, ServerAnswer answer, JobFollowing jobs) {
        if (answer.serverId() != null && answer.jobId() != null) {
            jobs.follow(receipt.requestId(), answer.serverId(), answer.jobId());
            if (answer.unclear()) {
                jobs.find("The service answered with a job and with an error about " + answer + ".");
            }
        }
    }

    private static void passOver(ServerAnswer answer, JobFollowing jobs) {
        if (answer.jobId() != null) {
            jobs.passOver(answer.jobId(), answer.serverId());
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
        for (ServerAnswer answer : receipt.unclear()) {
            String server = answer.serverId();
            if (server != null) {
                add(ServerOutcome.unclear(server, answer), servers);
            }
        }
        addUnstarted(receipt, servers);
        return new PushOutcome(servers.values(), receipt.unexpected(), List.of(), List.of(), false);
    }

    private static void addUnstarted(PushReceipt receipt, Map<String, ServerOutcome> servers) {
        for (ServerAnswer answer : receipt.refused()) {
            String server = answer.serverId();
            if (server != null) {
                add(ServerOutcome.refused(server, answer), servers);
            }
        }
        // One push may have reached a server that another did not, or on which another has ended.
        receipt.missing().forEach(server -> add(ServerOutcome.unknown(server, null, NOT_TOLD), servers));
    }

    private static void add(ServerOutcome server, Map<String, ServerOutcome> servers) {
        servers.merge(server.serverId(), server, PushFollowing::lessDone);
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
        untold.addAll(takeNews());
        List<ServerOutcome> ended =
                untold.stream().filter(this::isNewEnd).map(this::outcomeOf).toList();
        untold.clear();
        if (!ended.isEmpty()) {
            listener.onEnded(ended);
        }
        List<ServerOutcome> besides = Stream.concat(
                        endedBesides.stream().filter(FollowedJob::hasEnded).map(jobs::outcomeOf),
                        jobs.besides().stream())
                .toList();
        endedBesides.clear();
        if (!besides.isEmpty()) {
            listener.onToldBesides(besides);
        }
        listener.onProgress(new Progress(
                count(State.SUCCEEDED),
                count(State.FAILED),
                refused,
                count(State.RUNNING),
                count(State.UNKNOWN) + missing));
    }

    /** Counts the servers of which something is new. */
    private Collection<Target> takeNews() {
        Set<Target> changed = new LinkedHashSet<>();
        for (FollowedJob job : jobs.news()) {
            Target target = targets.computeIfAbsent(job.serverId(), server -> new Target(job));
            target.add(job);
            if (job.isContradicted()) {
                target.contradicted = job;
            }
            changed.add(target);
            if (target.hasSeveralJobs() && job.hasEnded()) {
                endedBesides.add(job);
            }
        }
        for (Target target : changed) {
            FollowedJob contradicted = target.contradicted;
            if (contradicted != null) {
                target.jobs().forEach(job -> jobs.giveUp(job, contradicted));
            }
            if (target.counted != null) {
                counts.merge(target.counted, -1, Integer::sum);
            }
            target.counted = stateOf(target);
            counts.merge(target.counted, 1, Integer::sum);
        }
        return changed;
    }

    private State stateOf(Target target) {
        ServerOutcome elsewhere = unstarted.get(target.first.serverId());
        return Stream.concat(
                        target.jobs().map(FollowedJob::state),
                        Stream.ofNullable(elsewhere).map(ServerOutcome::state))
                .max(Comparator.comparing(PushFollowing::weight))
                .orElseThrow();
    }

    /**
     * One that the service never told the end of is not told of, unless it has contradicted itself about it; one that it told
     * of differently later is once more.
     */
    private boolean isNewEnd(Target target) {
        State state = target.counted;
        boolean ended = state == State.SUCCEEDED
                || state == State.FAILED
                || (state == State.UNKNOWN && (target.told != null || target.isContradicted()));
        boolean news = ended && target.told != state;
        if (news) {
            target.told = state;
        }
        return news;
    }

    private ServerOutcome outcomeOf(Target target) {
        return target.jobs()
                .map(jobs::outcomeOf)
                .reduce(PushFollowing::lessDone)
                .orElseThrow();
    }

    private Map<String, ServerOutcome> followed() {
        Map<String, ServerOutcome> servers = new LinkedHashMap<>();
        for (FollowedJob job : jobs.jobs()) {
            servers.merge(job.serverId(), jobs.outcomeOf(job), PushFollowing::lessDone);
        }
        return servers;
    }

    private Map<String, ServerOutcome> servers() {
        Map<String, ServerOutcome> servers = followed();
        unstarted.values().forEach(server -> add(server, servers));
        return servers;
    }

    /** Of two jobs on a server the one that speaks more against calling it done, or against pushing to it again. */
    private static ServerOutcome lessDone(ServerOutcome one, ServerOutcome other) {
        return weight(other.state()) > weight(one.state()) ? other : one;
    }

    private static int weight(State state) {
        return switch (state) {
            case SUCCEEDED, REFUSED -> 0;
            case FAILED -> 1;
            case UNKNOWN -> 2;
            case RUNNING -> 3;
        };
    }

    private int count(State state) {
        return counts.getOrDefault(state, 0);
    }
}
