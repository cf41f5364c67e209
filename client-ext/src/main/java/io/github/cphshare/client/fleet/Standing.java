package io.github.cphshare.client.fleet;

/** How a server stands by what the journal says. */
enum Standing {
    /**
     * To be pushed to: never asked for, or in a request only that was certainly not acted on, or the caller wants it pushed to
     * again.
     */
    OPEN,
    /** A request with it went out, or was about to; there is no answer yet. */
    ASKED,
    /** A request with it went out, and it is not known what came of it. */
    UNKNOWN,
    /** The service refused it inside an answer. */
    REFUSED,
    /** It has a job. */
    ACCEPTED,
    /** Its job succeeded. */
    SUCCEEDED,
    /** Its job failed. */
    FAILED
}
