package io.github.cphshare.client.tar;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An object store on loopback with one object, which need not be in memory; and what a broken one may do. */
final class RangeServer implements AutoCloseable {
    static final String TAG = "\"5d41402abc4b2a76b9719d911017c592\"";
    static final String TIME = "Tue, 24 Nov 2026 10:00:00 GMT";

    /** Answers one request; {@code first} and {@code last} are what was asked for. */
    @FunctionalInterface
    interface Behaviour {
        void answer(RangeServer server, HttpExchange exchange, long first, long last) throws IOException;
    }

    private final HttpServer http;
    private final SeekableByteChannel object;
    private final List<String> conditions = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour = RangeServer::honest;
    private volatile String tag = TAG;
    private volatile String time = TIME;

    RangeServer(SeekableByteChannel object) {
        this.object = object;
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/", this::handle);
        http.start();
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/bucket/test.tar";
    }

    RangeServer behaves(Behaviour other) {
        behaviour = other;
        return this;
    }

    /** {@code null} for none. */
    RangeServer validators(String newTag, String newTime) {
        tag = newTag;
        time = newTime;
        return this;
    }

    /** If-Match, or else If-Unmodified-Since, or else nothing, of each request. */
    List<String> conditions() {
        return conditions;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String match = exchange.getRequestHeaders().getFirst("If-Match");
            String since = exchange.getRequestHeaders().getFirst("If-Unmodified-Since");
            conditions.add(match != null ? match : since != null ? since : "");
            String[] range =
                    exchange.getRequestHeaders().getFirst("Range").substring(6).split("-", 2);
            behaviour.answer(this, exchange, Long.parseLong(range[0]), Long.parseLong(range[1]));
        }
    }

    private static void honest(RangeServer server, HttpExchange exchange, long first, long last) throws IOException {
        String match = exchange.getRequestHeaders().getFirst("If-Match");
        String since = exchange.getRequestHeaders().getFirst("If-Unmodified-Since");
        if ((match != null && !match.equals(server.tag)) || (since != null && !since.equals(server.time))) {
            exchange.sendResponseHeaders(412, -1);
        } else if (first >= server.object.size()) {
            exchange.getResponseHeaders().set("Content-Range", "bytes */" + server.object.size());
            exchange.sendResponseHeaders(416, -1);
        } else {
            server.part(exchange, first, Math.min(last, server.object.size() - 1));
        }
    }

    /** A 206 with the right bytes. */
    void part(HttpExchange exchange, long first, long last) throws IOException {
        part(exchange, "bytes " + first + "-" + last + "/" + object.size(), bytes(first, (int) (last - first + 1)));
    }

    /** A 206 with whatever bytes. */
    void part(HttpExchange exchange, String contentRange, byte[] bytes) throws IOException {
        if (tag != null) {
            exchange.getResponseHeaders().set("ETag", tag);
        }
        if (time != null) {
            exchange.getResponseHeaders().set("Last-Modified", time);
        }
        exchange.getResponseHeaders().set("Content-Range", contentRange);
        exchange.sendResponseHeaders(206, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    synchronized byte[] bytes(long first, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        object.position(first);
        while (bytes.hasRemaining() && object.read(bytes) >= 0) {
            // The object may be read in pieces.
        }
        return bytes.array();
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
