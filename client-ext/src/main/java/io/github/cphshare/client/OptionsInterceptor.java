package io.github.cphshare.client;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/** Applies the {@link RequestOptions} that a request carries as a tag. */
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
        RequestOptions options = request.tag(RequestOptions.class);
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
