package io.github.cphshare.client;

import okhttp3.Request;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The credential of one request, kept only to take it out of what others say: a server may echo a request, and a
 * library may print it.
 */
final class Secrets {
    static final Secrets NONE = new Secrets(null);

    private static final int READ_BYTES = 65_536;
    private static final String HIDDEN = "***";

    private final @Nullable String token;

    private Secrets(@Nullable String token) {
        this.token = token;
    }

    static Secrets of(Request sent) {
        return new Secrets(sent.header(AuthenticationInterceptor.TOKEN_HEADER));
    }

    String hideIn(String text) {
        // JSON may write the slashes of a token with a backslash before them.
        return token == null ? text : text.replace(token, HIDDEN).replace(token.replace("/", "\\/"), HIDDEN);
    }

    /** The beginning of a body. A token that the cut runs through is left out as well. */
    String beginning(Buffer body) {
        Buffer beginning = new Buffer();
        body.copyTo(beginning, 0, Math.min(body.size(), READ_BYTES));
        String text = hideIn(beginning.readUtf8());
        if (body.size() <= READ_BYTES || token == null) {
            return text;
        }
        return text.substring(0, Math.max(0, text.length() - 2 * token.length()));
    }

    /** Whether a failure, or what caused it, tells the secret. */
    boolean areIn(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            String message = t.getMessage();
            if (message != null && !hideIn(message).equals(message)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return "Secrets{***}";
    }
}
