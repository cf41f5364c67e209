package io.github.cphshare.client.error;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.Map;
import java.util.function.UnaryOperator;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * What an error body says, in whichever of the known shapes: that of the service and its gateway ({@code error_code},
 * {@code error_msg}, {@code request_id}), that of IAM ({@code error{code, message}}), or none of them.
 */
record ErrorBody(
        @Nullable String code,
        @Nullable String message,
        @Nullable String requestId) {
    private static final ErrorBody UNKNOWN = new ErrorBody(null, null, null);
    private static final int DEEPEST = 4;

    static ErrorBody read(String body) {
        String text = body.strip();
        if (!text.startsWith("{")) {
            return UNKNOWN; // HTML, plain text, nothing: kept as the body itself
        }
        try {
            Object json = JsonReader.of(new Buffer().writeUtf8(text)).readJsonValue();
            return json instanceof Map<?, ?> map ? find(map, DEEPEST) : UNKNOWN;
        } catch (IOException | JsonDataException e) {
            return UNKNOWN; // Half a document says as little as none; the body is kept as it came.
        }
    }

    ErrorBody redacted(UnaryOperator<String> redact) {
        return new ErrorBody(applied(redact, code), applied(redact, message), applied(redact, requestId));
    }

    private static @Nullable String applied(UnaryOperator<String> redact, @Nullable String text) {
        return text == null ? null : redact.apply(text);
    }

    private static ErrorBody find(Map<?, ?> map, int depth) {
        String requestId = text(map.get("request_id"));
        String code = text(map.get("error_code"));
        String message = text(map.get("error_msg"));
        if (code != null || message != null) {
            return new ErrorBody(code, message, requestId);
        }
        code = text(map.get("code"));
        message = text(map.get("message"));
        if (code != null || message != null) {
            return new ErrorBody(code, message, requestId);
        }
        if (depth > 0) {
            for (Object value : map.values()) {
                ErrorBody nested = value instanceof Map<?, ?> child ? find(child, depth - 1) : UNKNOWN;
                if (nested.code != null || nested.message != null) {
                    return new ErrorBody(nested.code, nested.message, requestId != null ? requestId : nested.requestId);
                }
            }
        }
        return new ErrorBody(null, null, requestId);
    }

    /** A string as it is, a whole number without the point that an untyped reader gives it; nothing for the empty. */
    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof Double number && number == Math.rint(number)) {
            return String.valueOf(number.longValue());
        }
        return value instanceof String string && !string.isBlank() ? string : null;
    }
}
