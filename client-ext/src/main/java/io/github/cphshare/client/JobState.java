package io.github.cphshare.client;

import io.github.cphshare.client.ServerOutcome.State;
import io.github.cphshare.client.internal.Fields;
import io.github.cphshare.generated.model.Job;
import io.github.cphshare.generated.model.ShowJobResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as the service told it once. Texts that are empty are absent.
 *
 * @param status 1 running, 2 succeeded, -1 failed; any other number is kept as it came
 * @param output what the job put out, as it came
 */
record JobState(
        @Nullable String jobId,
        @Nullable String serverId,
        @Nullable Integer status,
        @Nullable Instant beginTime,
        @Nullable Instant endTime,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        @Nullable String output) {
    static final int RUNNING = Job.STATUS_RUNNING;
    static final int SUCCEEDED = Job.STATUS_SUCCEEDED;
    static final int FAILED = Job.STATUS_FAILED;

    /** Of a job that nothing was told about. */
    static final JobState NOTHING = failure(null, null);

    static JobState of(Job job) {
        String server = Fields.present(job.serverId());
        return new JobState(
                Fields.present(job.jobId()),
                server != null ? server : Fields.present(job.nodeId()),
                job.status(),
                Fields.time(job.beginTime()),
                Fields.time(job.endTime()),
                Fields.present(job.errorCode()),
                Fields.present(job.errorMsg()),
                Fields.present(job.executeMsg()));
    }

    static JobState of(ShowJobResponse job) {
        return new JobState(
                Fields.present(job.jobId()),
                Fields.present(job.serverId()),
                job.status(),
                Fields.time(job.beginTime()),
                Fields.time(job.endTime()),
                Fields.present(job.errorCode()),
                Fields.present(job.errorMsg()),
                Fields.present(job.executeMsg()));
    }

    static JobState failure(@Nullable String errorCode, @Nullable String errorMessage) {
        return new JobState(null, null, null, null, null, errorCode, errorMessage, null);
    }

    /** For whoever knows which job it is: the ids weigh more than all the rest, and would be there once more for each job. */
    JobState withoutIds() {
        return new JobState(null, null, status, beginTime, endTime, errorCode, errorMessage, output);
    }

    /** The same with other words about what went wrong, and of what it put out. */
    JobState saying(@Nullable String code, @Nullable String message, @Nullable String words) {
        return new JobState(jobId, serverId, status, beginTime, endTime, code, message, words);
    }

    boolean is(int known) {
        return status != null && status == known;
    }

    boolean isEnd() {
        return is(SUCCEEDED) || is(FAILED);
    }

    /** What the status says; unknown is one that no document knows. */
    State state() {
        if (is(SUCCEEDED)) {
            return State.SUCCEEDED;
        }
        if (is(FAILED)) {
            return State.FAILED;
        }
        return is(RUNNING) ? State.RUNNING : State.UNKNOWN;
    }

    /** What to say of it where its status is neither running nor an end. */
    String undocumented() {
        return "its job has the status " + status + ", which no document knows";
    }
}
