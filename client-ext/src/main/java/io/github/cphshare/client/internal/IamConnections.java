package io.github.cphshare.client.internal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** How IAM is reached. Stateless. */
public final class IamConnections {
    private IamConnections() {}

    /**
     * A client for requests that hold credentials: neither interceptors nor listeners see them, no redirect takes them
     * elsewhere, none goes out twice, and no connection is kept for the next, which comes in a day.
     *
     * @param callers a client whose proxy, TLS, name resolution and time-outs are used; {@code null} for none
     * @return a client
     */
    public static OkHttpClient client(@Nullable OkHttpClient callers) {
        OkHttpClient.Builder http = callers == null
                ? new OkHttpClient.Builder()
                        .connectTimeout(Duration.ofSeconds(10))
                        .readTimeout(Duration.ofSeconds(30))
                        .callTimeout(Duration.ofSeconds(60))
                : callers.newBuilder();
        http.interceptors().clear();
        http.networkInterceptors().clear();
        return http.eventListenerFactory(call -> EventListener.NONE)
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .build();
    }
}
