package io.github.cphshare.client.tar;

import java.io.InterruptedIOException;

/** Ends long work where its thread is interrupted. */
final class Interruption {
    private Interruption() {}

    /** The thread stays interrupted, as it does when a channel notices. */
    static void check() throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw failure();
        }
    }

    static InterruptedIOException failure() {
        return new InterruptedIOException("The thread was interrupted");
    }
}
