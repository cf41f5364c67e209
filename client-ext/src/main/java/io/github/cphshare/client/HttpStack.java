package io.github.cphshare.client;

import io.github.cphshare.client.internal.ThisMachine;
import io.github.cphshare.client.internal.UnaskedRepetition;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import javax.net.SocketFactory;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** The OkHttp client that calls go through: one of our own, or the caller's with what must hold added to it. */
final class HttpStack implements AutoCloseable {
    private static final int CALLS_AT_ONCE = 64;

    private final OkHttpClient client;
    private final boolean owned;

    private HttpStack(OkHttpClient client, boolean owned) {
        this.client = client;
        this.owned = owned;
    }

    static HttpStack create(
            @Nullable OkHttpClient callers,
            Endpoint endpoint,
            AuthenticationInterceptor authentication,
            Timeouts timeouts,
            LongSupplier nanoTime) {
        OkHttpClient.Builder builder = callers == null ? own() : callers.newBuilder();
        timeouts.applyTo(builder);
        ThisMachine.reachDirectly(builder, endpoint.url());
        if (callers == null || callers.socketFactory() == SocketFactory.getDefault()) {
            builder.socketFactory(new NoDelaySocketFactory(SocketFactory.getDefault()));
        }
        RestedConnections rested = new RestedConnections(nanoTime);
        if (!builder.interceptors().isEmpty()) {
            builder.addInterceptor(new WithoutCredentials());
        }
        // Jobs that ran when they were last asked for may have ended since, however long an answer may be kept.
        builder.cache(null)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .addInterceptor(new OptionsInterceptor(callers == null && timeouts.read() == null))
                // The only one that may send a request a second time: what it lets pass can be sent once.
                .addInterceptor(authentication)
                .addInterceptor(rested::onOneThatStands)
                .addNetworkInterceptor(rested::look)
                .addNetworkInterceptor(WireProbe.INTERCEPTOR)
                .addNetworkInterceptor(new UnaskedRepetition());
        builder.interceptors().add(0, new Defects()); // Around those of the caller, too.
        return new HttpStack(builder.build(), callers == null);
    }

    private static OkHttpClient.Builder own() {
        AtomicInteger number = new AtomicInteger();
        // As OkHttp's own, but of daemon threads: an idle client keeps no JVM alive.
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "cph-share-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        Dispatcher dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequestsPerHost(CALLS_AT_ONCE); // there is one host only; OkHttp's five would be the limit
        OkHttpClient.Builder builder = new OkHttpClient.Builder().dispatcher(dispatcher);
        Timeouts.DEFAULTS.applyTo(builder);
        return builder;
    }

    OkHttpClient client() {
        return client;
    }

    /** The same for calls whose answers are handed to others as they are. */
    OkHttpClient forOthers() {
        OkHttpClient.Builder builder = client.newBuilder();
        builder.interceptors().add(0, new WithoutCredentials());
        return builder.build();
    }

    /** Lets go of threads and connections; a caller's own client is left to the caller. */
    @Override
    public void close() {
        if (owned) {
            client.dispatcher().executorService().shutdown();
            client.connectionPool().evictAll();
        }
    }
}
