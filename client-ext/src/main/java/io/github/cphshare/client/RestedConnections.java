package io.github.cphshare.client;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.LongSupplier;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * Looks whether a connection still stands that has rested, before a request is written to it. A server closes what rests too
 * long for it, often after five seconds; a push that was written to such a connection is lost, with an unknown outcome, and is
 * not sent again. What was not yet written goes out on another connection.
 *
 * <p>OkHttp itself looks only after ten seconds. A look takes a millisecond where the connection stands, which is why one that
 * was used a moment ago is not looked at. HTTP/2 needs none: there somebody always listens. Nor is one used again on which an
 * answer came that can have no body, or after which the connection ends. Thread-safe.
 */
final class RestedConnections {
    private static final Duration REST = Duration.ofSeconds(1);
    private static final int LOOK_MILLIS = 1;

    private final LongSupplier nanoTime;
    private final Map<Connection, Long> lastUses = Collections.synchronizedMap(new WeakHashMap<>());

    private final Set<Connection> doubted = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    RestedConnections(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Says that nothing was written. */
    private static final class ClosedMeanwhile extends IOException {
        ClosedMeanwhile() {
            super("The server closed the connection while it rested, or may have written more than an answer to it");
        }
    }

    /** Within the network: throws before anything is written to a connection that is closed. */
    Response look(Interceptor.Chain chain) throws IOException {
        Connection connection = Objects.requireNonNull(chain.connection());
        if (!isOurs(connection.protocol())) {
            return chain.proceed(chain.request());
        }
        if (doubted.contains(connection) || (hasRested(connection) && !stands(connection.socket()))) {
            connection.socket().close();
            throw new ClosedMeanwhile();
        }
        Response response = chain.proceed(chain.request());
        if (hasNoBody(response.code()) || isTheLast(response)) {
            doubted.add(connection);
        }
        lastUses.put(connection, nanoTime.getAsLong());
        return response;
    }

    /** Of none that the service gives. What comes behind it, if anything, would be taken for the answer to the next request. */
    private static boolean hasNoBody(int status) {
        return status < 200 || status == 204 || status == 304;
    }

    /** OkHttp looks only for what HTTP/1.1 says of it. */
    private static boolean isTheLast(Response response) {
        return response.protocol() == Protocol.HTTP_1_0
                && !"keep-alive".equalsIgnoreCase(response.header("Connection"));
    }

    /** Around it: takes another connection. OkHttp gives out none that is closed, so each is met once. */
    Response onOneThatStands(Interceptor.Chain chain) throws IOException {
        Response response = null;
        while (response == null) {
            try {
                response = chain.proceed(chain.request());
            } catch (ClosedMeanwhile e) {
                // Nothing was written, so that nothing is repeated.
            }
        }
        return response;
    }

    /** Whether nobody but who sends a request reads from such a connection. */
    private static boolean isOurs(Protocol protocol) {
        return protocol == Protocol.HTTP_1_1 || protocol == Protocol.HTTP_1_0;
    }

    private boolean hasRested(Connection connection) {
        Long lastUse = lastUses.get(connection);
        return lastUse != null && nanoTime.getAsLong() - lastUse >= REST.toNanos();
    }

    /** Whether nothing comes, neither the end nor a byte: nothing was asked for. */
    private static boolean stands(Socket socket) {
        try {
            int timeout = socket.getSoTimeout();
            socket.setSoTimeout(LOOK_MILLIS);
            try {
                socket.getInputStream().read();
                return false;
            } catch (SocketTimeoutException e) {
                socket.setSoTimeout(timeout);
                return true;
            }
        } catch (IOException e) {
            return false; // As good as closed: the request has another one.
        }
    }
}
