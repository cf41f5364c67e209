package io.github.cphshare.client;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Takes the credentials out of the request that an answer leads back to, for whoever is handed the answer: interceptors of the
 * caller, and those who make generated calls. They print it, and OkHttp knows of no token that it would have to hide. Stateless.
 */
final class WithoutCredentials implements Interceptor {
    @Override
    public Response intercept(Chain chain) throws IOException {
        return without(chain.proceed(chain.request()));
    }

    private static Response without(Response response) {
        return response.newBuilder()
                .request(RequestSigner.unauthenticated(response.request()))
                .networkResponse(ifAny(response.networkResponse()))
                .priorResponse(ifAny(response.priorResponse()))
                .build();
    }

    private static @Nullable Response ifAny(@Nullable Response response) {
        return response == null ? null : without(response);
    }
}
