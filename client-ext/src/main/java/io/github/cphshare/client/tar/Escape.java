package io.github.cphshare.client.tar;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Makes names from an archive safe to print: an archive must not be able to paint a terminal or forge a log line. */
final class Escape {
    /** Characters of a name that are shown; enough to find the entry, too few to flood a log. */
    private static final int SHOWN = 256;

    private Escape() {}

    static String text(String text) {
        StringBuilder out = new StringBuilder();
        int shown = 0;
        for (int i = 0; i < text.length(); shown++) {
            if (shown == SHOWN) {
                return out.append("...").toString();
            }
            int codePoint = text.codePointAt(i);
            append(out, codePoint);
            i += Character.charCount(codePoint);
        }
        return out.toString();
    }

    /** As {@link #text}, for bytes that need not be UTF-8: a byte that is not becomes {@code \x..}. */
    static String bytes(byte[] bytes) {
        // A character takes at most four bytes, so more than this would be cut anyway.
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, 4 * (SHOWN + 1)));
        CharBuffer decoded = CharBuffer.allocate(in.remaining());
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        StringBuilder out = new StringBuilder();
        int shown = 0;
        while (true) {
            CoderResult result = decoder.decode(in, decoded.clear(), true);
            String part = decoded.flip().toString();
            for (int i = 0; i < part.length(); shown++) {
                if (shown == SHOWN) {
                    return out.append("...").toString();
                }
                int codePoint = part.codePointAt(i);
                append(out, codePoint);
                i += Character.charCount(codePoint);
            }
            if (!result.isError()) {
                return out.toString();
            }
            for (int i = 0; i < result.length(); i++, shown++) {
                if (shown == SHOWN) {
                    return out.append("...").toString();
                }
                out.append(String.format("\\x%02X", in.get()));
            }
            decoder.reset();
        }
    }

    private static void append(StringBuilder out, int codePoint) {
        if (codePoint == '\\') {
            out.append("\\\\");
        } else if (Characters.isHarmful(codePoint)) {
            out.append(String.format("\\u{%04X}", codePoint));
        } else {
            out.appendCodePoint(codePoint);
        }
    }
}
