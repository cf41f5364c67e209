package io.github.cphshare.client;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Hides from OkHttp that an answer asks for another attempt at once: it would make one by itself, which {@link
 * io.github.cphshare.client.call.Retries} knows nothing of. To wait no time is what we do as well where nothing is said. Within
 * the network, before OkHttp looks at the answer; a push could not be repeated in any case, since its body can be sent once.
 */
final class UnaskedRepetition implements Interceptor {
    private static final String RETRY_AFTER = "Retry-After";
    private static final int UNAVAILABLE = 503;

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        String wait = response.header(RETRY_AFTER);
        return response.code() == UNAVAILABLE && wait != null && wait.matches("0+")
                ? response.newBuilder().removeHeader(RETRY_AFTER).build()
                : response;
    }
}
