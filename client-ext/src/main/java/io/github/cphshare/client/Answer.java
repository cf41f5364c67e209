package io.github.cphshare.client;

import io.github.cphshare.client.error.MalformedResponseException;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** What a call was answered with a 2xx: its status, its request id, how it begins, and the secrets of the request. */
final class Answer {
    private static final int SHOWN = 2_048;

    private final int httpStatus;
    private final @Nullable String requestId;
    private final byte[] beginning;
    private final boolean cut;
    private final Secrets secrets;

    private Answer(int httpStatus, @Nullable String requestId, byte[] beginning, boolean cut, Secrets secrets) {
        this.httpStatus = httpStatus;
        this.requestId = requestId;
        this.beginning = beginning;
        this.cut = cut;
        this.secrets = secrets;
    }

    /**
     * Keeps how the body begins: reading it uses it up. A second look that shares the buffer would be no copy, but what
     * is shared is thrown away afterwards, 8 KiB at a time, instead of being used for the next answer.
     */
    static Answer of(int httpStatus, @Nullable String requestId, Buffer body, Secrets secrets) {
        // As much more as a secret may take that the end of what is shown would run through, so that it is found whole.
        int size = (int) Math.min(body.size(), SHOWN + secrets.longest());
        return new Answer(httpStatus, requestId, beginning(body, size), body.size() > size, secrets);
    }

    private static byte[] beginning(Buffer body, int size) {
        byte[] beginning = new byte[size];
        try (Buffer.UnsafeCursor cursor = body.readUnsafe()) {
            int copied = 0;
            while (copied < size) {
                int more = Math.min(cursor.next(), size - copied);
                System.arraycopy(cursor.data, cursor.start, beginning, copied, more);
                copied += more;
            }
        }
        return beginning;
    }

    @Nullable
    String requestId() {
        return requestId;
    }

    MalformedResponseException malformed(String why) {
        String text = secrets.beginning(new Buffer().write(beginning), cut);
        // The problem is told in the message; a cause could repeat what the answer holds.
        return new MalformedResponseException(
                "HTTP " + httpStatus + ", but not the documented answer: " + secrets.hideIn(why),
                null,
                httpStatus,
                text.substring(0, Math.min(text.length(), SHOWN)),
                requestId);
    }
}
