package io.github.cphshare.client.error;

/**
 * How far a failed request got: the question to ask before repeating a push, which has no idempotency key and may start
 * its jobs a second time.
 */
public enum Delivery {
    /** Nothing left this process; repeating is safe once the cause is mended. */
    NOT_SENT,

    /** The request was refused before the service acted on it; repeating is safe. */
    NOT_PROCESSED,

    /** The service may or may not have acted; look at the jobs or the servers before repeating. */
    UNKNOWN
}
