package io.github.cphshare.benchmarks.push;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okio.Buffer;

/** A server over TLS that lets its clients choose between HTTP/1.1 and HTTP/2. */
final class Http2Server {
    // Kept here, since a logger that nobody holds forgets that it is off.
    private static final Logger LOG = Logger.getLogger(MockWebServer.class.getName());

    private Http2Server() {}

    /** Serves until the process ends. */
    static int start(byte[] answer, SSLContext tls) throws IOException {
        LOG.setLevel(Level.OFF);
        MockWebServer server = new MockWebServer();
        server.setServerSocketFactory(new PromptSockets());
        server.useHttps(tls.getSocketFactory(), false);
        server.setBodyLimit(0);
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse()
                        .setHeader("Content-Type", "application/json")
                        .setBody(new Buffer().write(answer));
            }
        });
        server.start(InetAddress.getLoopbackAddress(), 0);
        return server.getPort();
    }

    /** It writes the head and the body of an answer apart: the body must not wait until the head is acknowledged. */
    private static final class PromptSockets extends ServerSocketFactory {
        @Override
        public ServerSocket createServerSocket() throws IOException {
            return new ServerSocket() {
                @Override
                public Socket accept() throws IOException {
                    Socket connection = super.accept();
                    connection.setTcpNoDelay(true);
                    return connection;
                }
            };
        }

        @Override
        public ServerSocket createServerSocket(int port) {
            throw new UnsupportedOperationException("asks for a socket that is not bound yet");
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog) {
            return createServerSocket(port);
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
            return createServerSocket(port);
        }
    }
}
