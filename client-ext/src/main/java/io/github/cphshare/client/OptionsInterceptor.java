package io.github.cphshare.client;

import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.error.TransportException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Applies the {@link RequestOptions} that a request carries as a tag, and lets none go out whose time was over while it waited:
 * OkHttp counts that time from when it is a request's turn.
 */
final class OptionsInterceptor implements Interceptor {
    private final boolean patient;

    /**
     * @param patient whether a call that changes something is not given up for silence while the time of the whole call
     *     runs: nothing would be won, since it is not repeated, and what became of it would not be known
     */
    OptionsInterceptor(boolean patient) {
        this.patient = patient;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        WireProbe probe = WireProbe.ifAny(chain.call());
        if (probe != null && probe.beginsTooLate()) {
            throw new CallFailure(new TransportException(
                    "The time of the call was over before it was its turn to be sent.", null, Delivery.NOT_SENT, null));
        }
        // Of the call's own request: an interceptor of the caller may have made another one of it, without tags.
        RequestOptions options = chain.call().request().tag(RequestOptions.class);
        boolean changes = !request.method().equals("GET");
        boolean isLimited = chain.call().timeout().timeoutNanos() > 0;
        Chain limited = patient && changes && isLimited ? silent(chain, 0) : chain;
        if (options == null) {
            return limited.proceed(request);
        }
        if (options.connectTimeout() != null) {
            limited = limited.withConnectTimeout(millis(options.connectTimeout()), TimeUnit.MILLISECONDS);
        }
        if (options.readTimeout() != null) {
            limited = silent(limited, millis(options.readTimeout()));
        }
        if (options.headers().isEmpty()) {
            return limited.proceed(request);
        }
        Request.Builder changed = request.newBuilder();
        options.headers().forEach(changed::header);
        return limited.proceed(changed.build());
    }

    private static Chain silent(Chain chain, int millis) {
        return chain.withReadTimeout(millis, TimeUnit.MILLISECONDS).withWriteTimeout(millis, TimeUnit.MILLISECONDS);
    }

    private static int millis(Duration timeout) {
        return Math.toIntExact(timeout.toMillis());
    }
}
