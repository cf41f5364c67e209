package io.github.cphshare.client;

import io.github.cphshare.client.auth.AkSkCredentials;
import io.github.cphshare.client.auth.Credentials;
import io.github.cphshare.client.auth.TokenCredentials;
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
    static final String SIGNATURE_HEADER = "Authorization";

    private final Clock clock;

    /** @param clock dates the signatures */
    RequestSigner(Clock clock) {
        this.clock = clock;
    }

    /** @param project the project that a signed request is for; {@code null} for none */
    Request authenticated(Request request, Credentials credentials, @Nullable String project) throws IOException {
        Request.Builder bare = request.newBuilder()
                .removeHeader(TOKEN_HEADER)
                .removeHeader(SIGNATURE_HEADER)
                .tag(Credentials.class, credentials);
        if (credentials instanceof TokenCredentials token) {
            return bare.header(TOKEN_HEADER, token.token()).build();
        }
        return signed(bare.build(), (AkSkCredentials) credentials, project);
    }

    /**
     * Signs what is ours. What others may change on the way (User-Agent, Accept-Encoding) is left out; the body is
     * protected by its hash.
     */
    private Request signed(Request request, AkSkCredentials key, @Nullable String project) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", host(request.url()));
        headers.put(Signer.DATE_HEADER, Signer.date(clock.instant()));
        if (project != null) {
            headers.put("X-Project-Id", project);
        }
        if (key.securityToken() != null) {
            headers.put(SECURITY_TOKEN_HEADER, key.securityToken());
        }
        Request.Builder signed = request.newBuilder();
        headers.forEach(signed::header);
        RequestBody body = request.body();
        ByteString bytes = ByteString.EMPTY;
        if (body instanceof JsonBody ours) {
            bytes = ours.bytes();
        } else if (body != null) {
            Buffer buffer = new Buffer();
            body.writeTo(buffer);
            bytes = buffer.readByteString();
            // The bytes that were hashed: a body may write others when it is asked again.
            signed.method(request.method(), RequestBody.create(bytes, body.contentType()));
        }
        return signed.header(
                        SIGNATURE_HEADER, Signer.authorization(key, request.method(), request.url(), headers, bytes))
                .build();
    }

    private static String host(HttpUrl url) {
        String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
        return url.port() == HttpUrl.defaultPort(url.scheme()) ? host : host + ":" + url.port();
    }
}
