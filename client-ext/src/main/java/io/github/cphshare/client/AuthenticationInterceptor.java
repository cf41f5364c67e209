package io.github.cphshare.client;

import io.github.cphshare.client.auth.AkSkCredentials;
import io.github.cphshare.client.auth.Credentials;
import io.github.cphshare.client.auth.CredentialsException;
import io.github.cphshare.client.auth.CredentialsProvider;
import io.github.cphshare.client.auth.TokenCredentials;
import io.github.cphshare.client.error.ErrorAnswer;
import io.github.cphshare.client.error.ServiceException;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Puts the credentials on a request, after all interceptors of the caller, so that neither these nor their logs see
 * them; and only on a request to the endpoint, wherever an interceptor may have turned it.
 */
final class AuthenticationInterceptor implements Interceptor {
    static final String TOKEN_HEADER = "X-Auth-Token";
    static final String SECURITY_TOKEN_HEADER = "X-Security-Token";
    static final String SIGNATURE_HEADER = "Authorization";

    private final Endpoint endpoint;
    private final CredentialsProvider provider;
    private final @Nullable String projectId;
    private final Clock clock;
    private final KeyGuard guard;

    /** @param projectId the client's; {@code null} for that of the credentials */
    AuthenticationInterceptor(
            Endpoint endpoint, CredentialsProvider provider, @Nullable String projectId, Clock clock) {
        this.endpoint = endpoint;
        this.provider = provider;
        this.projectId = projectId;
        this.clock = clock;
        this.guard = new KeyGuard(clock);
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        if (!endpoint.covers(request.url())) {
            throw new CallFailure(new CredentialsException(
                    "The request goes to " + request.url().host() + ", and the credentials belong to "
                            + endpoint.url().host() + ".",
                    null));
        }
        Credentials credentials = credentials();
        if (credentials instanceof AkSkCredentials key) {
            return signedWith(key, chain, request);
        }
        Response response = chain.proceed(authenticated(request, credentials));
        RequestBody body = request.body();
        if (body != null && body.isOneShot()) {
            return response;
        }
        ErrorAnswer refusal = TokenRefusal.in(response);
        Credentials others = refusal == null ? null : replacement(credentials, refusal);
        if (others == null) {
            return response;
        }
        response.close();
        WireProbe.startAgain(request);
        // Once, and not in a loop: the first was refused before it was acted on, and a second refusal is the answer.
        return chain.proceed(authenticated(request, others));
    }

    private Response signedWith(AkSkCredentials key, Chain chain, Request request) throws IOException {
        try {
            guard.check(key);
        } catch (CredentialsException e) {
            throw new CallFailure(e);
        }
        Response response = chain.proceed(authenticated(request, key));
        guard.answered(key, response.code());
        return response;
    }

    private @Nullable Credentials replacement(Credentials refused, ErrorAnswer refusal) throws CallFailure {
        try {
            return provider.replacement(refused);
        } catch (CredentialsException e) {
            ServiceException failure = refusal.withNote("There is no other token: " + e.getMessage())
                    .toException();
            failure.addSuppressed(e);
            throw new CallFailure(failure);
        }
    }

    private Credentials credentials() throws CallFailure {
        Credentials credentials;
        try {
            credentials = provider.credentials();
        } catch (CredentialsException e) {
            throw new CallFailure(e);
        }
        if (credentials == null) {
            // A provider written without null checks; sending the request without credentials would be worse than this.
            throw new CallFailure(new CredentialsException("The provider gave no credentials.", null));
        }
        return credentials;
    }

    private Request authenticated(Request request, Credentials credentials) throws IOException {
        String project = projectId != null ? projectId : credentials.projectId();
        Request.Builder bare = request.newBuilder()
                .url(ProjectPlaceholder.filledIn(request.url(), project))
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
        Buffer buffer = new Buffer();
        if (body != null) {
            body.writeTo(buffer);
        }
        ByteString bytes = buffer.readByteString();
        if (body != null) {
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
