package io.github.cphshare.client;

import io.github.cphshare.client.error.ErrorAnswer;
import java.io.IOException;
import java.util.Set;
import okhttp3.Response;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The answers that say that a token is not good any more: "decrypt token fail" and "the token must be updated" (API
 * Gateway, error codes, rows APIGW.0301 and APIGW.0307).
 */
final class TokenRefusal {
    private static final Set<String> CODES = Set.of("APIGW.0301", "APIG.0301", "APIGW.0307", "APIG.0307");
    private static final long LONGEST = 65_536;

    private TokenRefusal() {}

    /** Looks into an answer without consuming it. */
    static @Nullable ErrorAnswer in(Response response) {
        if (response.code() != 401) {
            return null;
        }
        Secrets secrets = new Secrets(response.request());
        Buffer body = new Buffer();
        try {
            body.writeAll(response.peekBody(LONGEST).source());
        } catch (IOException e) {
            // The status came whole, and is told with what came of the body; which refusal it is cannot be known.
            return null;
        }
        ErrorAnswer answer =
                ErrorAnswer.of(response.code(), response.headers(), secrets.beginning(body), secrets::hideIn);
        String code = answer.toException().errorCode();
        return code != null && CODES.contains(code) ? answer : null;
    }
}
