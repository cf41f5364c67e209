package io.github.cphshare.client.internal;

import java.io.IOException;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ByteString;
import okio.Options;

/**
 * The body of an answer in memory, or its beginning: nobody can fill the memory by answering for ever, or with little
 * that unpacks to much.
 *
 * @param bytes the body; a part of it if it is too large
 * @param isTooLarge whether there is more than was to be read
 */
public record BoundedBody(Buffer bytes, boolean isTooLarge) {
    /** A byte order mark, which UTF-8 does not need, and which some write all the same. */
    private static final Options MARK = Options.of(ByteString.encodeUtf8("\ufeff"));

    /**
     * Reads a body.
     *
     * @param body the body; it stays open
     * @param most how many bytes it may have, decompressed
     * @return the body
     * @throws IOException if it breaks off
     */
    public static BoundedBody read(ResponseBody body, long most) throws IOException {
        BufferedSource source = body.source();
        boolean isTooLarge = source.request(most + 1);
        return new BoundedBody(source.getBuffer(), isTooLarge);
    }

    /**
     * What has been read of a body so far.
     *
     * @param body the body
     * @return its bytes, which may be none
     */
    public static BoundedBody broken(ResponseBody body) {
        return new BoundedBody(body.source().getBuffer(), false);
    }

    /**
     * The body, to be read as JSON.
     *
     * @return its bytes, from which a byte order mark is taken
     */
    public Buffer json() {
        bytes.select(MARK); // takes it out, if it is there
        return bytes;
    }
}
