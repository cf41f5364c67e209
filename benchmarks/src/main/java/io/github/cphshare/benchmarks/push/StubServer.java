package io.github.cphshare.benchmarks.push;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * A server that costs next to nothing: it reads a request to its end, answers with bytes that were made beforehand, and
 * acknowledges at once what it receives, where the system lets it, so that no client waits for a delayed
 * acknowledgement. It knows just enough HTTP/1.1 for the clients that are compared here.
 */
final class StubServer {
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHUNKED = "transfer-encoding: chunked".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] GZIP = "accept-encoding: gzip".getBytes(StandardCharsets.US_ASCII);

    private final byte[] answer;
    private final byte[] answerToGzip;
    private final @Nullable SSLContext tls;
    private final boolean closing;

    private StubServer(byte[] answer, byte[] answerToGzip, @Nullable SSLContext tls, boolean closing) {
        this.answer = answer;
        this.answerToGzip = answerToGzip;
        this.tls = tls;
        this.closing = closing;
    }

    /** One that keeps its connections, with TLS or without. */
    static StubServer of(byte[] body, @Nullable SSLContext tls) {
        byte[] answer = answer(body, "");
        return new StubServer(answer, answer, tls, false);
    }

    /** One that closes a connection after an answer, without a word of it, as for being idle. */
    static StubServer closing(byte[] body) {
        byte[] answer = answer(body, "");
        return new StubServer(answer, answer, null, true);
    }

    /** One that sends other bytes, which were compressed beforehand, to those who ask for gzip. */
    static StubServer compressing(byte[] body, byte[] compressed) {
        return new StubServer(answer(body, ""), answer(compressed, "Content-Encoding: gzip\r\n"), null, false);
    }

    private static byte[] answer(byte[] body, String header) {
        byte[] head = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Request-Id: stub\r\n" + header
                        + "Content-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] answer = new byte[head.length + body.length];
        System.arraycopy(head, 0, answer, 0, head.length);
        System.arraycopy(body, 0, answer, head.length, body.length);
        return answer;
    }

    /** Serves until the process ends. */
    int start() throws IOException {
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread acceptor = new Thread(() -> accept(socket), "stub");
        acceptor.setDaemon(true);
        acceptor.start();
        return socket.getLocalPort();
    }

    private void accept(ServerSocket socket) {
        try {
            while (true) {
                Socket connection = socket.accept();
                Thread thread = new Thread(() -> serve(connection), "stub connection");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            throw new IllegalStateException("the stub cannot accept connections", e);
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            boolean quickAck = connection.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
            connection.setOption(StandardSocketOptions.SO_RCVBUF, 1 << 18);
            Socket spoken = tls == null ? connection : encrypted(connection, tls);
            InputStream in = spoken.getInputStream();
            OutputStream out = spoken.getOutputStream();
            byte[] received = new byte[1 << 18];
            int size = 0;
            while (true) {
                if (quickAck) {
                    // The system forgets it after a while, so it is said again before each read.
                    connection.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
                }
                int n = in.read(received, size, received.length - size);
                if (n < 0) {
                    return;
                }
                size += n;
                if (isWhole(received, size)) {
                    boolean gzip = indexOf(received, endOfHead(received, size), GZIP) >= 0;
                    out.write(gzip ? answerToGzip : answer);
                    size = 0;
                    if (closing) {
                        return;
                    }
                }
            }
        } catch (IOException e) {
            // The client has gone; that is how a connection ends here.
            return;
        }
    }

    private static Socket encrypted(Socket connection, SSLContext tls) throws IOException {
        SSLSocket socket =
                (SSLSocket) tls.getSocketFactory().createSocket(connection, null, connection.getPort(), true);
        socket.setUseClientMode(false);
        return socket;
    }

    /** Clients here send one request at a time, so what is received is the beginning of one, or one. */
    private static boolean isWhole(byte[] received, int size) {
        int end = endOfHead(received, size);
        if (end < 0) {
            return false;
        }
        int at = indexOf(received, end, LENGTH);
        if (at >= 0) {
            int length = 0;
            for (int i = at + LENGTH.length; received[i] != '\r'; i++) {
                length = received[i] == ' ' ? length : 10 * length + received[i] - '0';
            }
            return size >= end + length;
        }
        if (indexOf(received, end, CHUNKED) >= 0) {
            // Ends with the chunk of no bytes.
            return size >= end + 5
                    && received[size - 5] == '0'
                    && received[size - 4] == '\r'
                    && received[size - 3] == '\n'
                    && received[size - 2] == '\r'
                    && received[size - 1] == '\n';
        }
        return true;
    }

    private static int endOfHead(byte[] received, int size) {
        for (int i = 3; i < size; i++) {
            if (received[i] == '\n' && received[i - 1] == '\r' && received[i - 2] == '\n' && received[i - 3] == '\r') {
                return i + 1;
            }
        }
        return -1;
    }

    private static int indexOf(byte[] head, int end, byte[] name) {
        for (int i = 0; i + name.length < end; i++) {
            int j = 0;
            while (j < name.length
                    && (head[i + j] | (head[i + j] >= 'A' && head[i + j] <= 'Z' ? 0x20 : 0)) == name[j]) {
                j++;
            }
            if (j == name.length) {
                return i;
            }
        }
        return -1;
    }
}
