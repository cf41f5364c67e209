package io.github.cphshare.client.internal;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.github.cphshare.generated.json.JsonDocument;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
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
            JsonDocument.write(adapter, buffer, value);
            return RequestBody.create(buffer.readByteString(), contentType);
        };
    }

    @Override
    public Converter<ResponseBody, ?> responseBodyConverter(Type type, Annotation[] annotations, Retrofit retrofit) {
        JsonAdapter<Object> adapter = moshi.adapter(type);
        return body -> {
            try (BufferedSource source = body.source()) {
                return JsonDocument.read(adapter, source);
            }
        };
    }
}
