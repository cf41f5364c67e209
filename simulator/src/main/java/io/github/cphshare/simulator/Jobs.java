package io.github.cphshare.simulator;

import io.github.cphshare.simulator.SimulatedJob.State;
import io.github.cphshare.simulator.SimulatedServer.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The jobs, and what they have left in the shared storages. Thread-safe. There is no thread that works jobs off: whoever
 * looks at jobs or storage sees them as they stand at that time of the clock. Looking costs what has ended since, and what
 * is looked at, however many jobs there are.
 */
final class Jobs {
    private final Clock clock;
    private final Duration duration;
    private final Supplier<String> ids;
    private final int keptRequests;
    /** In the order in which they began. */
    private final Map<String, Job> byId = new LinkedHashMap<>();
    /** In the order of each request's first job. */
    private final Map<String, List<Job>> byRequest = new LinkedHashMap<>();

    private final Queue<Job> running =
            new PriorityQueue<>(Comparator.comparing((Job job) -> job.due).thenComparing(job -> job.number));
    private final Map<String, SharedStorage> storages = new HashMap<>();
    private int started;

    /** @param keptRequests jobs of so many requests are known, of those that started some last */
    Jobs(Clock clock, Duration duration, Supplier<String> ids, int keptRequests) {
        this.ids = ids;
        this.keptRequests = keptRequests;
        this.clock = clock;
        this.duration = duration;
    }

    /** Starts a job; gives its id. */
    synchronized String start(SimulatedServer server, String requestId, Work work) {
        Instant now = clock.instant();
        Job job = new Job(started++, ids.get(), requestId, server, work, now, now.plus(duration));
        byId.put(job.id, job);
        byRequest.computeIfAbsent(requestId, id -> new ArrayList<>()).add(job);
        if (server.jobEnd().comes()) {
            running.add(job);
        }
        if (byRequest.size() > keptRequests) {
            forgetTheOldest();
        }
        return job.id;
    }

    /** Of a job that runs, the files still arrive. */
    private void forgetTheOldest() {
        Iterator<List<Job>> requests = byRequest.values().iterator();
        requests.next().forEach(job -> byId.remove(job.id));
        requests.remove();
    }

    synchronized List<SimulatedJob> all() {
        settle();
        return byId.values().stream().map(Job::snapshot).toList();
    }

    /** A job that the service still knows. */
    synchronized Optional<SimulatedJob> find(String jobId) {
        settle();
        return Optional.ofNullable(byId.get(jobId)).filter(Job::isKnown).map(Job::snapshot);
    }

    /** The jobs of requests that the service still knows, in the order in which they began. */
    synchronized List<SimulatedJob> of(Collection<String> requestIds) {
        settle();
        return new LinkedHashSet<>(requestIds)
                .stream()
                        .flatMap(id -> byRequest.getOrDefault(id, List.of()).stream())
                        .filter(Job::isKnown)
                        .sorted(Comparator.comparing(job -> job.number))
                        .map(Job::snapshot)
                        .toList();
    }

    synchronized SharedStorage storage(String serverId) {
        settle();
        return storages.getOrDefault(serverId, SharedStorage.EMPTY);
    }

    private void settle() {
        Instant now = clock.instant();
        Job next = running.peek();
        while (next != null && !next.due.isAfter(now)) {
            running.remove();
            finish(next);
            next = running.peek();
        }
    }

    private void finish(Job job) {
        JobEnd end = job.server.jobEnd();
        Work work = job.work;
        job.work = null;
        if (end.state() == State.FAILED) {
            job.fail(end.reason());
        } else if (end.state() == State.SUCCEEDED && work != null) {
            String serverId = job.server.id();
            SharedStorage before = storages.getOrDefault(serverId, SharedStorage.EMPTY);
            try {
                Work.Result result = work.done(job.server, before, job.due);
                storages.put(serverId, result.storage());
                job.executeMessage = result.executeMessage();
                job.end = job.due;
                job.state = State.SUCCEEDED;
            } catch (Work.Failed e) {
                job.fail(e.reason());
            } catch (RuntimeException | OutOfMemoryError e) {
                // A mistake of the simulator's own must not look like a success.
                job.fail(new Reason(
                        "CPS.0003",
                        "The simulator itself failed: " + e.getClass().getName()));
            }
        } else {
            job.state = end.state();
        }
    }

    private static final class Job {
        private final int number;
        private final String id;
        private final String requestId;
        private final SimulatedServer server;
        private final String operation;
        private final Instant begin;
        /** When its time is over. */
        private final Instant due;

        private @Nullable Work work;
        private State state = State.RUNNING;
        private @Nullable Instant end;
        private @Nullable Reason error;
        private @Nullable String executeMessage;

        Job(int number, String id, String requestId, SimulatedServer server, Work work, Instant begin, Instant due) {
            this.number = number;
            this.id = id;
            this.requestId = requestId;
            this.server = server;
            this.operation = work.operation();
            this.work = work;
            this.begin = begin;
            this.due = due;
        }

        boolean isKnown() {
            return state != State.VANISHED;
        }

        void fail(@Nullable Reason reason) {
            state = State.FAILED;
            error = reason;
            end = due;
        }

        SimulatedJob snapshot() {
            int status = server.jobEnd().status(state);
            return new SimulatedJob(
                    id, requestId, server.id(), operation, begin, end, state, status, error, executeMessage);
        }
    }
}
