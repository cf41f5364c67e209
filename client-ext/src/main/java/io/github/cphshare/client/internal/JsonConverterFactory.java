package io.github.cphshare.client.internal;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import retrofit2.Converter;
import retrofit2.Retrofit;

/** Connects generated JSON adapters with Retrofit. */
public final class JsonConverterFactory extends Converter.Factory {
    private final Moshi moshi;
    private final MediaType contentType;

    /**
     * @param moshi has the adapters
     * @param contentType what the bodies of requests are called
     */
    public JsonConverterFactory(Moshi moshi, MediaType contentType) {
        this.moshi = moshi;
        this.contentType = contentType;
    }

    @Override
    public Converter<?, RequestBody> requestBodyConverter(
            Type type, Annotation[] parameterAnnotations, Annotation[] methodAnnotations, Retrofit retrofit) {
        JsonAdapter<Object> adapter = moshi.adapter(type);
        return value -> {
            Buffer buffer = new Buffer();
            adapter.toJson(buffer, value);
            return RequestBody.create(buffer.readByteString(), contentType);
        };
    }

    @Override
    public Converter<ResponseBody, ?> responseBodyConverter(Type type, Annotation[] annotations, Retrofit retrofit) {
        JsonAdapter<Object> adapter = moshi.adapter(type);
        return body -> {
            try (BufferedSource source = body.source()) {
                return readWhole(adapter, source);
            }
        };
    }

    /**
     * Reads one JSON value and nothing after it.
     *
     * @param <T> the type of the value
     * @param adapter reads the value
     * @param source the text
     * @return the value, which may be {@code null} where the text says so
     * @throws IOException if the text is not JSON
     */
    public static <T> @Nullable T readWhole(JsonAdapter<T> adapter, BufferedSource source) throws IOException {
        // A reader looks for the first sign of the value from the front again at each blank, which takes seconds for
        // megabytes.
        while (source.request(1) && isBlank(source.getBuffer().getByte(0))) {
            source.skip(1);
        }
        JsonReader reader = JsonReader.of(source);
        T value = adapter.fromJson(reader);
        if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
            throw new JsonDataException("There is more after the end of the JSON document.");
        }
        return value;
    }

    private static boolean isBlank(byte sign) {
        return sign == ' ' || sign == '\n' || sign == '\r' || sign == '\t';
    }
}
