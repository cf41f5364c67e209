package io.github.cphshare.client.tar;

/** How much a {@link TarFinding} weighs. */
public enum Severity {
    /** The archive is refused. */
    ERROR,

    /** The archive may be pushed, but a person should look at it. */
    WARNING,

    /** Worth knowing; nothing is wrong. */
    NOTE
}
