package io.github.cphshare.simulator;

import io.github.cphshare.simulator.SimulatedJob.State;
import io.github.cphshare.simulator.SimulatedServer.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The servers, the jobs on them, and what has arrived. Thread-safe. There is no thread that works jobs off: whoever looks
 * at jobs or storage sees them as they stand at that time of the clock.
 */
final class Servers {
    private final Clock clock;
    private final Duration jobDuration;
    private final Supplier<ErrorCatalog> errors;
    private final Map<String, SimulatedServer> servers = new HashMap<>();
    private final Map<String, SharedStorage> storages = new HashMap<>();
    private final List<Job> jobs = new ArrayList<>();

    Servers(Clock clock, Duration jobDuration, Supplier<ErrorCatalog> errors) {
        this.clock = clock;
        this.jobDuration = jobDuration;
        this.errors = errors;
    }

    synchronized void put(SimulatedServer server) {
        servers.put(server.id(), server);
    }

    synchronized Optional<SimulatedServer> find(String id) {
        return Optional.ofNullable(servers.get(id));
    }

    /** Starts a job that will unpack the archive; gives its id. */
    synchronized String startJob(SimulatedServer server, String requestId, byte[] tar) {
        Job job = new Job(Ids.next(), requestId, server, clock.instant(), tar);
        jobs.add(job);
        return job.id;
    }

    synchronized List<SimulatedJob> jobs() {
        settle();
        return jobs.stream().map(Job::snapshot).toList();
    }

    synchronized SharedStorage storage(String serverId) {
        if (!servers.containsKey(serverId)) {
            throw new IllegalArgumentException("there is no server " + serverId);
        }
        settle();
        return storages.getOrDefault(serverId, SharedStorage.EMPTY);
    }

    /** All jobs last equally long, so the order in which they began is the order in which they end. */
    private void settle() {
        Instant now = clock.instant();
        for (Job job : jobs) {
            Instant end = job.begin.plus(jobDuration);
            if (job.state == State.RUNNING && !job.server.isEndless() && !end.isAfter(now)) {
                finish(job, end);
            }
        }
    }

    private void finish(Job job, Instant end) {
        job.end = end;
        if (job.server.jobFailure().isPresent()) {
            job.fail(job.server.jobFailure().get());
            return;
        }
        String serverId = job.server.id();
        try {
            SharedStorage before = storages.getOrDefault(serverId, SharedStorage.EMPTY);
            storages.put(serverId, before.plus(Unpacker.read(job.tar)));
            job.state = State.SUCCEEDED;
            job.tar = NOTHING;
        } catch (BadArchive e) {
            // No document names a code for this; of the catalogue's, this one means "not a .tar object".
            job.fail(new Reason("CPS.0135", errors.get().message("CPS.0135") + " " + e.getMessage()));
        }
    }

    private static final byte[] NOTHING = {};

    private static final class Job {
        private final String id;
        private final String requestId;
        private final SimulatedServer server;
        private final Instant begin;
        private byte[] tar;
        private State state = State.RUNNING;
        private @Nullable Instant end;
        private @Nullable Reason error;

        Job(String id, String requestId, SimulatedServer server, Instant begin, byte[] tar) {
            this.id = id;
            this.requestId = requestId;
            this.server = server;
            this.begin = begin;
            this.tar = tar;
        }

        void fail(Reason reason) {
            state = State.FAILED;
            error = reason;
            tar = NOTHING;
        }

        SimulatedJob snapshot() {
            return new SimulatedJob(id, requestId, server.id(), begin, end, state, error);
        }
    }
}
