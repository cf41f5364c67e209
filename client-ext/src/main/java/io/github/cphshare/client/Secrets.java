package io.github.cphshare.client;

import io.github.cphshare.client.auth.AkSkCredentials;
import io.github.cphshare.client.auth.Credentials;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import okhttp3.Request;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of one request, kept only to take them out of what others say: the gateway echoes what it could not
 * verify, a server may echo anything, and a library may print it.
 */
final class Secrets {
    static final Secrets NONE = new Secrets(List.of());

    private static final int READ_BYTES = 65_536;
    private static final String HIDDEN = "***";
    private static final String SIGNATURE = "Signature=";

    /** The longest first, so that none is left half said. */
    private final List<String> spellings;

    private Secrets(List<String> spellings) {
        this.spellings = spellings;
    }

    static Secrets of(Request sent) {
        List<String> spellings = Stream.of(
                        sent.header(RequestSigner.TOKEN_HEADER),
                        sent.header(RequestSigner.SECURITY_TOKEN_HEADER),
                        signature(sent.header(RequestSigner.SIGNATURE_HEADER)),
                        // Not sent, so only a fault of ours could bring it anywhere; then this is the last net.
                        sent.tag(Credentials.class) instanceof AkSkCredentials key ? key.secretKey() : null)
                .filter(Objects::nonNull)
                .flatMap(Secrets::spellings)
                .distinct()
                .sorted((a, b) -> b.length() - a.length())
                .toList();
        return spellings.isEmpty() ? NONE : new Secrets(spellings);
    }

    private static @Nullable String signature(@Nullable String authorization) {
        if (authorization == null) {
            return null;
        }
        int at = authorization.indexOf(SIGNATURE);
        return at < 0 ? null : authorization.substring(at + SIGNATURE.length());
    }

    /** JSON may write slashes with a backslash before them, and some libraries write equals signs as a code. */
    private static Stream<String> spellings(String secret) {
        String slashes = secret.replace("/", "\\/");
        return Stream.of(secret, slashes, secret.replace("=", "\\u003d"), slashes.replace("=", "\\u003d"));
    }

    String hideIn(String text) {
        String hidden = text;
        for (String spelling : spellings) {
            hidden = hidden.replace(spelling, HIDDEN);
        }
        return hidden;
    }

    /** The beginning of a body. A secret that the cut runs through is left out as well. */
    String beginning(Buffer body) {
        Buffer beginning = new Buffer();
        body.copyTo(beginning, 0, Math.min(body.size(), READ_BYTES));
        String text = hideIn(beginning.readUtf8());
        if (body.size() <= READ_BYTES || spellings.isEmpty()) {
            return text;
        }
        return text.substring(0, Math.max(0, text.length() - spellings.get(0).length()));
    }

    /** Whether a failure, or what caused it, tells a secret. */
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
