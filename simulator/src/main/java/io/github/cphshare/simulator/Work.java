package io.github.cphshare.simulator;

import io.github.cphshare.simulator.SimulatedServer.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a job does when its time is over. */
interface Work {
    /** The operation that asks for it. */
    String operation();

    /**
     * Does it.
     *
     * @param server the server as it was when the job began
     * @param storage what lies there until now
     * @param end when the job's time is over
     */
    Result done(SimulatedServer server, SharedStorage storage, Instant end) throws Failed;

    /**
     * What came of it.
     *
     * @param storage what lies there from now on
     * @param executeMessage what the job puts out; null for nothing
     */
    record Result(SharedStorage storage, @Nullable String executeMessage) {}

    /** It could not be done; nothing has changed. */
    final class Failed extends Exception {
        private final transient Reason reason;

        Failed(Reason reason) {
            super(reason.code(), null, false, false);
            this.reason = reason;
        }

        Reason reason() {
            return reason;
        }
    }
}
