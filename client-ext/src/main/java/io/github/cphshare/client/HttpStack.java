package io.github.cphshare.client;

import io.github.cphshare.client.internal.ThisMachine;
import io.github.cphshare.client.internal.UnaskedRepetition;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import javax.net.SocketFactory;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** The OkHttp client that calls go through: one of our own, or the caller's with what must hold added to it. */
final class HttpStack implements AutoCloseable {
    private static final int CALLS_AT_ONCE = 64;

    /**
     * How often a connection of HTTP/2 is asked for a sign of life. A push waits in silence as long as its call may take, and where
     * a connection is gone without a word, nothing else would keep the next push, and all after it, from the same fate.
     */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(30);

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
        ConnectionPool connections = new ConnectionPool();
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(connections)
                .eventListener(new LastOnes(threads, connections))
                .pingInterval(SIGN_OF_LIFE);
        Timeouts.DEFAULTS.applyTo(builder);
        return builder;
    }

    /** Lets go of the connections of calls that were under way when the client was closed: it keeps them for nobody. */
    private static final class LastOnes extends EventListener {
        private final ExecutorService threads;
        private final ConnectionPool connections;

        LastOnes(ExecutorService threads, ConnectionPool connections) {
            this.threads = threads;
            this.connections = connections;
        }

        @Override
        public void callEnd(Call call) {
            over();
        }

        @Override
        public void callFailed(Call call, IOException failure) {
            over();
        }

        private void over() {
            if (threads.isShutdown()) {
                connections.evictAll();
            }
        }
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
