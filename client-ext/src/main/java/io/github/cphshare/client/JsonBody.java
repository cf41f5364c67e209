package io.github.cphshare.client;

import com.squareup.moshi.JsonAdapter;
import io.github.cphshare.generated.json.JsonDocument;
import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A value as the body of one call. Its JSON is made when it is first asked for, and handed over to whoever takes it, without
 * a copy; for whoever comes next (an attempt after this one) it is made again, and is the same.
 */
final class JsonBody<T> extends RequestBody {
    private final JsonAdapter<T> adapter;
    private final T value;
    private final MediaType contentType;
    private @Nullable Buffer json;

    /** @param value may not change any more */
    JsonBody(JsonAdapter<T> adapter, T value, MediaType contentType) {
        this.adapter = adapter;
        this.value = value;
        this.contentType = contentType;
    }

    @Override
    public MediaType contentType() {
        return contentType;
    }

    @Override
    public long contentLength() throws IOException {
        json = json();
        return json.size();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        Buffer all = json();
        json = null;
        sink.write(all, all.size());
    }

    private Buffer json() throws IOException {
        if (json != null) {
            return json;
        }
        Buffer made = new Buffer();
        JsonDocument.write(adapter, made, value);
        return made;
    }
}
