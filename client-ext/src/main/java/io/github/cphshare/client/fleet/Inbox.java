package io.github.cphshare.client.fleet;

import io.github.cphshare.client.PushReceipt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where the thread of a run waits, for answers or for time to pass; a test brings its own and takes no time. */
interface Inbox {
    /**
     * What became of a request.
     *
     * @param request its number
     * @param receipt the answer, or {@code null} if it failed
     * @param failure the failure, or {@code null} if it was answered
     */
    record Answer(
            int request,
            @Nullable PushReceipt receipt,
            @Nullable Throwable failure) {}

    /** A clock that does not follow the wall's. */
    long nanoTime();

    /** From any thread. */
    void put(Answer answer);

    /**
     * Waits for an answer.
     *
     * @return the first that came, or {@code null} where none did in time
     */
    @Nullable
    Answer await(long nanos) throws InterruptedException;

    /** The real one. */
    static Inbox real() {
        BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
        return new Inbox() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public void put(Answer answer) {
                answers.add(answer);
            }

            @Override
            public @Nullable Answer await(long nanos) throws InterruptedException {
                return answers.poll(nanos, TimeUnit.NANOSECONDS);
            }
        };
    }
}
