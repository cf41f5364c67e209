package io.github.cphshare.client.error;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.io.Serializable;
import java.util.LinkedHashMap;
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
        @Nullable String requestId) implements Serializable {
    private static final ErrorBody UNKNOWN = new ErrorBody(null, null, null);
    private static final int DEEPEST = 4;
    /** Some write it before UTF-8, too. */
    private static final String MARK = "\ufeff";

    static ErrorBody read(String body) {
        String text = (body.startsWith(MARK) ? body.substring(MARK.length()) : body).strip();
        if (!text.startsWith("{")) {
            return UNKNOWN; // HTML, plain text, nothing: kept as the body itself
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        try {
            fill(fields, JsonReader.of(new Buffer().writeUtf8(text)));
        } catch (IOException | JsonDataException e) {
            // It breaks off, or is no JSON from there on. What came before counts: without its code a refusal would be
            // judged by its status, which may say less about what the service did.
        }
        return find(fields, DEEPEST);
    }

    /** Takes all texts, numbers and objects, as far as they come whole; of those of the same name the first. */
    private static void fill(Map<String, Object> fields, JsonReader json) throws IOException {
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            switch (json.peek()) {
                case STRING, NUMBER -> fields.putIfAbsent(name, json.nextString());
                case BEGIN_OBJECT -> {
                    Map<String, Object> child = new LinkedHashMap<>();
                    fields.putIfAbsent(name, child);
                    fill(child, json);
                }
                default -> json.skipValue();
            }
        }
        json.endObject();
    }

    ErrorBody redacted(UnaryOperator<String> redact) {
        return new ErrorBody(applied(redact, code), applied(redact, message), applied(redact, requestId));
    }

    private static @Nullable String applied(UnaryOperator<String> redact, @Nullable String text) {
        return text == null ? null : redact.apply(text);
    }

    private static ErrorBody find(Map<?, ?> fields, int depth) {
        ErrorBody found = new ErrorBody(
                first(fields, "error_code", "code"),
                first(fields, "error_msg", "message"),
                first(fields, "request_id"));
        if (depth > 0) {
            for (Object value : fields.values()) {
                if (found.code == null && value instanceof Map<?, ?> child) {
                    found = found.orElse(find(child, depth - 1));
                }
            }
        }
        return found;
    }

    /** What is missing in one without a code, from another: a code with the words beside it, or at least words. */
    private ErrorBody orElse(ErrorBody nested) {
        boolean words = nested.message != null && (nested.code != null || message == null);
        return new ErrorBody(
                nested.code, words ? nested.message : message, requestId != null ? requestId : nested.requestId);
    }

    private static @Nullable String first(Map<?, ?> fields, String... names) {
        for (String name : names) {
            if (fields.get(name) instanceof String text && !text.isBlank()) {
                return text;
            }
        }
        return null;
    }
}
