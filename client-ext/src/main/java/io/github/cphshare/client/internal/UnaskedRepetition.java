package io.github.cphshare.client.internal;

import java.io.IOException;
import java.net.ProtocolException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Hides from OkHttp what it would make of an answer by itself: of one that asks for another attempt at once, a repetition that
 * {@link io.github.cphshare.client.call.Retries} knows nothing of; of a number of seconds that is too large for it, an exception
 * that stands for no answer. To wait no time is what we do as well where nothing is said. Within the network, before OkHttp
 * looks at the answer; a push could not be repeated in any case, since its body can be sent once. And hides from others where
 * OkHttp loses its way in an answer: for them that is a failure of the network like any other.
 */
public final class UnaskedRepetition implements Interceptor {
    private static final String RETRY_AFTER = "Retry-After";
    private static final int UNAVAILABLE = 503;

    private static final String AT_ONCE_OR_TOO_LARGE = "0+|\\d{10,}";

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = answer(chain);
        String wait = response.header(RETRY_AFTER);
        return response.code() == UNAVAILABLE && wait != null && wait.matches(AT_ONCE_OR_TOO_LARGE)
                ? response.newBuilder().removeHeader(RETRY_AFTER).build()
                : response;
    }

    /** OkHttp 4 passes by one interim answer (1xx), and takes a second one for a defect of its own, whatever comes behind it. */
    private static Response answer(Chain chain) throws IOException {
        try {
            return chain.proceed(chain.request());
        } catch (IllegalStateException e) {
            throw (IOException)
                    new ProtocolException("The answer cannot be read, such as one behind several interim ones (1xx)")
                            .initCause(e);
        }
    }
}
