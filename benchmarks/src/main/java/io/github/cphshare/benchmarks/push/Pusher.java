package io.github.cphshare.benchmarks.push;

import java.io.IOException;

/** One way to push: everything that is made once, and what is done for each push. */
interface Pusher extends AutoCloseable {
    /**
     * Pushes once, from the values to what the client makes of the answer.
     *
     * @return something of the answer, so that nothing of it is left out
     */
    int push() throws IOException, InterruptedException;

    @Override
    void close();
}
