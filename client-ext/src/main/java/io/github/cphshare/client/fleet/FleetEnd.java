package io.github.cphshare.client.fleet;

/** Why a run over a fleet ended. */
public enum FleetEnd {
    /**
     * There was nothing left to do: each request was answered or failed for good, and the jobs were followed as far as the
     * service tells of them.
     */
    DONE,

    /** The deadline came first. */
    DEADLINE,

    /** The thread was interrupted. */
    INTERRUPTED,

    /**
     * Going on made no sense: the credentials were refused, request after request failed in the same way, the journal
     * could not be written, or a listener threw. The outcome has the {@linkplain FleetOutcome#cause() cause}.
     */
    GAVE_UP
}
