package io.github.cphshare.client.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Too many requests in a short time; this one was not acted on. */
public final class ThrottledException extends ServiceException {
    private final @Nullable Duration retryAfter;

    ThrottledException(ErrorAnswer answer) {
        super(answer);
        this.retryAfter = answer.retryAfter();
    }

    /**
     * How long the answer asks to wait.
     *
     * @return the time, or {@code null} where the answer does not say; none is documented
     */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
