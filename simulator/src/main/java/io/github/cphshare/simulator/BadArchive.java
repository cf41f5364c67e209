package io.github.cphshare.simulator;

/** An archive that is not unpacked; the message says why. */
final class BadArchive extends Exception {
    BadArchive(String message) {
        super(message, null, false, false);
    }
}
