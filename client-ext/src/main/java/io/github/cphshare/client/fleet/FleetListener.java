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

    /**
     * How many servers there are in each state.
     *
     * @param notPushed not pushed to yet
     * @param asked in a request that waits for its answer
     * @param running have a job, whose end is not known yet
     * @param succeeded their jobs succeeded
     * @param failed their jobs failed
     * @param refused were refused
     * @param unknown what became of them cannot be told
     */
    record Progress(int notPushed, int asked, int running, int succeeded, int failed, int refused, int unknown) {
        /**
         * All servers.
         *
         * @return their number
         */
        public int total() {
            return notPushed + asked + running + settled();
        }

        /**
         * The servers about which nothing more is waited for.
         *
         * @return their number
         */
        public int settled() {
            return succeeded + failed + refused + unknown;
        }
    }
}
