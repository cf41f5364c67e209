package io.github.cphshare.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import javax.net.ServerSocketFactory;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * A server on loopback that does to a connection what networks and gateways do, and counts the requests whose first byte
 * it has seen. Connection by connection it follows a script; the last step goes on for ever.
 */
final class FaultServer implements AutoCloseable {

    /** What is done with a connection. */
    @FunctionalInterface
    interface Step {
        void meet(Wire wire) throws IOException;
    }

    private final ServerSocket listener;
    private final List<Step> script;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final Phaser undecided = new Phaser(1);
    private final Set<Integer> accepted = ConcurrentHashMap.newKeySet();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    FaultServer(ServerSocketFactory sockets, List<Step> script) {
        this.script = script;
        try {
            listener = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /**
     * How many requests began to arrive, once it is known of each connection that was made so far whether one did: the
     * client may have given up before the server came to look.
     */
    int requests() throws IOException {
        try (Socket last = new Socket(listener.getInetAddress(), port())) {
            while (!accepted.contains(last.getLocalPort())) {
                Thread.onSpinWait();
            }
        }
        undecided.arriveAndAwaitAdvance();
        return requests.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                undecided.register();
                accepted.add(socket.getPort());
                Step step = script.get(Math.min(connections.getAndIncrement(), script.size() - 1));
                Wire wire = new Wire(socket, requests, new Once(undecided::arriveAndDeregister));
                daemon(() -> {
                    try (socket;
                            wire) {
                        step.meet(wire);
                    } catch (IOException e) {
                        // The other side has gone, which in a test of faults is as good as any end.
                    }
                });
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "fault-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    /** Runs at the first of several occasions. */
    private record Once(Runnable task, AtomicBoolean done) {
        Once(Runnable task) {
            this(task, new AtomicBoolean());
        }

        void run() {
            if (done.compareAndSet(false, true)) {
                task.run();
            }
        }
    }

    /** One side of a connection. */
    record Wire(Socket socket, AtomicInteger requests, Once decided) implements AutoCloseable {

        @Override
        public void close() {
            decided.run();
        }

        /** Waits for the first byte of a request. */
        int begin() throws IOException {
            int first = socket.getInputStream().read();
            if (first >= 0) {
                requests.incrementAndGet();
            }
            decided.run();
            return first;
        }

        /** Reads a request to its end. */
        String request() throws IOException {
            String head = head();
            int length = head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                    .mapToInt(line -> Integer.parseInt(
                            line.substring(line.indexOf(':') + 1).strip()))
                    .findFirst()
                    .orElse(0);
            return head + new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
        }

        /** Reads the head of a request, and leaves its body. */
        String head() throws IOException {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            int last = 0;
            for (int b = begin(); b >= 0; b = in.read()) {
                bytes.write(b);
                last = (last << 8) | b;
                if (last == 0x0d0a0d0a) {
                    return bytes.toString(StandardCharsets.ISO_8859_1);
                }
            }
            throw new IOException("the client has gone");
        }

        void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.UTF_8));
        }

        void send(byte[] bytes) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        }

        /** Until the other side goes, or the server is closed. */
        void untilGone() throws IOException {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        }

        /** Ends with a reset instead of an orderly end. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    static Step answer(String statusAndHeaders, String body) {
        return answer(statusAndHeaders, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Answers every request of a connection alike, with the right length. */
    static Step answer(String statusAndHeaders, byte[] body) {
        return wire -> {
            while (true) {
                wire.request();
                wire.send("HTTP/1.1 " + statusAndHeaders + "\r\nContent-Length: " + body.length + "\r\n\r\n");
                wire.send(body);
            }
        };
    }

    static Step ok() {
        return answer("200 OK\r\nContent-Type: application/json", RawServer.OK_BODY);
    }

    /** Reads the request, says this, and closes. */
    static Step say(String bytes) {
        return wire -> {
            wire.request();
            wire.send(bytes);
        };
    }

    /** Reads the request, says this, and says no more. */
    static Step sayAndWait(String bytes) {
        return wire -> {
            wire.request();
            wire.send(bytes);
            wire.untilGone();
        };
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static ServerSocketFactory tls(HeldCertificate certificate, X509Certificate... intermediates) {
        return new HandshakeCertificates.Builder()
                .heldCertificate(certificate, intermediates)
                .build()
                .sslContext()
                .getServerSocketFactory();
    }
}
