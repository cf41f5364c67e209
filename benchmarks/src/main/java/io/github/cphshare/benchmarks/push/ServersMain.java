package io.github.cphshare.benchmarks.push;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.cphshare.benchmarks.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;

/** The servers, in a process of their own: says where they are, and serves until its standard input ends. */
public final class ServersMain {
    private ServersMain() {}

    /** Starts one server of each kind for each of the given numbers of cloud phone servers. */
    public static void main(String[] arguments) throws IOException {
        // As servers are set up that are meant for more than tests: else it is their answers that wait for
        // acknowledgements.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        SSLContext tls = new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslContext();
        for (String servers : arguments) {
            byte[] answer = Sample.of(Integer.parseInt(servers)).answerBody();
            say(Kind.STUB, servers, StubServer.of(answer, null).start());
            say(Kind.STUB_TLS, servers, StubServer.of(answer, tls).start());
            say(
                    Kind.STUB_GZIP,
                    servers,
                    StubServer.compressing(answer, compressed(answer)).start());
            say(Kind.HTTP_2, servers, Http2Server.start(answer, tls));
            say(Kind.ORDINARY, servers, ordinary(answer, null));
            say(Kind.ORDINARY_TLS, servers, ordinary(answer, tls));
        }
        System.out.print(certificate.certificatePem());
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // Whoever started this process ends it by ending.
        }
        System.exit(0);
    }

    private static void say(Kind kind, String servers, int port) {
        System.out.println(kind + " " + servers + " " + port);
    }

    static byte[] compressed(byte[] answer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(answer);
        }
        return bytes.toByteArray();
    }

    private static int ordinary(byte[] answer, @Nullable SSLContext tls) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpServer server;
        if (tls == null) {
            server = HttpServer.create(address, 0);
        } else {
            HttpsServer https = HttpsServer.create(address, 0);
            https.setHttpsConfigurator(new HttpsConfigurator(tls));
            server = https;
        }
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "ordinary server");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> respond(exchange, answer));
        server.start();
        return server.getAddress().getPort();
    }

    private static void respond(HttpExchange exchange, byte[] answer) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(answer);
        }
    }
}
