package io.github.cphshare.client.fleet;

/**
 * Is told how far a push to a fleet is: after each answer, on the thread that runs it, so it should be quick. What it throws
 * ends the run: no further request goes out, those under way are waited for, and the outcome holds what was thrown.
 */
@FunctionalInterface
public interface FleetListener {
    /**
     * Is called with what is known.
     *
     * @param progress the totals
     */
    void onProgress(Progress progress);

    /** How many servers there are in each state. Immutable. */
    final class Progress {
        private final int notPushed;
        private final int asked;
        private final int running;
        private final int succeeded;
        private final int failed;
        private final int refused;
        private final int unknown;

        Progress(int notPushed, int asked, int running, int succeeded, int failed, int refused, int unknown) {
            this.notPushed = notPushed;
            this.asked = asked;
            this.running = running;
            this.succeeded = succeeded;
            this.failed = failed;
            this.refused = refused;
            this.unknown = unknown;
        }

        /**
         * Those that are not pushed to yet.
         *
         * @return their number
         */
        public int notPushed() {
            return notPushed;
        }

        /**
         * Those in a request that waits for its answer.
         *
         * @return their number
         */
        public int asked() {
            return asked;
        }

        /**
         * Those that have a job whose end is not known yet.
         *
         * @return their number
         */
        public int running() {
            return running;
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
         * Those that the service refused.
         *
         * @return their number
         */
        public int refused() {
            return refused;
        }

        /**
         * Those of which it cannot be told what became of them.
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
            return notPushed + asked + running + settled();
        }

        /**
         * Those about which nothing more is waited for.
         *
         * @return their number
         */
        public int settled() {
            return succeeded + failed + refused + unknown;
        }

        @Override
        public String toString() {
            return "Progress{" + settled() + " of " + total() + ": " + succeeded + " succeeded, " + failed + " failed, "
                    + refused + " refused, " + unknown + " unknown; " + running + " running, " + asked + " asked, "
                    + notPushed + " not pushed}";
        }
    }
}
