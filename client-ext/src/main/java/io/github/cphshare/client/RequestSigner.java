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
        RequestBody body = request.body();
        if (credentials instanceof TokenCredentials token) {
            builder.header(TOKEN_HEADER, token.token());
        } else {
            body = body == null || body instanceof JsonBody ? body : inMemory(body);
            sign(builder, request, bytes(body), (AkSkCredentials) credentials, project);
        }
        if (body != null) {
            builder.method(request.method(), new OneShotBody(body));
        }
        return builder.build();
    }

    /** The bytes that will be hashed: a body may write others when it is asked again. */
    private static JsonBody inMemory(RequestBody body) throws IOException {
        Buffer buffer = new Buffer();
        body.writeTo(buffer);
        return new JsonBody(buffer.readByteString(), body.contentType());
    }

    private static ByteString bytes(@Nullable RequestBody body) {
        return body instanceof JsonBody ours ? ours.bytes() : ByteString.EMPTY;
    }

    /**
     * Signs what is ours. What others may change on the way (User-Agent, Accept-Encoding) is left out; the body is
     * protected by its hash.
     */
    private void sign(
            Request.Builder builder, Request request, ByteString bytes, AkSkCredentials key, @Nullable String project) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", host(request.url()));
        headers.put(Signer.DATE_HEADER, Signer.date(clock.instant()));
        if (project != null) {
            headers.put("X-Project-Id", project);
        }
        if (key.securityToken() != null) {
            headers.put(SECURITY_TOKEN_HEADER, key.securityToken());
        }
        headers.forEach(builder::header);
        builder.header(SIGNATURE_HEADER, Signer.authorization(key, request.method(), request.url(), headers, bytes));
    }

    private static String host(HttpUrl url) {
        String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
        return url.port() == HttpUrl.defaultPort(url.scheme()) ? host : host + ":" + url.port();
    }
}
