package io.github.cphshare.client;

/**
 * Is told how far a push is, while it is waited for.
 *
 * <p>It is called after each answer of the service, by one thread at a time: by the one that waits, or, where none
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
     * How many servers there are in each state.
     *
     * @param succeeded their jobs succeeded
     * @param failed their jobs failed
     * @param refused they were refused, no job was started
     * @param running their jobs run, as far as is known
     * @param unknown what became of them can't be told
     */
    record Progress(int succeeded, int failed, int refused, int running, int unknown) {
        /**
         * All servers.
         *
         * @return their number
         */
        public int total() {
            return succeeded + failed + refused + running + unknown;
        }

        /**
         * The servers about which nothing more is waited for.
         *
         * @return their number
         */
        public int settled() {
            return total() - running;
        }
    }
}
