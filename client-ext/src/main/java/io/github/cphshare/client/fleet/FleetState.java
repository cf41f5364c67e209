package io.github.cphshare.client.fleet;

/** What is known of one server of a fleet. Each server is in exactly one state. */
public enum FleetState {
    /**
     * Certainly not pushed to: the run ended before, or each request with it was certainly not acted on. A resumed run
     * pushes to it.
     */
    NOT_PUSHED,

    /**
     * A request with it may have been acted on, and nothing is known of a job, or nothing of what became of it. Never
     * pushed to again unasked. Where the caller asked for that it stays unknown until a request was accepted; a resumed
     * run goes on with it.
     */
    UNKNOWN,

    /** The service refused it, and started no job. */
    REFUSED,

    /** It has a job, and how that ended is not known. A resumed run asks again. */
    RUNNING,

    /** Its job succeeded. */
    SUCCEEDED,

    /** Its job failed. */
    FAILED
}
