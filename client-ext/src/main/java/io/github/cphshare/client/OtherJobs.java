package io.github.cphshare.client;

import io.github.cphshare.client.ServerOutcome.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Jobs that nobody waits for, and of which the service tells beside those that are followed. Not thread-safe. */
final class OtherJobs {
    private final Map<String, Other> jobs = new HashMap<>();
    private final List<ServerOutcome> news = new ArrayList<>();

    /** What was told of one last. */
    private static final class Other {
        private final @Nullable String serverId;
        private @Nullable Integer status;

        Other(@Nullable String serverId) {
            this.serverId = serverId;
        }
    }

    /**
     * Adds one of which it is known what it is.
     *
     * @param serverId where it is; {@code null} where that is not known
     */
    void add(String jobId, @Nullable String serverId) {
        jobs.putIfAbsent(jobId, new Other(serverId));
    }

    /** Where one is, if it is one of these and that is known. */
    @Nullable
    String serverOf(String jobId) {
        Other other = jobs.get(jobId);
        return other == null ? null : other.serverId;
    }

    /** Hears what is told of a job that is not followed. Gives whether it is one of these. */
    boolean hear(JobState told) {
        String jobId = told.jobId();
        Other other = jobId == null ? null : jobs.get(jobId);
        if (jobId == null || other == null) {
            return false;
        }
        if (other.serverId != null
                && other.serverId.equals(Objects.requireNonNullElse(told.serverId(), other.serverId))
                && !Objects.equals(other.status, told.status())) {
            other.status = told.status();
            news.add(outcome(other.serverId, jobId, told));
        }
        return true;
    }

    private static ServerOutcome outcome(String serverId, String jobId, JobState told) {
        State state = told.state();
        return ServerOutcome.of(serverId, state, jobId, told, state == State.UNKNOWN ? told.undocumented() : null);
    }

    /** What was told of them, where that is another thing than before, since this was last asked. */
    List<ServerOutcome> news() {
        List<ServerOutcome> taken = List.copyOf(news);
        news.clear();
        return taken;
    }
}
