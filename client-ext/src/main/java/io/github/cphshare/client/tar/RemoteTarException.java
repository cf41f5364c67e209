package io.github.cphshare.client.tar;

import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.Delivery;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An archive could not be read over HTTP, so nothing is known about it. Its {@link #delivery()} is always {@link
 * Delivery#NOT_SENT}: nothing was pushed, and reading changes nothing.
 */
public final class RemoteTarException extends CphShareException {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Reason {
        /** No connection, no answer in time, or an answer that broke off. */
        UNREACHABLE("Check the address and the network, then try again."),

        /** The server answered with an error; {@link RemoteTarException#httpStatus()} tells which. */
        REFUSED("Check that the object is there and that the URL is signed for GET and still valid."),

        /** The object is another one than when the reading began, so what was read belongs to none. */
        CHANGED("Wait until nobody writes to the object, then check it anew."),

        /** The server gives whole objects only, or a few bytes at a time, or nothing by which a change would be noticed. */
        NO_RANGES("Download the archive and check the file."),

        /** The answer contradicts the request or itself. */
        MALFORMED("Download the archive and check the file; a proxy on the way may be at fault.");

        private final String advice;

        Reason(String advice) {
            this.advice = advice;
        }
    }

    private final Reason reason;
    private final @Nullable Integer httpStatus;

    RemoteTarException(
            Reason reason,
            String message,
            @Nullable IOException cause,
            @Nullable Integer httpStatus,
            @Nullable String requestId) {
        super(message, cause, Delivery.NOT_SENT, reason.advice, requestId);
        this.reason = reason;
        this.httpStatus = httpStatus;
    }

    /**
     * What went wrong.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /**
     * The status of the answer.
     *
     * @return the HTTP status, or {@code null} where there was no answer
     */
    public @Nullable Integer httpStatus() {
        return httpStatus;
    }
}
