package io.github.cphshare.client;

import io.github.cphshare.client.ServerOutcome.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The jobs that are followed, and of which of them something is new. Not thread-safe. */
final class FollowedJobs {
    private final Map<String, FollowedJob> jobs = new LinkedHashMap<>();
    /** As further servers have them that the job of another one was named for, by job and server. */
    private final Map<String, FollowedJob> alsoNamed = new LinkedHashMap<>();
    /** Of each request, so that an answer costs a look at the jobs of its requests, however many others there are. */
    private final Map<String, List<FollowedJob>> byRequest = new HashMap<>();
    /** How many have no end yet. */
    private int open;
    /** Those that were added, or ended, and nobody was told of yet. */
    private final List<FollowedJob> news = new ArrayList<>();

    @Nullable
    FollowedJob get(String jobId) {
        return jobs.get(jobId);
    }

    /** Whether jobs of a request are followed. */
    boolean has(String requestId) {
        return byRequest.containsKey(requestId);
    }

    Stream<FollowedJob> of(Collection<String> requestIds) {
        return requestIds.stream().flatMap(id -> of(id).stream());
    }

    List<FollowedJob> of(String requestId) {
        return byRequest.getOrDefault(requestId, List.of());
    }

    boolean haveEnded() {
        return open == 0;
    }

    /** Those without an end. */
    Stream<FollowedJob> open() {
        return jobs.values().stream().filter(FollowedJob::isOpen);
    }

    /** All of them, once for each server that they were named for. */
    List<FollowedJob> all() {
        List<FollowedJob> all = new ArrayList<>(jobs.values());
        all.addAll(alsoNamed.values());
        return all;
    }

    void add(FollowedJob job) {
        jobs.put(job.jobId(), job);
        if (job.requestId() != null) {
            byRequest.computeIfAbsent(job.requestId(), id -> new ArrayList<>()).add(job);
        }
        open++;
        news.add(job);
    }

    /** A job was named for a further server: what becomes of it is a fact about one. */
    void nameAlso(FollowedJob job, String serverId, String finding) {
        FollowedJob second = job.alsoOn(serverId, finding);
        if (alsoNamed.putIfAbsent(job.jobId() + " " + serverId, second) == null) {
            news.add(second);
        }
    }

    void end(FollowedJob job, State state, @Nullable String reason) {
        if (job.isOpen()) {
            open--;
        }
        job.end(state, reason);
        news.add(job);
    }

    /** Those that were added, or whose end was told or taken back, since this was last asked; some more than once. */
    List<FollowedJob> news() {
        List<FollowedJob> taken = List.copyOf(news);
        news.clear();
        return taken;
    }
}
