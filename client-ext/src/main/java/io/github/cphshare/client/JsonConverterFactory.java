package io.github.cphshare.client;

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

/** Connects the generated JSON adapters with Retrofit. */
final class JsonConverterFactory extends Converter.Factory {
    /** As the documents have it, without a charset: JSON is UTF-8. */
    private static final MediaType JSON = MediaType.get("application/json");

    private final Moshi moshi;

    JsonConverterFactory(Moshi moshi) {
        this.moshi = moshi;
    }

    @Override
    public Converter<?, RequestBody> requestBodyConverter(
            Type type, Annotation[] parameterAnnotations, Annotation[] methodAnnotations, Retrofit retrofit) {
        JsonAdapter<Object> adapter = moshi.adapter(type);
        return value -> {
            Buffer buffer = new Buffer();
            adapter.toJson(buffer, value);
            return RequestBody.create(buffer.readByteString(), JSON);
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

    /** Reads one JSON value and nothing after it. */
    static <T> @Nullable T readWhole(JsonAdapter<T> adapter, BufferedSource source) throws IOException {
        JsonReader reader = JsonReader.of(source);
        T value = adapter.fromJson(reader);
        if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
            throw new JsonDataException("There is more after the end of the JSON document.");
        }
        return value;
    }
}
