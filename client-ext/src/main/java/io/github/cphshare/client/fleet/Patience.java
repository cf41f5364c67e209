package io.github.cphshare.client.fleet;

/**
 * When to give up: where request after request fails in the same way, the next one would too. Each answer about servers
 * begins the count anew. Throttling is not counted, since waiting mends it. Not thread-safe.
 */
final class Patience {
    /** Each leaves a request's servers unknown, and somebody has to look at them. */
    private static final int MOST_UNKNOWN = 5;
    /** All requests are alike but for their servers. */
    private static final int MOST_REFUSED = 3;
    /** With the pauses in between some five minutes. */
    private static final int MOST_UNAVAILABLE = 10;

    private int unknown;
    private int refused;
    private int unavailable;

    void answered() {
        unknown = 0;
        refused = 0;
        unavailable = 0;
    }

    /** A request may have been acted on. Gives whether that was enough. */
    boolean endsWithUnknown() {
        return ++unknown >= MOST_UNKNOWN;
    }

    /** A request was refused as a whole. Gives whether that was enough. */
    boolean endsWithRefused() {
        return ++refused >= MOST_REFUSED;
    }

    /** The service could not be reached, or was busy. Gives whether that was enough. */
    boolean endsWithUnavailable() {
        return ++unavailable >= MOST_UNAVAILABLE;
    }
}
