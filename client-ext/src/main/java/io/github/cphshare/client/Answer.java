package io.github.cphshare.client;

import io.github.cphshare.client.error.MalformedResponseException;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** What a call was answered with a 2xx: its status, its request id, its bytes, and the secrets of the request. */
record Answer(int httpStatus, @Nullable String requestId, Buffer body, Secrets secrets) {
    private static final int SHOWN = 2_048;

    MalformedResponseException malformed(String why) {
        String beginning = secrets.beginning(body);
        // The problem is told in the message; a cause could repeat what the answer holds.
        return new MalformedResponseException(
                "HTTP " + httpStatus + ", but not the documented answer: " + secrets.hideIn(why),
                null,
                httpStatus,
                beginning.substring(0, Math.min(beginning.length(), SHOWN)),
                requestId);
    }
}
