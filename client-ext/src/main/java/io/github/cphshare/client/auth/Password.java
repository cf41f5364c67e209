package io.github.cphshare.client.auth;

import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import okio.Buffer;

/** A password, and how it is kept out of what others say. */
record Password(String value) {
    private static final String HIDDEN = "***";

    /** As it is, and as JSON spells it. */
    String hiddenIn(String text) {
        String json = inJson();
        return text.replace(json, HIDDEN)
                .replace(json.replace("/", "\\/"), HIDDEN)
                .replace(value, HIDDEN);
    }

    private String inJson() {
        Buffer buffer = new Buffer();
        try {
            JsonWriter.of(buffer).value(value);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        String quoted = buffer.readUtf8();
        return quoted.substring(1, quoted.length() - 1);
    }

    @Override
    public String toString() {
        return "***";
    }
}
