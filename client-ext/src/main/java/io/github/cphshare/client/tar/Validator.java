package io.github.cphshare.client.tar;

import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * By what it is noticed that an object changed: its ETag, or else the time of its last change.
 *
 * @param condition the header that makes a server refuse once the object is another one
 * @param header the header in which the server says the value
 * @param value the value, as the server said it
 */
record Validator(String condition, String header, String value) {

    /** The best that an answer offers, or {@code null}. A weak ETag never fits {@code If-Match} (RFC 9110, section 13.1.1). */
    static @Nullable Validator of(Response response) {
        String tag = response.header("ETag");
        if (tag != null && tag.length() > 2 && tag.startsWith("\"") && tag.endsWith("\"")) {
            return new Validator("If-Match", "ETag", tag);
        }
        String time = response.header("Last-Modified");
        return time == null || time.isBlank() ? null : new Validator("If-Unmodified-Since", "Last-Modified", time);
    }

    void guard(Request.Builder request) {
        request.header(condition, value);
    }

    /** Whether an answer is about the same object: some servers do not look at the condition. */
    boolean holdsFor(Response response) {
        return value.equals(response.header(header));
    }
}
