package io.github.cphshare.simulator;

/** Limits that the contract states in words only. */
final class Limits {
    /** The gateway's 12 MB for a request's body: cph-share.yaml, response BodyTooLarge; GATEWAY-2025, row 0201. */
    static final int BODY = 12 * 1024 * 1024;

    /** The gateway's 32 K for a request line's address: cph-share.yaml, response UriTooLong; GATEWAY-2025, row 0201. */
    static final int URI = 32 * 1024;

    /** The gateway's 32 K for one header: cph-share.yaml, response HeadersTooLarge; GATEWAY-2025, row 0201. */
    static final int HEADER = 32 * 1024;

    /** The gateway's 128 K for all headers: the same. */
    static final int HEADERS = 128 * 1024;

    /** The simulator's own, for an object: it is kept in memory. */
    static final int OBJECT = 512 * 1024 * 1024;

    private Limits() {}
}
