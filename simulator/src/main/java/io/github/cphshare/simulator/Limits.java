package io.github.cphshare.simulator;

/** Limits that the contract states in words only. */
final class Limits {
    /** The gateway's 12 MB for a request's body: cph-share.yaml, response BodyTooLarge; GATEWAY-2025, row 0201. */
    static final int BODY = 12 * 1024 * 1024;

    /** The simulator's own, for an object: it is kept in memory. */
    static final int OBJECT = 512 * 1024 * 1024;

    private Limits() {}
}
