package io.github.cphshare.client;

import static io.github.cphshare.client.Clients.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cphshare.client.auth.CredentialsProvider;
import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.error.TransportException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.Connection;
import okhttp3.Handshake;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers close connections that rest. A push that comes afterwards must not be lost on one, nor be sent twice. */
class RestedConnectionsTest {
    private static final Duration LONG = Duration.ofSeconds(2);

    private final Waits waits = new Waits();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** A good answer that promises to keep the connection, and its end. */
    private RawServer.Behaviour okThenClose() {
        return (request, connection) -> {
            RawServer.ok().answer(request, connection);
            connection.close();
            closed.countDown();
        };
    }

    private CphShareClient client(String endpoint) {
        return Clients.of(endpoint).pace(waits.pace()).build();
    }

    private void rest() throws InterruptedException {
        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        waits.sleep(LONG);
    }

    @Test
    void a_push_after_a_rest_takes_a_new_connection_where_the_server_closed_the_old_one() throws Exception {
        try (RawServer server = new RawServer(okThenClose(), RawServer.ok());
                CphShareClient client = client(server.url())) {
            client.push(request());
            rest();

            assertThat(client.push(request()).allAccepted()).isTrue();
            assertThat(server.requests()).hasSize(2);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void all_that_the_server_closed_are_passed_by() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        CountDownLatch bothClosed = new CountDownLatch(2);
        RawServer.Behaviour together = (request, connection) -> {
            both.countDown();
            await(both);
            RawServer.ok().answer(request, connection);
            connection.close();
            bothClosed.countDown();
            await(bothClosed);
            closed.countDown();
        };
        try (RawServer server = new RawServer(together, together, RawServer.ok());
                CphShareClient client = client(server.url())) {
            var other = client.pushAsync(request());
            client.push(request());
            other.join();
            rest();

            assertThat(client.push(request()).allAccepted()).isTrue();
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void a_connection_that_stands_is_used_again_after_a_rest() throws IOException {
        try (RawServer server = new RawServer(RawServer.ok());
                CphShareClient client = client(server.url())) {
            client.push(request());
            waits.sleep(LONG);
            client.push(request());
            waits.sleep(LONG);
            client.push(request());

            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"101 Switching Protocols", "204 No Content", "304 Not Modified"})
    void what_comes_behind_an_answer_without_a_body_answers_no_other_push(String status) throws IOException {
        String late =
                "HTTP/1.1 200 OK\r\nContent-Length: " + RawServer.OK_BODY.length() + "\r\n\r\n" + RawServer.OK_BODY;
        String next = RawServer.OK_BODY.replace("\"j1\"", "\"j2\"");
        try (RawServer server = new RawServer(
                        RawServer.raw("HTTP/1.1 " + status + "\r\n\r\n" + late), RawServer.answer("200 OK", next));
                CphShareClient client = client(server.url())) {
            assertThat(catchThrowable(() -> client.push(request())))
                    .isInstanceOfSatisfying(CphShareException.class, failure -> assertThat(failure.delivery())
                            .isEqualTo(Delivery.UNKNOWN));

            assertThat(client.push(request()).accepted())
                    .extracting(ServerAnswer::jobId)
                    .containsExactly("j2");
            assertThat(server.requests()).hasSize(2);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void a_connection_that_ends_with_its_answer_by_http_1_0_is_not_used_again() throws IOException {
        String head = "HTTP/1.0 200 OK\r\nContent-Length: " + RawServer.OK_BODY.length() + "\r\n";
        try (RawServer server = new RawServer(
                        RawServer.raw(head + "Connection: keep-alive\r\n\r\n" + RawServer.OK_BODY),
                        RawServer.rawThenClose(head + "\r\n" + RawServer.OK_BODY),
                        RawServer.ok());
                CphShareClient client = client(server.url())) {
            assertThat(client.push(request()).allAccepted()).isTrue();
            assertThat(client.push(request()).allAccepted()).isTrue();
            assertThat(server.connections()).isEqualTo(1);

            assertThat(client.push(request()).allAccepted()).isTrue();
            assertThat(server.requests()).hasSize(3);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void a_connection_on_which_something_unasked_for_came_is_not_used_again() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        RawServer.Behaviour chatty = (request, connection) -> {
            RawServer.ok().answer(request, connection);
            await(answered);
            connection.getOutputStream().write('x');
            closed.countDown();
        };
        try (RawServer server = new RawServer(chatty, RawServer.ok());
                CphShareClient client = client(server.url())) {
            client.push(request());
            answered.countDown();
            rest();

            assertThat(client.push(request()).allAccepted()).isTrue();
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void a_server_that_is_gone_after_a_rest_was_sent_nothing() throws Exception {
        RawServer server = new RawServer(okThenClose());
        try (server;
                CphShareClient client = client(server.url())) {
            client.push(request());
            rest();
            server.close();

            assertThatThrownBy(() -> client.push(request()))
                    .isInstanceOfSatisfying(TransportException.class, failure -> assertThat(failure.delivery())
                            .isEqualTo(Delivery.NOT_SENT));
        }
    }

    @Test
    void it_is_the_same_over_tls_and_with_a_client_of_the_caller() throws Exception {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        HandshakeCertificates trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(certificate.certificate())
                .build();
        ServerSocket listener =
                FaultServer.tls(certificate).createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        try (RawServer server = new RawServer(listener, okThenClose(), RawServer.ok());
                CphShareClient client = Clients.of("https://127.0.0.1:" + server.port())
                        .pace(waits.pace())
                        .okHttpClient(new OkHttpClient.Builder()
                                .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
                                .build())
                        .build()) {
            client.push(request());
            rest();
            assertThat(client.push(request()).allAccepted()).isTrue();
            waits.sleep(LONG);
            assertThat(client.push(request()).allAccepted()).isTrue();

            assertThat(server.requests()).hasSize(3);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    /** There somebody else reads, all the time, and a byte would be missing. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_2", "H2_PRIOR_KNOWLEDGE", "QUIC"})
    void nothing_is_read_from_a_connection_that_does_not_belong_to_one_request(Protocol protocol) throws IOException {
        AtomicLong now = new AtomicLong();
        RestedConnections rested = new RestedConnections(now::get);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            Interceptor.Chain chain = chain(new Standing(socket, protocol));
            accepted.getOutputStream().write('x');

            rested.look(chain);
            now.addAndGet(LONG.toNanos());
            rested.look(chain);

            assertThat(socket.getInputStream().read()).isEqualTo('x');
        }
    }

    private record Standing(Socket socket, Protocol protocol) implements Connection {
        @Override
        public Route route() {
            throw new UnsupportedOperationException();
        }

        @Override
        public @Nullable Handshake handshake() {
            return null;
        }
    }

    /** A request that is answered on a connection. */
    private static Interceptor.Chain chain(Connection connection) {
        Request request = new Request.Builder().url("http://127.0.0.1/").build();
        Response response = new Response.Builder()
                .request(request)
                .protocol(connection.protocol())
                .code(200)
                .message("OK")
                .build();
        return (Interceptor.Chain) Proxy.newProxyInstance(
                Interceptor.Chain.class.getClassLoader(),
                new Class<?>[] {Interceptor.Chain.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "connection" -> connection;
                    case "request" -> request;
                    case "proceed" -> response;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new IOException("it did not happen");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Each push would wait on one that is gone without a word for as long as its call may take. */
    @Test
    void a_connection_of_http_2_is_asked_for_a_sign_of_life_by_a_client_of_our_own() {
        Endpoint endpoint = Objects.requireNonNull(Endpoint.parse("https://cph.example.com", false, new ArrayList<>()));
        Clock clock = Clock.systemUTC();
        AuthenticationInterceptor authentication = new AuthenticationInterceptor(
                endpoint,
                CredentialsProvider.token(Clients.TOKEN),
                Clients.PROJECT,
                null,
                new RequestSigner(clock),
                new KeyGuard(clock));
        try (HttpStack http = HttpStack.create(
                null, endpoint, authentication, Timeouts.UNSET, waits.pace().nanoTime())) {
            assertThat(http.client().pingIntervalMillis())
                    .isBetween(1, http.client().callTimeoutMillis() / 2);
        }
    }
}
