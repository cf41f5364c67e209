package io.github.cphshare.client;

import static io.github.cphshare.client.Clients.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cphshare.client.error.ClientClosedException;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.error.ErrorAnswer;
import io.github.cphshare.client.error.TransportException;
import io.github.cphshare.generated.api.SharedStorageApi;
import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.net.SocketFactory;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How calls are made: what is on the wire, beside each other, cancelled, limited, through a caller's own client. */
class CallTest {

    @Test
    void the_request_on_the_wire_is_the_documented_one() throws IOException {
        try (RawServer server = new RawServer(RawServer.ok());
                CphShareClient client = Clients.of(server.url()).build()) {
            client.push(request());

            assertThat(server.requests().get(0))
                    .startsWith("POST /v1/" + Clients.PROJECT + "/cloud-phone/phones/share-files HTTP/1.1\r\n")
                    .contains("\r\nX-Auth-Token: " + Clients.TOKEN + "\r\n")
                    .contains("\r\nContent-Type: application/json\r\n")
                    .contains("\r\nAccept: application/json\r\n")
                    .contains("\r\nUser-Agent: cph-share/")
                    .endsWith(
                            "\r\n\r\n{\"bucket_name\":\"bucket-a\",\"object_path\":\"my_apps/test.tar\",\"server_ids\":[\"s1\"]}");
        }
    }

    @Test
    void many_calls_at_once_share_one_client() throws Exception {
        try (RawServer server = new RawServer(RawServer.ok());
                CphShareClient client = Clients.of(server.url()).build()) {
            List<CompletableFuture<PushReceipt>> calls = IntStream.range(0, 40)
                    .mapToObj(i -> client.pushAsync(request()))
                    .toList();
            for (CompletableFuture<PushReceipt> call : calls) {
                assertThat(call.get(10, TimeUnit.SECONDS).allAccepted()).isTrue();
            }
            assertThat(server.requests()).hasSize(40);
        }
    }

    @Test
    void cancelling_the_future_ends_the_call_on_the_wire() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        try (RawServer server = new RawServer((request, connection) -> {
                    arrived.countDown();
                    if (connection.getInputStream().read() < 0) {
                        gone.countDown();
                    }
                });
                CphShareClient client = Clients.of(server.url()).build()) {
            CompletableFuture<PushReceipt> call = client.pushAsync(request());
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();

            assertThat(call.cancel(true)).isTrue();

            assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(call::get).isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void one_call_can_have_limits_and_headers_of_its_own() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        try (RawServer server = new RawServer((request, connection) -> arrived.countDown());
                CphShareClient client = Clients.of(server.url()).build()) {
            RequestOptions options = RequestOptions.builder()
                    .readTimeout(Duration.ofMillis(100))
                    .connectTimeout(Duration.ofSeconds(5))
                    .header("X-Trace", "abc")
                    .build();

            assertThatThrownBy(() -> client.push(request(), options)).isInstanceOf(TransportException.class);
            assertThatThrownBy(() -> client.pushAsync(
                                    request(),
                                    RequestOptions.builder()
                                            .callTimeout(Duration.ofMillis(100))
                                            .build())
                            .get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TransportException.class);
            // The time may be over before the server has read it, or the second one was sent.
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(server.requests().get(0)).contains("\r\nX-Trace: abc\r\n");
            assertThat(server.requests().stream().skip(1)).allMatch(request -> !request.contains("X-Trace"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"X-Auth-Token", "authorization", "Host", "content-length", "expect", "Bad Name", "", "X\r\nY"})
    void headers_that_are_not_the_callers_are_refused(String name) {
        assertThatThrownBy(() -> RequestOptions.builder().header(name, "s3cr3t"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void a_header_value_that_cannot_be_sent_is_refused_without_being_shown() {
        assertThatThrownBy(() -> RequestOptions.builder().header("X-Mine", "s3cr3t\r\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "P30D"})
    void a_limit_that_is_none_is_refused(Duration timeout) {
        assertThatThrownBy(() -> CphShareClient.builder().readTimeout(timeout))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("readTimeout");
    }

    @Test
    void the_callers_own_client_keeps_its_interceptors_and_stays_open() throws IOException {
        OkHttpClient callers = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    assertThat(chain.request().header("X-Auth-Token")).isNull();
                    return chain.proceed(chain.request()
                            .newBuilder()
                            .header("X-From-Caller", "yes")
                            .build());
                })
                .build();
        try (RawServer server = new RawServer(RawServer.ok())) {
            try (CphShareClient client =
                    Clients.of(server.url()).okHttpClient(callers).build()) {
                client.push(request());
            }
            assertThat(server.requests().get(0)).contains("\r\nX-From-Caller: yes\r\n");
            assertThat(callers.dispatcher().executorService().isShutdown()).isFalse();
            assertThat(callers.connectionPool().connectionCount()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_defect_of_a_callers_interceptor_comes_back_as_it_is_and_is_not_repeated(boolean inNetwork)
            throws IOException {
        AtomicInteger calls = new AtomicInteger();
        IllegalStateException defect = new IllegalStateException("no such metric");
        Interceptor broken = chain -> {
            calls.incrementAndGet();
            throw defect;
        };
        OkHttpClient.Builder callers = new OkHttpClient.Builder();
        (inNetwork ? callers.networkInterceptors() : callers.interceptors()).add(broken);
        try (RawServer server = new RawServer(RawServer.ok());
                CphShareClient client =
                        Clients.of(server.url()).okHttpClient(callers.build()).build()) {
            assertThatThrownBy(() -> client.push(request())).isSameAs(defect);
            assertThatThrownBy(() -> client.pushAsync(request()).get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCause(defect);
            assertThat(calls).hasValue(2);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void what_a_callers_interceptor_throws_without_declaring_it_comes_back_as_the_cause_of_a_defect()
            throws IOException {
        GeneralSecurityException defect = new GeneralSecurityException("no such key");
        OkHttpClient callers = new OkHttpClient.Builder()
                .addInterceptor(chain -> CallTest.<RuntimeException>undeclared(defect)) // As Kotlin may.
                .build();
        try (RawServer server = new RawServer(RawServer.ok());
                CphShareClient client =
                        Clients.of(server.url()).okHttpClient(callers).build()) {
            assertThatThrownBy(() -> client.push(request()))
                    .isInstanceOf(UndeclaredThrowableException.class)
                    .hasCause(defect);
            assertThatThrownBy(() -> client.pushAsync(request()).get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(UndeclaredThrowableException.class)
                    .hasRootCause(defect);
        }
    }

    @Test
    void an_interrupt_that_is_thrown_undeclared_as_okhttp_5_does_is_a_failure_and_stays_to_be_seen()
            throws IOException {
        OkHttpClient callers = new OkHttpClient.Builder()
                .addInterceptor(chain -> CallTest.<RuntimeException>undeclared(new InterruptedException()))
                .build();
        try (RawServer server = new RawServer(RawServer.ok());
                CphShareClient client =
                        Clients.of(server.url()).okHttpClient(callers).build()) {
            assertThatThrownBy(() -> client.push(request()))
                    .isInstanceOfSatisfying(TransportException.class, failure -> assertThat(failure.delivery())
                            .isEqualTo(Delivery.NOT_SENT));
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @SuppressWarnings("unchecked") // That is the point.
    private static <E extends Throwable> Response undeclared(Throwable failure) throws E {
        throw (E) failure;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_failure_of_ours_that_a_callers_interceptor_makes_of_an_answer_is_treated_as_one(boolean async)
            throws Exception {
        OkHttpClient callers = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    Response answer = chain.proceed(chain.request());
                    if (answer.isSuccessful()) {
                        return answer;
                    }
                    try (answer) {
                        throw ErrorAnswer.of(
                                        answer.code(),
                                        answer.headers(),
                                        answer.body().string(),
                                        words -> words)
                                .toException();
                    }
                })
                .build();
        try (RawServer server = new RawServer(RawServer.answer("429 Slow down\r\nRetry-After: 0", ""), RawServer.ok());
                CphShareClient client =
                        Clients.of(server.url()).okHttpClient(callers).build()) {
            PushReceipt receipt =
                    async ? client.pushAsync(request()).get(10, TimeUnit.SECONDS) : client.push(request());

            assertThat(receipt.allAccepted()).isTrue();
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void a_callers_interceptor_may_read_the_body_and_it_is_sent_all_the_same() throws IOException {
        Buffer read = new Buffer();
        OkHttpClient callers = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    RequestBody body = Objects.requireNonNull(chain.request().body());
                    body.writeTo(read);
                    assertThat(body.contentLength()).isEqualTo(read.size());
                    return chain.proceed(chain.request());
                })
                .build();
        try (RawServer server = new RawServer(RawServer.ok());
                CphShareClient client =
                        Clients.of(server.url()).okHttpClient(callers).build()) {
            client.push(request());

            assertThat(server.requests().get(0)).endsWith("\r\n\r\n" + read.readUtf8());
            assertThat(server.requests().get(0)).contains("server_ids");
        }
    }

    @Test
    void sockets_send_at_once_also_under_a_callers_client() throws IOException {
        boolean[] noDelay = new boolean[2];
        try (RawServer server = new RawServer(RawServer.ok())) {
            for (int i = 0; i < 2; i++) {
                int n = i;
                OkHttpClient.Builder callers = new OkHttpClient.Builder().addNetworkInterceptor(chain -> {
                    Connection connection = chain.connection();
                    noDelay[n] = connection != null && connection.socket().getTcpNoDelay();
                    return chain.proceed(chain.request());
                });
                if (i == 1) {
                    callers.socketFactory(new PlainSockets()); // the caller's own choice is left alone
                }
                try (CphShareClient client =
                        Clients.of(server.url()).okHttpClient(callers.build()).build()) {
                    client.push(request());
                }
            }
        }
        assertThat(noDelay).containsExactly(true, false);
    }

    @Test
    void a_closed_client_lets_go_of_its_connections() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (RawServer server = new RawServer((request, connection) -> {
            RawServer.ok().answer(request, connection);
            if (connection.getInputStream().read() < 0) {
                gone.countDown();
            }
        })) {
            CphShareClient client = Clients.of(server.url()).build();
            client.push(request());
            client.close();

            assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void also_of_those_of_calls_that_were_under_way() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        RawServer.Behaviour late = (request, connection) -> {
            arrived.countDown();
            RawServer.after(closed, RawServer.ok()).answer(request, connection);
            if (connection.getInputStream().read() < 0) {
                gone.countDown();
            }
        };
        try (RawServer server = new RawServer(late)) {
            CphShareClient client = Clients.of(server.url()).build();
            CompletableFuture<PushReceipt> call = client.pushAsync(request());
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
            client.close();
            closed.countDown();

            assertThat(call.get(10, TimeUnit.SECONDS).allAccepted()).isTrue();
            assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_call_that_waits_for_its_turn_when_the_client_is_closed_is_not_sent_and_says_so() throws Exception {
        int atOnce = 64;
        CountDownLatch arrived = new CountDownLatch(atOnce);
        CountDownLatch closed = new CountDownLatch(1);
        try (RawServer server = new RawServer((request, connection) -> {
            arrived.countDown();
            RawServer.after(closed, RawServer.ok()).answer(request, connection);
        })) {
            CphShareClient client = Clients.of(server.url()).build();
            List<CompletableFuture<PushReceipt>> underWay = IntStream.range(0, atOnce)
                    .mapToObj(i -> client.pushAsync(request()))
                    .toList();
            assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<PushReceipt> waiting = client.pushAsync(request());
            client.close();
            closed.countDown();

            for (CompletableFuture<PushReceipt> call : underWay) {
                assertThat(call.get(10, TimeUnit.SECONDS).allAccepted()).isTrue();
            }
            assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(ClientClosedException.class);
            assertThat(server.requests()).hasSize(atOnce);
        }
    }

    @Test
    void the_generated_interface_is_there_for_whoever_wants_it() throws IOException {
        try (RawServer server = new RawServer(RawServer.ok());
                CphShareClient client = Clients.of(server.url()).build()) {
            assertThat(client.generated(SharedStorageApi.class)
                            .pushShareFiles(Clients.PROJECT, request().toWire())
                            .execute()
                            .body()
                            .jobs())
                    .hasSize(1);
            assertThat(server.requests().get(0)).contains("\r\nX-Auth-Token: " + Clients.TOKEN + "\r\n");
        }
    }

    private static final class PlainSockets extends SocketFactory {
        @Override
        public Socket createSocket() {
            return new Socket();
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return new Socket(host, port);
        }

        @Override
        public Socket createSocket(String host, int port, java.net.InetAddress local, int localPort)
                throws IOException {
            return new Socket(host, port, local, localPort);
        }

        @Override
        public Socket createSocket(java.net.InetAddress host, int port) throws IOException {
            return new Socket(host, port);
        }

        @Override
        public Socket createSocket(java.net.InetAddress host, int port, java.net.InetAddress local, int localPort)
                throws IOException {
            return new Socket(host, port, local, localPort);
        }
    }
}
