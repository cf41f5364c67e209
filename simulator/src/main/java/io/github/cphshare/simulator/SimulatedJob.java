package io.github.cphshare.simulator;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One server's part of a push or of a listing, as it stands at the moment it was looked at. Immutable. */
public final class SimulatedJob {
    /** How far a job is. */
    public enum State {
        /** Its time is not over; nothing has arrived. */
        RUNNING,
        /** The archive is unpacked, or the directory listed. */
        SUCCEEDED,
        /** Nothing arrived. */
        FAILED,
        /** It has a status that no document has; nothing arrived. */
        ODD,
        /** Queries do not find it any more; nothing arrived. */
        VANISHED
    }

    private final String jobId;
    private final String requestId;
    private final String serverId;
    private final String operation;
    private final Instant beginTime;
    private final @Nullable Instant endTime;
    private final State state;
    private final int status;
    private final SimulatedServer.@Nullable Reason error;
    private final @Nullable String executeMessage;

    SimulatedJob(
            String jobId,
            String requestId,
            String serverId,
            String operation,
            Instant beginTime,
            @Nullable Instant endTime,
            State state,
            int status,
            SimulatedServer.@Nullable Reason error,
            @Nullable String executeMessage) {
        this.jobId = jobId;
        this.requestId = requestId;
        this.serverId = serverId;
        this.operation = operation;
        this.beginTime = beginTime;
        this.endTime = endTime;
        this.state = state;
        this.status = status;
        this.error = error;
        this.executeMessage = executeMessage;
    }

    /**
     * The job's id.
     *
     * @return {@code job_id} of the answer to the request that started it
     */
    public String jobId() {
        return jobId;
    }

    /**
     * The id of the request that started it.
     *
     * @return {@code request_id} of the answer to that request
     */
    public String requestId() {
        return requestId;
    }

    /**
     * The server it works on.
     *
     * @return the server's id
     */
    public String serverId() {
        return serverId;
    }

    /**
     * The operation that started it.
     *
     * @return {@code pushShareFiles} or {@code listShareFiles}
     */
    public String operation() {
        return operation;
    }

    /**
     * When it began, by the simulator's clock.
     *
     * @return the time of the request
     */
    public Instant beginTime() {
        return beginTime;
    }

    /**
     * When it ended, by the simulator's clock.
     *
     * @return the end; empty while it runs
     */
    public Optional<Instant> endTime() {
        return Optional.ofNullable(endTime);
    }

    /**
     * How far it is.
     *
     * @return the state
     */
    public State state() {
        return state;
    }

    /**
     * Why it failed, as a code.
     *
     * @return the {@code error_code}; empty unless it failed
     */
    public Optional<String> errorCode() {
        return Optional.ofNullable(error).map(SimulatedServer.Reason::code);
    }

    /**
     * Why it failed, in words.
     *
     * @return the {@code error_msg}; empty unless it failed
     */
    public Optional<String> errorMessage() {
        return Optional.ofNullable(error).map(SimulatedServer.Reason::ownMessage);
    }

    /** {@code status} on the wire. */
    int status() {
        return status;
    }

    Optional<String> executeMessage() {
        return Optional.ofNullable(executeMessage);
    }

    @Override
    public String toString() {
        return "job " + jobId + " on server " + serverId + ": " + state
                + errorMessage().map(message -> " (" + message + ")").orElse("");
    }
}
