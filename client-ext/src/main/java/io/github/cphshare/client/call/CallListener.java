package io.github.cphshare.client.call;

import io.github.cphshare.client.error.CphShareException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Is told what becomes of the calls of a client: for metrics, traces, or a log of one's own.
 *
 * <p>Each call leads to: {@link #attemptStarted}, {@link #answered} if an answer came, {@link #attemptFailed} if it was
 * not a good one, {@link #retryIn} if it is repeated, all of that once an attempt; and at the very end, exactly once,
 * {@link #finished}. A request that goes out once more with a new token, since the first was refused, is one attempt. The
 * events of one call come one after the other, but for an end by its caller, who may cancel it while another is being told;
 * those of different calls at the same time, so an implementation has to be thread-safe. It runs on the threads of the calls
 * and has to be quick. What it throws, also an {@link Error}, is logged and changes nothing else.
 *
 * <p>Nothing that it is told holds a credential. Calls of {@link io.github.cphshare.client.CphShareClient#generated} are
 * not told.
 */
public interface CallListener {

    /**
     * A request is about to be sent.
     *
     * @param call the call
     * @param attempt 1 for the first
     */
    default void attemptStarted(CallInfo call, int attempt) {}

    /**
     * An answer came, whatever it is.
     *
     * @param call the call
     * @param attempt 1 for the first
     * @param httpStatus its status
     * @param headers the headers that help to understand it ({@code X-Request-Id}, {@code Retry-After}, {@code Date},
     *     {@code Server}, {@code Content-Type}), names in lower case; no others
     */
    default void answered(CallInfo call, int attempt, int httpStatus, Map<String, String> headers) {}

    /**
     * An attempt came to nothing.
     *
     * @param call the call
     * @param attempt 1 for the first
     * @param failure why
     */
    default void attemptFailed(CallInfo call, int attempt, CphShareException failure) {}

    /**
     * The call will be repeated.
     *
     * @param call the call
     * @param nextAttempt 2 for the first repetition
     * @param wait after which time
     */
    default void retryIn(CallInfo call, int nextAttempt, Duration wait) {}

    /**
     * The call is over.
     *
     * @param call the call
     * @param attempts how often a request was sent, or was about to be
     * @param took from the first attempt to now, waits included
     * @param failure what the caller gets: a {@link CphShareException}, a {@link
     *     java.util.concurrent.CancellationException} if the future was cancelled, what else its caller ended it with, or a
     *     defect; {@code null} for a result
     */
    default void finished(CallInfo call, int attempts, Duration took, @Nullable Throwable failure) {}
}
