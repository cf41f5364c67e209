package io.github.cphshare.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An object store on loopback with one object, which gives out ranges of it. */
final class ObjectServer implements AutoCloseable {
    private static final String PATH = "/bucket/test.tar";

    private final HttpServer http;
    private final byte[] object;
    private final Runnable beforeAnswer;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    ObjectServer(Path file) throws IOException {
        this(file, () -> {});
    }

    /**
     * @param beforeAnswer runs, in the thread of each request, before it is answered
     */
    ObjectServer(Path file, Runnable beforeAnswer) throws IOException {
        this.beforeAnswer = beforeAnswer;
        object = Files.readAllBytes(file);
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", this::answer);
        http.setExecutor(threads);
        http.start();
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + PATH;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            beforeAnswer.run();
            if (!exchange.getRequestURI().getPath().equals(PATH)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            String[] range =
                    exchange.getRequestHeaders().getFirst("Range").substring(6).split("-", 2);
            int first = Integer.parseInt(range[0]);
            int end = Math.min(object.length, Integer.parseInt(range[1]) + 1);
            exchange.getResponseHeaders().set("ETag", "\"tag\"");
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + first + "-" + (end - 1) + "/" + object.length);
            exchange.sendResponseHeaders(206, end - first);
            exchange.getResponseBody().write(Arrays.copyOfRange(object, first, end));
        }
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
