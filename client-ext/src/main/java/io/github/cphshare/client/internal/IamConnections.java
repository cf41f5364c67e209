package io.github.cphshare.client.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Authenticator;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** How IAM is reached. Stateless. */
public final class IamConnections {
    private IamConnections() {}

    /**
     * A client for requests that hold credentials: neither interceptors nor listeners nor an authenticator see them, no redirect takes them
     * elsewhere, none with a body goes out twice, and no connection is kept for the next, which comes in a day.
     *
     * @param callers a client whose proxy, TLS, name resolution and time-outs are used; {@code null} for none
     * @param iam where the requests go
     * @return a client
     */
    public static OkHttpClient client(@Nullable OkHttpClient callers, HttpUrl iam) {
        OkHttpClient.Builder http = callers == null
                ? new OkHttpClient.Builder()
                        .connectTimeout(Duration.ofSeconds(10))
                        .readTimeout(Duration.ofSeconds(30))
                        .callTimeout(Duration.ofSeconds(60))
                : callers.newBuilder();
        http.interceptors().clear();
        http.networkInterceptors().clear();
        ThisMachine.reachDirectly(http, iam);
        return http.eventListenerFactory(call -> EventListener.NONE)
                .cache(null)
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .authenticator(Authenticator.NONE)
                .addInterceptor(new Interrupts())
                .addInterceptor(new SentOnce())
                .addNetworkInterceptor(new UnaskedRepetition())
                .build();
    }

    /** OkHttp itself repeats a request after some answers, unless its body cannot be sent twice. */
    private static final class SentOnce implements Interceptor {
        @Override
        public Response intercept(Chain chain) throws IOException {
            Request request = chain.request();
            RequestBody body = request.body();
            if (body == null) {
                return chain.proceed(request);
            }
            Buffer bytes = new Buffer();
            body.writeTo(bytes);
            return chain.proceed(request.newBuilder()
                    .method(request.method(), new OneShotBody(bytes, body.contentType()))
                    .build());
        }
    }
}
