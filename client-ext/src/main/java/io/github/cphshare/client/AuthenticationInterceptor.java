package io.github.cphshare.client;

import io.github.cphshare.client.auth.AkSkCredentials;
import io.github.cphshare.client.auth.Credentials;
import io.github.cphshare.client.auth.CredentialsException;
import io.github.cphshare.client.auth.CredentialsProvider;
import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.ErrorAnswer;
import io.github.cphshare.client.error.ServiceException;
import java.io.IOException;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Puts the credentials on a request, after all interceptors of the caller, so that neither these nor their logs see
 * them; and only on a request to the endpoint, wherever an interceptor may have turned it.
 */
final class AuthenticationInterceptor implements Interceptor {
    private final Endpoint endpoint;
    private final CredentialsProvider provider;
    private final @Nullable String projectId;
    private final @Nullable ProjectLookup lookup;
    private final RequestSigner signer;
    private final KeyGuard guard;

    /**
     * @param projectId the client's; {@code null} for that of the credentials
     * @param lookup finds the project where the credentials don't name theirs either; {@code null} for nothing
     */
    AuthenticationInterceptor(
            Endpoint endpoint,
            CredentialsProvider provider,
            @Nullable String projectId,
            @Nullable ProjectLookup lookup,
            RequestSigner signer,
            KeyGuard guard) {
        this.endpoint = endpoint;
        this.provider = provider;
        this.projectId = projectId;
        this.lookup = lookup;
        this.signer = signer;
        this.guard = guard;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        try {
            return answer(chain);
        } catch (CphShareException e) {
            throw new CallFailure(e);
        }
    }

    private Response answer(Chain chain) throws IOException {
        Request request = chain.request();
        if (!endpoint.covers(request.url())) {
            throw new CredentialsException(
                    "The request goes to " + request.url().host() + ", and the credentials belong to "
                            + endpoint.url().host() + ".",
                    null);
        }
        Credentials credentials = credentials();
        if (credentials instanceof AkSkCredentials key) {
            return signedWith(key, chain, request);
        }
        Response response = send(authenticated(request, credentials), chain);
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
        WireProbe probe = WireProbe.ifAny(chain.call());
        if (probe != null) {
            probe.startAgain();
        }
        // Once, and not in a loop: the first was refused before it was acted on, and a second refusal is the answer.
        return send(authenticated(request, others), chain);
    }

    private static Response send(Request authenticated, Chain chain) throws IOException {
        WireProbe probe = WireProbe.ifAny(chain.call());
        if (probe != null) {
            probe.carries(authenticated);
        }
        return chain.proceed(authenticated);
    }

    private Response signedWith(AkSkCredentials key, Chain chain, Request request) throws IOException {
        guard.check(key);
        Response response = send(authenticated(request, key), chain);
        guard.answered(key, response.code());
        return response;
    }

    private @Nullable Credentials replacement(Credentials refused, ErrorAnswer refusal) {
        try {
            return asked(() -> provider.replacement(refused));
        } catch (CredentialsException e) {
            ServiceException failure = refusal.withNote("There is no other token: " + e.getMessage())
                    .toException();
            failure.addSuppressed(e);
            throw failure;
        }
    }

    /** A defect of a provider is thrown neither through OkHttp, which would call it a cancelled call, nor with its words. */
    private static @Nullable Credentials asked(Supplier<@Nullable Credentials> provider) {
        try {
            return provider.get();
        } catch (CredentialsException e) {
            throw e;
        } catch (RuntimeException e) {
            // Only its type: somebody else's message may hold the secret.
            throw new CredentialsException(
                    "The provider of the credentials failed with "
                            + e.getClass().getName() + ".",
                    null);
        }
    }

    private Credentials credentials() {
        Credentials credentials = asked(provider::credentials);
        if (credentials == null) {
            // A provider written without null checks; sending the request without credentials would be worse than this.
            throw new CredentialsException("The provider gave no credentials.", null);
        }
        return credentials;
    }

    private Request authenticated(Request request, Credentials credentials) throws IOException {
        String project = project(credentials, ProjectPlaceholder.isIn(request.url()));
        HttpUrl url = ProjectPlaceholder.filledIn(request.url(), project);
        return signer.authenticated(
                url.equals(request.url())
                        ? request
                        : request.newBuilder().url(url).build(),
                credentials,
                project);
    }

    /** The project that the next request would go to; credentials and IAM are asked for it as by that. */
    String projectId() {
        return projectId != null ? projectId : ProjectPlaceholder.checked(project(credentials(), true));
    }

    /** @param needed whether IAM is worth asking */
    private @Nullable String project(Credentials credentials, boolean needed) {
        if (projectId != null) {
            return projectId;
        }
        if (credentials.projectId() != null || lookup == null || !needed) {
            return credentials.projectId();
        }
        return lookup.projectId(credentials);
    }
}
