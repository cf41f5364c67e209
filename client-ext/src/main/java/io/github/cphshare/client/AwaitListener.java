package io.github.cphshare.client;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Is told how far a push is, while it is waited for.
 *
 * <p>Each method is called after each answer of the service, by one thread at a time: by the one that waits, or, where none
 * does, by one of the platform's common pool. It should be quick: the next question waits for it. What it throws ends the
 * waiting and is thrown there; the jobs go on.
 */
@FunctionalInterface
public interface AwaitListener {
    /**
     * Is called with what is known.
     *
     * @param progress the totals
     */
    void onProgress(Progress progress);

    /**
     * Is called with the servers whose jobs the last answer told the end of, and before {@link #onProgress} is: each one
     * once, when all its jobs have ended. Where the service later takes that back, the server is told once more, as
     * {@link ServerOutcome.State#UNKNOWN}; and so is one of which it never told such an end, where it takes back that of one
     * of several jobs, or named the job for another server as well. Does nothing unless overridden.
     *
     * @param servers what became of each; not empty, unmodifiable
     */
    default void onEnded(List<ServerOutcome> servers) {}

    /**
     * Is called with what the last answer told of jobs that are not waited for, and before {@link #onProgress} is: those that
     * a receipt names for servers that were not asked for ({@link PushReceipt#unexpected()}). The service is not asked about
     * them, but tells of them beside the others of their request. Each is told when the service first tells of it, and again
     * when it then tells something else. A job that has ended is waited for no longer: where a receipt names several for its
     * server, its end is told here, whatever becomes of the others. Does nothing unless overridden.
     *
     * @param servers what was told of each job; it may be told of otherwise later. Not empty, unmodifiable
     */
    default void onToldBesides(List<ServerOutcome> servers) {}

    /** How many servers there are in each state. Immutable. */
    final class Progress {
        private final int succeeded;
        private final int failed;
        private final int refused;
        private final int running;
        private final int unknown;

        Progress(int succeeded, int failed, int refused, int running, int unknown) {
            this.succeeded = succeeded;
            this.failed = failed;
            this.refused = refused;
            this.running = running;
            this.unknown = unknown;
        }

        /**
         * Those whose jobs succeeded.
         *
         * @return their number
         */
        public int succeeded() {
            return succeeded;
        }

        /**
         * Those whose jobs failed.
         *
         * @return their number
         */
        public int failed() {
            return failed;
        }

        /**
         * Those that were refused; no job was started on them.
         *
         * @return their number
         */
        public int refused() {
            return refused;
        }

        /**
         * Those whose jobs run, as far as is known.
         *
         * @return their number
         */
        public int running() {
            return running;
        }

        /**
         * Those of which it can't be told what became of them.
         *
         * @return their number
         */
        public int unknown() {
            return unknown;
        }

        /**
         * All servers.
         *
         * @return their number
         */
        public int total() {
            return settled() + running;
        }

        /**
         * The servers about which nothing more is waited for.
         *
         * @return their number
         */
        public int settled() {
            return succeeded + failed + refused + unknown;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Progress that
                    && succeeded == that.succeeded
                    && failed == that.failed
                    && refused == that.refused
                    && running == that.running
                    && unknown == that.unknown;
        }

        @Override
        public int hashCode() {
            return Objects.hash(succeeded, failed, refused, running, unknown);
        }

        @Override
        public String toString() {
            return "Progress{" + settled() + " of " + total() + " settled: " + succeeded + " succeeded, " + failed
                    + " failed, " + refused + " refused, " + unknown + " unknown}";
        }
    }
}
