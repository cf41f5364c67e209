package io.github.cphshare.client.error;

import org.jspecify.annotations.Nullable;

/**
 * An answer with a status of success (2xx) that is not the documented one: empty, not JSON, cut, or of other types.
 * Something did answer, so the service may have acted.
 */
public final class MalformedResponseException extends CphShareException {
    private final int httpStatus;
    private final String body;

    /**
     * @param message what is wrong with the answer
     * @param cause the failure of reading it, if there was one
     * @param httpStatus the HTTP status of the answer
     * @param body what was read, cut
     * @param requestId the request id, if the answer's headers have one
     */
    public MalformedResponseException(
            String message, @Nullable Throwable cause, int httpStatus, String body, @Nullable String requestId) {
        super(
                message,
                cause,
                Delivery.UNKNOWN,
                "The service may have acted: look at the servers' jobs or files before sending again; check what"
                        + " stands between here and the endpoint.",
                requestId);
        this.httpStatus = httpStatus;
        this.body = body;
    }

    /**
     * The HTTP status of the answer.
     *
     * @return a 2xx
     */
    public int httpStatus() {
        return httpStatus;
    }

    /**
     * What was read of the answer.
     *
     * @return its beginning, at most 2,048 characters, without the credentials of the request
     */
    public String body() {
        return body;
    }
}
