package io.github.cphshare.client.error;

/** Too many requests in a short time; this one was not acted on. */
public final class ThrottledException extends ServiceException {
    ThrottledException(ErrorAnswer answer) {
        super(answer);
    }
}
