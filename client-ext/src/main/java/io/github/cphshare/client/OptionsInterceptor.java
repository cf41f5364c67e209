package io.github.cphshare.client;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/** Applies the {@link RequestOptions} that a request carries as a tag. */
final class OptionsInterceptor implements Interceptor {

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        RequestOptions options = request.tag(RequestOptions.class);
        if (options == null) {
            return chain.proceed(request);
        }
        Chain limited = chain;
        if (options.connectTimeout() != null) {
            limited = limited.withConnectTimeout(millis(options.connectTimeout()), TimeUnit.MILLISECONDS);
        }
        if (options.readTimeout() != null) {
            limited = limited.withReadTimeout(millis(options.readTimeout()), TimeUnit.MILLISECONDS)
                    .withWriteTimeout(millis(options.readTimeout()), TimeUnit.MILLISECONDS);
        }
        if (options.headers().isEmpty()) {
            return limited.proceed(request);
        }
        Request.Builder changed = request.newBuilder();
        options.headers().forEach(changed::header);
        return limited.proceed(changed.build());
    }

    private static int millis(Duration timeout) {
        return Math.toIntExact(timeout.toMillis());
    }
}
