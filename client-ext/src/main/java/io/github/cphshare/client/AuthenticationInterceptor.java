package io.github.cphshare.client;

import io.github.cphshare.client.auth.Credentials;
import io.github.cphshare.client.auth.CredentialsException;
import io.github.cphshare.client.auth.CredentialsProvider;
import io.github.cphshare.client.auth.TokenCredentials;
import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Puts the credentials on a request, last of all application interceptors, so that neither a caller's interceptor nor
 * its log sees them; and only on a request to the endpoint, wherever an interceptor may have turned it.
 */
final class AuthenticationInterceptor implements Interceptor {
    static final String TOKEN_HEADER = "X-Auth-Token";

    private final Endpoint endpoint;
    private final CredentialsProvider provider;

    AuthenticationInterceptor(Endpoint endpoint, CredentialsProvider provider) {
        this.endpoint = endpoint;
        this.provider = provider;
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
        return chain.proceed(authenticated(request));
    }

    private Request authenticated(Request request) throws CallFailure {
        Credentials credentials;
        try {
            credentials = provider.credentials();
        } catch (CredentialsException e) {
            throw new CallFailure(e);
        }
        if (credentials instanceof TokenCredentials token) {
            return request.newBuilder().header(TOKEN_HEADER, token.token()).build();
        }
        // A provider written without null checks; sending the request without credentials would be worse than this.
        throw new CallFailure(new CredentialsException("The provider gave no credentials.", null));
    }
}
