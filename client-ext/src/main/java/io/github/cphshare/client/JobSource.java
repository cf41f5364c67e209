package io.github.cphshare.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Where the states of jobs come from: the service, or a script in a test. Failures are those of a call. */
interface JobSource {
    /**
     * Asks and waits.
     *
     * @param limit how long the call may take at most; {@code null} for the client's own limits
     * @return the jobs as they were told, at most one for {@link JobQuery.OfJob}
     */
    List<JobState> ask(JobQuery query, @Nullable Duration limit);

    /** The same without waiting; cancelling the future cancels the call. */
    CompletableFuture<List<JobState>> askAsync(JobQuery query, @Nullable Duration limit);

    /** Whether it can be asked: by ids that the contract rules out it cannot, also where the service itself told them. */
    default boolean canBeAsked(JobQuery query) {
        return true;
    }

    /** How many jobs a full page has. */
    int pageSize();

    /** About how many requests one question can be. */
    int requestsAtOnce();
}
