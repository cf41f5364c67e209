package io.github.cphshare.cli;

import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import okio.Buffer;

/** Writes one JSON document to standard output, all of it or nothing. */
final class Json {
    /** In the basic plane, where each is one code. */
    private static final Pattern PAINTING = Pattern.compile("[\\x7F-\\x9F[\\p{Cf}&&[\\x00-\\uFFFF]]]");

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
        byte[] bytes = (harmless(buffer.readUtf8()) + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(bytes, 0, bytes.length);
        out.flush();
    }

    /** An array of texts. */
    static void writeTexts(JsonWriter json, List<String> texts) throws IOException {
        json.beginArray();
        for (String text : texts) {
            json.value(text);
        }
        json.endArray();
    }

    /** The same JSON, in which also those characters are codes that could paint a terminal and that JSON itself lets through. */
    private static String harmless(String json) {
        return PAINTING.matcher(json)
                .replaceAll(
                        found -> String.format("\\\\u%04x", (int) found.group().charAt(0)));
    }
}
