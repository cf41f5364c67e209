package io.github.cphshare.client;

import io.github.cphshare.client.auth.AkSkCredentials;
import io.github.cphshare.client.auth.Credentials;
import io.github.cphshare.client.error.ErrorAnswer;
import io.github.cphshare.client.internal.Redaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import okhttp3.Request;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of one request, kept only to take them out of what others say: the gateway echoes what it could not
 * verify, a server may echo anything, and a library may print it.
 */
final class Secrets {
    private static final int READ_BYTES = 65_536;
    private static final String SIGNATURE = "Signature=";

    private final @Nullable Request sent;
    private volatile @Nullable List<String> found;

    /** @param sent the request with its credentials; {@code null} where none has got any */
    Secrets(@Nullable Request sent) {
        this.sent = sent;
    }

    /** Looked for when something is told that may hold them: most calls end well. */
    private List<String> all() {
        List<String> all = found;
        if (all == null) {
            all = sent == null ? List.of() : in(sent);
            found = all;
        }
        return all;
    }

    private static List<String> in(Request sent) {
        List<String> secrets = new ArrayList<>(4);
        add(sent.header(RequestSigner.TOKEN_HEADER), secrets);
        add(sent.header(RequestSigner.SECURITY_TOKEN_HEADER), secrets);
        add(signature(sent.header(RequestSigner.SIGNATURE_HEADER)), secrets);
        // Not sent, but the gateway knows it as well.
        add(sent.tag(Credentials.class) instanceof AkSkCredentials key ? key.secretKey() : null, secrets);
        // The longest first, so that none is left half said.
        secrets.sort(Comparator.comparingInt(String::length).reversed());
        return secrets;
    }

    private static void add(@Nullable String secret, List<String> secrets) {
        if (secret != null && !secret.isEmpty()) {
            secrets.add(secret);
        }
    }

    private static @Nullable String signature(@Nullable String authorization) {
        if (authorization == null) {
            return null;
        }
        int at = authorization.indexOf(SIGNATURE);
        return at < 0 ? null : authorization.substring(at + SIGNATURE.length());
    }

    /** How many characters the longest spelling of any of them has at most. */
    int longest() {
        return all().stream().mapToInt(Redaction::longestSpelling).max().orElse(0);
    }

    String hideIn(String text) {
        String hidden = text;
        for (String secret : all()) {
            hidden = Redaction.hide(hidden, secret);
        }
        return hidden;
    }

    /** The beginning of a body. A secret that the cut runs through is left out as well. */
    String beginning(Buffer body) {
        Buffer beginning = new Buffer();
        body.copyTo(beginning, 0, Math.min(body.size(), READ_BYTES));
        return beginning(beginning, body.size() > READ_BYTES);
    }

    /** The same of what is left of a body, which may be cut; it is used up. */
    String beginning(Buffer left, boolean cut) {
        String text = left.readUtf8();
        if (!cut) {
            return hideIn(text);
        }
        for (String secret : all()) {
            text = Redaction.hideInBeginning(text, secret);
        }
        return text;
    }

    /** What a failure says of itself, fit for a message. */
    String wordsOf(Throwable failure) {
        return ErrorAnswer.oneLine(hideIn(String.valueOf(failure.getMessage())));
    }

    /** Whether a failure, or what caused it or was suppressed by it, tells a secret: a stack trace shows all of them. */
    boolean areIn(Throwable failure) {
        return areIn(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /** @param seen those that were looked at: a failure may lead back to itself */
    private boolean areIn(Throwable failure, Set<Throwable> seen) {
        for (Throwable t = failure; t != null && seen.add(t); t = t.getCause()) {
            String message = t.getMessage();
            boolean tells = message != null && !hideIn(message).equals(message);
            if (tells || Stream.of(t.getSuppressed()).anyMatch(suppressed -> areIn(suppressed, seen))) {
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
