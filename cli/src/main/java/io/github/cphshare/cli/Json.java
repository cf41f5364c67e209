package io.github.cphshare.cli;

import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import okio.Buffer;

/** Writes one JSON document to standard output, all of it or nothing. */
final class Json {
    private Json() {}

    /** Writes one value. */
    @FunctionalInterface
    interface Body {
        void writeTo(JsonWriter json) throws IOException;
    }

    static void print(PrintStream out, Body body) {
        Buffer buffer = new Buffer();
        try (JsonWriter json = JsonWriter.of(buffer)) {
            json.setIndent("  ");
            // An absent value is a value here: programs find each field in each document.
            json.setSerializeNulls(true);
            body.writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // A buffer in memory does not fail.
        }
        // Bytes, since JSON is UTF-8 whatever the terminal's encoding is.
        byte[] bytes = buffer.writeUtf8("\n").readByteArray();
        out.write(bytes, 0, bytes.length);
        out.flush();
    }
}
