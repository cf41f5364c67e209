package io.github.cphshare.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Requests whose jobs are not known beforehand: all that the service tells of them are theirs. So it has to be known when all
 * were told, and on which servers they are. Not thread-safe.
 */
final class AdoptedRequests {
    private final Set<String> ids = new LinkedHashSet<>();
    /** Those that no job was told of yet, or not of which servers all are, or not all that there are. */
    private final Set<String> unseen = new LinkedHashSet<>();
    /** Those of which that did not become known in time. */
    private final Set<String> unknown = new LinkedHashSet<>();
    /** What was told of jobs without saying on which servers they are; by the job. */
    private final Map<String, List<JobState>> homeless = new HashMap<>();
    /** The jobs that {@link #homeless} has, by the request. */
    private final Map<String, Set<String>> homelessOf = new HashMap<>();
    /** Requests of which a job was told without its id: nobody can say which one it was. */
    private final Set<String> nameless = new HashSet<>();

    void add(String requestId) {
        ids.add(requestId);
        unseen.add(requestId);
    }

    boolean include(Collection<String> requestIds) {
        return ids.containsAll(requestIds);
    }

    boolean include(String requestId) {
        return ids.contains(requestId);
    }

    /** Those about which there is more to learn. */
    Set<String> unseen() {
        return unseen;
    }

    /** There may be more jobs of them, also where all so far have ended. */
    void expectMore(Collection<String> requestIds) {
        if (!unknown.containsAll(requestIds)) {
            unseen.addAll(requestIds);
        }
    }

    /** Takes down what can't be said to be of one job on one server. */
    void keep(String requestId, JobState told) {
        String jobId = told.jobId();
        if (jobId == null) {
            nameless.add(requestId);
        } else {
            homeless.computeIfAbsent(jobId, id -> new ArrayList<>()).add(told);
            homelessOf.computeIfAbsent(requestId, id -> new HashSet<>()).add(jobId);
        }
        expectMore(List.of(requestId));
    }

    /** Now it is known on which server a job is. Gives what was told of it before. */
    List<JobState> kept(String jobId) {
        homelessOf.values().forEach(jobIds -> jobIds.remove(jobId));
        List<JobState> told = homeless.remove(jobId);
        return told == null ? List.of() : told;
    }

    /**
     * No more of a request is asked for in this round.
     *
     * @param whole whether jobs were told, and the service has no more of them
     * @param late whether there was time enough to tell of all
     */
    void looked(String requestId, boolean whole, boolean late) {
        boolean named = !nameless.contains(requestId)
                && homelessOf.getOrDefault(requestId, Set.of()).isEmpty();
        if (whole && named) {
            unseen.remove(requestId);
            unknown.remove(requestId);
        } else if (late && unseen.remove(requestId)) {
            unknown.add(requestId);
        }
    }

    /** Those of which no job was told so far, or not all about them: they may have others. */
    List<String> unknown() {
        return Stream.concat(unknown.stream(), unseen.stream()).toList();
    }
}
