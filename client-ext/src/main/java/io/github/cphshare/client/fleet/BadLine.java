package io.github.cphshare.client.fleet;

/** Why a line of a journal cannot be taken: it is not one, or it does not go with the lines before it. */
final class BadLine extends Exception {
    private static final long serialVersionUID = 1L;

    BadLine(String why) {
        super(why);
    }

    /** The reason, for people. */
    String why() {
        return String.valueOf(getMessage());
    }
}
