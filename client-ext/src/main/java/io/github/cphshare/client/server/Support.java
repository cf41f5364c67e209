package io.github.cphshare.client.server;

/** Whether something is supported, where the service does not always say. */
public enum Support {
    /** It is. */
    YES,

    /** It is not. */
    NO,

    /** What the service says does not tell. */
    CANNOT_TELL
}
