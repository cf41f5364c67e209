package io.github.cphshare.client;

import io.github.cphshare.client.error.ErrorAnswer;
import io.github.cphshare.client.internal.Fields;
import io.github.cphshare.generated.CatalogedError;
import io.github.cphshare.generated.model.ServerJob;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the service answered about one server: a job that it started, or the reason why it did not; or, against all that
 * is documented, both. Immutable.
 *
 * <p>Source: CPH API Reference, cph_api_0534, Table 5. An empty field means the same as an absent one.
 */
public final class ServerAnswer {
    /** What came, from which each field is read: an answer may be about thousands of servers, so nothing is kept twice. */
    private final ServerJob job;

    private ServerAnswer(ServerJob job) {
        this.job = job;
    }

    static ServerAnswer of(ServerJob job) {
        return new ServerAnswer(job);
    }

    static ServerAnswer of(
            @Nullable String serverId,
            @Nullable String jobId,
            @Nullable String errorCode,
            @Nullable String errorMessage) {
        return new ServerAnswer(new ServerJob(serverId, jobId, errorCode, errorMessage));
    }

    /**
     * The server.
     *
     * @return its id, or {@code null} where the answer names none
     */
    public @Nullable String serverId() {
        return Fields.present(job.serverId());
    }

    /**
     * The job that pushes the files to the server.
     *
     * @return its id, or {@code null} where no job was started
     */
    public @Nullable String jobId() {
        return Fields.present(job.jobId());
    }

    /**
     * Why the server was refused, or what went wrong with it beside its job.
     *
     * @return a code of the error catalogue, such as {@code CPS.0137}, or one that is not in it yet; {@code null} where
     *     there is none
     */
    public @Nullable String errorCode() {
        return Fields.present(job.errorCode());
    }

    /**
     * The same in the words of the service.
     *
     * @return the message; the wording may change. {@code null} where there is none
     */
    public @Nullable String errorMessage() {
        return Fields.present(job.errorMsg());
    }

    /**
     * What to do about a refusal, or about an error beside a job.
     *
     * @return one sentence, of a refusal from the error catalogue; {@code null} where there is neither
     */
    public @Nullable String advice() {
        if (unclear()) {
            return ServerOutcome.LOOK_FIRST;
        }
        return refused()
                ? ServerOutcome.catalogued(errorCode())
                        .map(CatalogedError::advice)
                        .orElse(null)
                : null;
    }

    /** A job and no error: the one way to be accepted. */
    boolean accepted() {
        return errorCode() == null && jobId() != null;
    }

    /** A reason and no job: nothing was started. */
    boolean refused() {
        return jobId() == null && (errorCode() != null || errorMessage() != null);
    }

    /** A job and an error: whether the job does its work, only the job tells. */
    boolean unclear() {
        return jobId() != null && errorCode() != null;
    }

    /** The error in words. */
    private String reason() {
        return Stream.of(errorCode(), errorMessage()).filter(Objects::nonNull).collect(Collectors.joining(": "));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ServerAnswer that
                && Objects.equals(serverId(), that.serverId())
                && Objects.equals(jobId(), that.jobId())
                && Objects.equals(errorCode(), that.errorCode())
                && Objects.equals(errorMessage(), that.errorMessage());
    }

    @Override
    public int hashCode() {
        return Objects.hash(serverId(), jobId(), errorCode(), errorMessage());
    }

    @Override
    public String toString() {
        String answer = refused()
                ? "refused, " + reason()
                : "job " + jobId() + (unclear() ? ", and an error, " + reason() : "");
        return ErrorAnswer.oneLine(serverId() + ": " + answer);
    }
}
