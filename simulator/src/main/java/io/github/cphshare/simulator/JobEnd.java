package io.github.cphshare.simulator;

import io.github.cphshare.simulator.SimulatedJob.State;
import io.github.cphshare.simulator.SimulatedServer.Reason;
import org.jspecify.annotations.Nullable;

/**
 * How the jobs of a server end.
 *
 * @param state the state that they come to; {@code RUNNING} for never
 * @param reason why they fail; null unless they do
 * @param oddStatus the status that they come to where no document has it
 */
record JobEnd(State state, @Nullable Reason reason, int oddStatus) {
    static final JobEnd WELL = new JobEnd(State.SUCCEEDED, null, 0);
    static final JobEnd NEVER = new JobEnd(State.RUNNING, null, 0);
    static final JobEnd FORGOTTEN = new JobEnd(State.VANISHED, null, 0);

    static JobEnd badly(Reason reason) {
        return new JobEnd(State.FAILED, reason, 0);
    }

    static JobEnd oddly(int status) {
        return new JobEnd(State.ODD, null, status);
    }

    boolean comes() {
        return state != State.RUNNING;
    }

    /** What a job's {@code status} is: ZH-2021, ListJobs and QueryJobs, row status. */
    int status(State now) {
        return switch (now) {
            case RUNNING, VANISHED -> 1;
            case SUCCEEDED -> 2;
            case FAILED -> -1;
            case ODD -> oddStatus;
        };
    }
}
