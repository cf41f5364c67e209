package io.github.cphshare.client;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** A body of ours, which is the same bytes each time: whoever signs it takes these, and needs no copy. */
final class JsonBody extends RequestBody {
    private final ByteString bytes;
    private final @Nullable MediaType contentType;

    JsonBody(ByteString bytes, @Nullable MediaType contentType) {
        this.bytes = bytes;
        this.contentType = contentType;
    }

    ByteString bytes() {
        return bytes;
    }

    @Override
    public @Nullable MediaType contentType() {
        return contentType;
    }

    @Override
    public long contentLength() {
        return bytes.size();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        sink.write(bytes);
    }
}
