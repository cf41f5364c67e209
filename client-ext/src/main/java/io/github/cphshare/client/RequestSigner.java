package io.github.cphshare.client;

import io.github.cphshare.client.auth.AkSkCredentials;
import io.github.cphshare.client.auth.Credentials;
import io.github.cphshare.client.auth.TokenCredentials;
import io.github.cphshare.client.internal.OneShotBody;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Puts credentials on a request: a token into its header, a key's signature over what is sent. Thread-safe. */
final class RequestSigner {
    static final String TOKEN_HEADER = "X-Auth-Token";
    static final String SECURITY_TOKEN_HEADER = "X-Security-Token";
    static final String PROJECT_HEADER = "X-Project-Id";
    static final String SIGNATURE_HEADER = "Authorization";

    private final Clock clock;

    /** @param clock dates the signatures */
    RequestSigner(Clock clock) {
        this.clock = clock;
    }

    /**
     * A request with credentials, and with a body that can be sent only once.
     *
     * @param project the project that a signed request is for; {@code null} for none
     */
    Request authenticated(Request request, Credentials credentials, @Nullable String project) throws IOException {
        Request.Builder builder = request.newBuilder()
                .removeHeader(TOKEN_HEADER)
                .removeHeader(SIGNATURE_HEADER)
                // For Secrets: of a key, not all that must not be told is in a header.
                .tag(Credentials.class, credentials instanceof AkSkCredentials ? credentials : null);
        // In memory, since a body may write other bytes when it is asked again than those that were hashed.
        Buffer bytes = new Buffer();
        RequestBody body = request.body();
        if (body != null) {
            body.writeTo(bytes);
            builder.method(request.method(), new OneShotBody(bytes, body.contentType()));
        }
        if (credentials instanceof TokenCredentials token) {
            builder.header(TOKEN_HEADER, token.token());
        } else {
            sign(builder, request, bytes.sha256(), (AkSkCredentials) credentials, project);
        }
        return builder.build();
    }

    /** The same request without what proves who sent it. */
    static Request unauthenticated(Request request) {
        return request.newBuilder()
                .removeHeader(TOKEN_HEADER)
                .removeHeader(SECURITY_TOKEN_HEADER)
                .removeHeader(SIGNATURE_HEADER)
                .tag(Credentials.class, null)
                .build();
    }

    /**
     * Signs what is ours. What others may change on the way (User-Agent, Accept-Encoding) is left out; the body is
     * protected by its hash.
     */
    private void sign(
            Request.Builder builder,
            Request request,
            ByteString bodyHash,
            AkSkCredentials key,
            @Nullable String project) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", host(request.url()));
        headers.put(Signer.DATE_HEADER, Signer.date(clock.instant()));
        if (project != null) {
            headers.put(PROJECT_HEADER, project);
        }
        if (key.securityToken() != null) {
            headers.put(SECURITY_TOKEN_HEADER, key.securityToken());
        }
        headers.forEach(builder::header);
        builder.header(SIGNATURE_HEADER, Signer.authorization(key, request.method(), request.url(), headers, bodyHash));
    }

    private static String host(HttpUrl url) {
        String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
        return url.port() == HttpUrl.defaultPort(url.scheme()) ? host : host + ":" + url.port();
    }
}
