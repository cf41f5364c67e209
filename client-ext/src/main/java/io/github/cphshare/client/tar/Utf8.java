package io.github.cphshare.client.tar;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Strict UTF-8: no overlong forms, no surrogates, no guessing. */
final class Utf8 {
    private Utf8() {}

    /** The text, or {@code null} if the bytes are no UTF-8. */
    static @Nullable String decode(byte[] bytes) {
        if (isAscii(bytes)) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        try {
            // A new decoder reports what is malformed; the constructors of String replace it.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            return null;
        }
    }

    static boolean isValid(byte[] bytes) {
        return decode(bytes) != null;
    }

    static boolean isAscii(byte[] bytes) {
        int all = 0;
        for (byte value : bytes) {
            all |= value;
        }
        return all >= 0;
    }
}
