package io.github.cphshare.client;

import io.github.cphshare.client.error.ErrorAnswer;
import io.github.cphshare.generated.CatalogedError;
import io.github.cphshare.generated.ErrorCatalog;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a push on one server. Immutable.
 *
 * <p>Source: CPH API Reference, ListJobs and ShowJob, fields of a job; an empty field means the same as an absent one.
 */
public final class ServerOutcome {
    /** Where the files may have arrived, or may still. */
    static final String LOOK_FIRST = "Look at the server's jobs or files before you push to it again.";

    private static final int STATUS_OF_AN_ERROR_IN_A_SUCCESS = 200;

    /** What is known about a server. */
    public enum State {
        /** The service says that the job succeeded. */
        SUCCEEDED,

        /** The service says that the job failed. */
        FAILED,

        /** The service refused the server when it was asked; no job was started. */
        REFUSED,

        /** The job still ran when the service was last asked. */
        RUNNING,

        /** It can't be told; {@link ServerOutcome#why()} says why not. The files may have arrived, or still arrive. */
        UNKNOWN
    }

    private final String serverId;
    private final State state;
    private final @Nullable String jobId;
    private final @Nullable Integer status;
    private final @Nullable String errorCode;
    private final @Nullable String errorMessage;
    private final @Nullable String why;
    private final @Nullable Instant beginTime;
    private final @Nullable Instant endTime;

    private ServerOutcome(String serverId, State state, @Nullable String jobId, JobState job, @Nullable String why) {
        this.serverId = serverId;
        this.state = state;
        this.jobId = jobId;
        this.status = job.status();
        this.errorCode = normalized(job.errorCode());
        this.errorMessage = job.errorMessage();
        this.why = why;
        this.beginTime = job.beginTime();
        this.endTime = job.endTime();
    }

    static ServerOutcome of(String serverId, State state, String jobId, JobState job, @Nullable String why) {
        return new ServerOutcome(serverId, state, jobId, job, why);
    }

    static ServerOutcome unknown(String serverId, @Nullable String jobId, String why) {
        return new ServerOutcome(serverId, State.UNKNOWN, jobId, JobState.NOTHING, why);
    }

    static ServerOutcome refused(String serverId, ServerAnswer answer) {
        return new ServerOutcome(serverId, State.REFUSED, null, error(answer), null);
    }

    static ServerOutcome unclear(String serverId, ServerAnswer answer) {
        return new ServerOutcome(
                serverId,
                State.UNKNOWN,
                answer.jobId(),
                error(answer),
                "the service answered with a job and with an error");
    }

    private static JobState error(ServerAnswer answer) {
        return JobState.failure(answer.errorCode(), answer.errorMessage());
    }

    /** The catalogue's spelling of a code; answers have been seen without its dot. */
    private static @Nullable String normalized(@Nullable String code) {
        return catalogued(code)
                .map(CatalogedError::code)
                .filter(known -> code != null && known.replace(".", "").equals(code.replace(".", "")))
                .orElse(code);
    }

    static Optional<CatalogedError> catalogued(@Nullable String code) {
        return ErrorCatalog.find(code, STATUS_OF_AN_ERROR_IN_A_SUCCESS);
    }

    /**
     * The server.
     *
     * @return its id, as the push named it
     */
    public String serverId() {
        return serverId;
    }

    /**
     * What is known.
     *
     * @return the state
     */
    public State state() {
        return state;
    }

    /**
     * The job that pushes the files to the server.
     *
     * @return its id, or {@code null} where none is known
     */
    public @Nullable String jobId() {
        return jobId;
    }

    /**
     * The status of the job as the service wrote it: 1 running, 2 succeeded, -1 failed. A number that no document knows
     * is kept here.
     *
     * @return the number, or {@code null} where the service told none
     */
    public @Nullable Integer status() {
        return status;
    }

    /**
     * Why the server was refused or its job failed.
     *
     * @return a code of the error catalogue in the catalogue's spelling, or one that is not in it as it came; {@code
     *     null} where there is none. Which codes a failed push has is not documented
     */
    public @Nullable String errorCode() {
        return errorCode;
    }

    /**
     * The same in the words of the service.
     *
     * @return the message; the wording may change. {@code null} where there is none
     */
    public @Nullable String errorMessage() {
        return errorMessage;
    }

    /**
     * What to do about it.
     *
     * @return one sentence; {@code null} where the push succeeded or goes on
     */
    public @Nullable String advice() {
        return switch (state) {
            case SUCCEEDED, RUNNING -> null;
            case UNKNOWN -> LOOK_FIRST;
            case FAILED, REFUSED ->
                catalogued(errorCode).map(CatalogedError::advice).orElse(null);
        };
    }

    /**
     * Why no more is known.
     *
     * @return one sentence for a person; {@code null} where the service told the end, and mostly where the job runs
     */
    public @Nullable String why() {
        return why;
    }

    /**
     * When the job began, by the service's clock.
     *
     * @return the time, or {@code null} where the service told none that can be read
     */
    public @Nullable Instant beginTime() {
        return beginTime;
    }

    /**
     * When the job ended, by the service's clock.
     *
     * @return the time, or {@code null} while it runs, or where the service told none that can be read
     */
    public @Nullable Instant endTime() {
        return endTime;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ServerOutcome that
                && serverId.equals(that.serverId)
                && state == that.state
                && Objects.equals(jobId, that.jobId)
                && Objects.equals(status, that.status)
                && Objects.equals(errorCode, that.errorCode)
                && Objects.equals(errorMessage, that.errorMessage)
                && Objects.equals(why, that.why)
                && Objects.equals(beginTime, that.beginTime)
                && Objects.equals(endTime, that.endTime);
    }

    @Override
    public int hashCode() {
        return Objects.hash(serverId, state, jobId, status, errorCode, errorMessage, why, beginTime, endTime);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(serverId).append(": ").append(state);
        if (errorCode != null) {
            text.append(", ").append(errorCode);
        }
        if (errorMessage != null) {
            text.append(errorCode != null ? ": " : ", ").append(errorMessage);
        }
        if (why != null) {
            text.append(", ").append(why);
        }
        return ErrorAnswer.oneLine(text.toString());
    }
}
