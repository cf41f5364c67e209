package io.github.cphshare.simulator;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One server's part of a push, as it stands at the moment it was looked at. Immutable. */
public final class SimulatedJob {
    /** How far a job is. */
    public enum State {
        /** Its time is not over; nothing has arrived. */
        RUNNING,
        /** The archive is unpacked. */
        SUCCEEDED,
        /** Nothing arrived. */
        FAILED
    }

    private final String jobId;
    private final String requestId;
    private final String serverId;
    private final Instant beginTime;
    private final @Nullable Instant endTime;
    private final State state;
    private final SimulatedServer.@Nullable Reason error;

    SimulatedJob(
            String jobId,
            String requestId,
            String serverId,
            Instant beginTime,
            @Nullable Instant endTime,
            State state,
            SimulatedServer.@Nullable Reason error) {
        this.jobId = jobId;
        this.requestId = requestId;
        this.serverId = serverId;
        this.beginTime = beginTime;
        this.endTime = endTime;
        this.state = state;
        this.error = error;
    }

    /**
     * The job's id.
     *
     * @return {@code job_id} of the answer to the push
     */
    public String jobId() {
        return jobId;
    }

    /**
     * The id of the push that started it.
     *
     * @return {@code request_id} of the answer to the push
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
     * When it began, by the simulator's clock.
     *
     * @return the time of the push
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

    @Override
    public String toString() {
        return "job " + jobId + " on server " + serverId + ": " + state
                + errorMessage().map(message -> " (" + message + ")").orElse("");
    }
}
