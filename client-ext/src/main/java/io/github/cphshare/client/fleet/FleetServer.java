package io.github.cphshare.client.fleet;

import io.github.cphshare.client.error.ErrorAnswer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is known of one server of a fleet. Immutable. */
public final class FleetServer {
    private final String serverId;
    private final FleetState state;
    private final @Nullable String requestId;
    private final @Nullable String jobId;
    private final Reason reason;

    FleetServer(
            String serverId,
            FleetState state,
            @Nullable String requestId,
            @Nullable String jobId,
            @Nullable Reason reason) {
        this.serverId = serverId;
        this.state = state;
        this.requestId = requestId;
        this.jobId = jobId;
        this.reason = reason == null ? new Reason(null, null) : reason;
    }

    /**
     * The server.
     *
     * @return its id
     */
    public String serverId() {
        return serverId;
    }

    /**
     * What is known of it.
     *
     * @return the state
     */
    public FleetState state() {
        return state;
    }

    /**
     * The id that the service gave to the last request with this server.
     *
     * @return the id, or {@code null} where no answer told one
     */
    public @Nullable String requestId() {
        return requestId;
    }

    /**
     * The job that pushes to the server.
     *
     * @return its id, or {@code null} where none is known
     */
    public @Nullable String jobId() {
        return jobId;
    }

    /**
     * The service's code for why it was refused, its job failed, or its last request was not acted on.
     *
     * @return the code, such as {@code CPS.0137}; {@code null} where there is none
     */
    public @Nullable String errorCode() {
        return reason.code();
    }

    /**
     * Why it is in this state, where that is not plain.
     *
     * @return words of the service or ours, at most some 300 characters; {@code null} where there are none
     */
    public @Nullable String message() {
        return reason.message();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FleetServer that
                && serverId.equals(that.serverId)
                && state == that.state
                && Objects.equals(requestId, that.requestId)
                && Objects.equals(jobId, that.jobId)
                && reason.equals(that.reason);
    }

    @Override
    public int hashCode() {
        return Objects.hash(serverId, state, requestId, jobId, reason);
    }

    @Override
    public String toString() {
        String code = reason.code() == null ? "" : ", " + reason.code();
        String message = reason.message() == null ? "" : ": " + reason.message();
        return ErrorAnswer.oneLine(serverId + ": " + state + code + message);
    }
}
