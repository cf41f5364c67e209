package io.github.cphshare.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** A server on loopback that reads HTTP/1.1 requests and answers with whatever bytes a test wants, or with none. */
final class RawServer implements AutoCloseable {

    /** What is done with a request that has been read to its end. */
    @FunctionalInterface
    interface Behaviour {
        void answer(String request, Socket connection) throws IOException;
    }

    static final String OK_BODY = """
            {"request_id":"6837531fd3f54550927b930180a706bf","jobs":[{"server_id":"s1","job_id":"j1"}]}""";

    private final ServerSocket listener;
    private final Thread accepting;
    private final Deque<Behaviour> script = new ArrayDeque<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<Socket> connections = Collections.synchronizedList(new ArrayList<>());

    /** A server that behaves as told, request by request; the last behaviour goes on for ever. */
    RawServer(Behaviour... behaviours) {
        this(onLoopback(), behaviours);
    }

    /** The same behind a socket of another kind. */
    RawServer(ServerSocket listener, Behaviour... behaviours) {
        Collections.addAll(script, behaviours);
        this.listener = listener;
        this.accepting = daemon(this::accept);
    }

    private static ServerSocket onLoopback() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer with a length, after which the connection stays open. */
    static Behaviour answer(String statusAndHeaders, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return raw("HTTP/1.1 " + statusAndHeaders + "\r\nContent-Length: " + length + "\r\n\r\n" + body);
    }

    static Behaviour ok() {
        return answer("200 OK\r\nContent-Type: application/json", OK_BODY);
    }

    static Behaviour raw(String bytes) {
        return (request, connection) -> connection.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
    }

    static Behaviour rawThenClose(String bytes) {
        return (request, connection) -> {
            connection.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
            connection.close();
        };
    }

    /** One that a test lets happen. */
    static Behaviour after(CountDownLatch event, Behaviour then) {
        return (request, connection) -> {
            try {
                event.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            then.answer(request, connection);
        };
    }

    static Behaviour hangUp() {
        return (request, connection) -> connection.close();
    }

    static Behaviour silence() {
        return (request, connection) -> {};
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Every request that was read to its end, head and body. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** How many connections there were. */
    int connections() {
        return connections.size();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket connection = listener.accept();
                connections.add(connection);
                daemon(() -> serve(connection));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            String request = read(connection.getInputStream());
            while (!request.isEmpty()) {
                requests.add(request);
                next().answer(request, connection);
                if (connection.isClosed()) {
                    return;
                }
                request = read(connection.getInputStream());
            }
        } catch (IOException e) {
            // The other side has gone: for these tests as good as a closed connection.
        }
    }

    private Behaviour next() {
        synchronized (script) {
            return script.size() > 1 ? script.removeFirst() : script.getFirst();
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int b;
        while ((b = in.read()) >= 0) {
            bytes.write(b);
            String head = bytes.toString(StandardCharsets.ISO_8859_1);
            if (head.endsWith("\r\n\r\n")) {
                bytes.write(in.readNBytes(contentLength(head)));
                return bytes.toString(StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private static int contentLength(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(0);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        try {
            // Until it has noticed, it may still take a connection.
            accepting.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Socket connection : List.copyOf(connections)) {
            connection.close();
        }
    }
}
