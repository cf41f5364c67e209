package io.github.cphshare.client.internal;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A body that can be sent only once.
 *
 * <p>OkHttp sends a request again by itself after more than a broken connection: a 503 with {@code Retry-After: 0}, a
 * 408, a 401 that an authenticator answers. A push must not be among those; a body that can't be sent twice is what
 * OkHttp respects in all of these cases.
 */
public final class OneShotBody extends RequestBody {
    private final Buffer bytes;
    private final long length;
    private final @Nullable MediaType contentType;

    /**
     * Makes a body.
     *
     * @param bytes what is sent; sending takes them out
     * @param contentType what they are
     */
    public OneShotBody(Buffer bytes, @Nullable MediaType contentType) {
        this.bytes = bytes;
        this.length = bytes.size();
        this.contentType = contentType;
    }

    @Override
    public @Nullable MediaType contentType() {
        return contentType;
    }

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        sink.write(bytes, length);
    }

    @Override
    public boolean isOneShot() {
        return true;
    }
}
