package io.github.cphshare.client;

import static io.github.cphshare.client.Clients.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.squareup.moshi.Moshi;
import io.github.cphshare.client.auth.AkSkCredentials;
import io.github.cphshare.client.auth.Credentials;
import io.github.cphshare.client.auth.CredentialsException;
import io.github.cphshare.client.auth.CredentialsProvider;
import io.github.cphshare.client.auth.TokenCredentials;
import io.github.cphshare.client.call.CallInfo;
import io.github.cphshare.client.call.CallListener;
import io.github.cphshare.client.call.Retries;
import io.github.cphshare.client.error.AuthenticationException;
import io.github.cphshare.client.error.ClientClosedException;
import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.error.FailedAttempt;
import io.github.cphshare.client.error.MalformedResponseException;
import io.github.cphshare.client.error.ServiceException;
import io.github.cphshare.client.error.ServiceUnavailableException;
import io.github.cphshare.client.error.ThrottledException;
import io.github.cphshare.client.error.TransportException;
import io.github.cphshare.generated.json.GeneratedJsonAdapterFactory;
import io.github.cphshare.generated.model.PushShareFilesResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.GET;

/** What is sent again by itself, when, and how the caller hears of it. */
class RetriesTest {
    private static final RawServer.Behaviour THROTTLED =
            RawServer.answer("429 Too Many Requests", "{\"error_code\":\"APIGW.0308\",\"error_msg\":\"slow down\"}");
    private static final RawServer.Behaviour BUSY =
            RawServer.answer("503 Service Unavailable", "{\"error_code\":\"APIGW.0613\"}");
    private static final RawServer.Behaviour BROKEN =
            RawServer.answer("500 Internal Server Error", "{\"error_code\":\"CPS.0003\",\"error_msg\":\"broken\"}");

    private final Waits waits = new Waits();

    private CphShareClient.Builder to(RawServer server) {
        return Clients.of(server.url()).pace(waits.pace());
    }

    @Test
    void what_was_certainly_not_processed_is_sent_again_after_growing_waits() throws IOException {
        try (RawServer server = new RawServer(THROTTLED, BUSY, THROTTLED, RawServer.ok());
                CphShareClient client = to(server)
                        .retries(Retries.safe()
                                .withBaseDelay(Duration.ofSeconds(1))
                                .withLongestDelay(Duration.ofSeconds(3)))
                        .build()) {
            assertThat(client.push(request()).allAccepted()).isTrue();

            assertThat(server.requests()).hasSize(4);
            assertThat(server.requests().stream().distinct()).hasSize(1);
            assertThat(waits.seconds()).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void a_connection_that_was_never_made_is_tried_again() throws IOException {
        AtomicInteger lookUps = new AtomicInteger();
        OkHttpClient callers = new OkHttpClient.Builder()
                .dns(host -> {
                    if (lookUps.incrementAndGet() < 3) {
                        throw new UnknownHostException(host);
                    }
                    return List.of(InetAddress.getLoopbackAddress());
                })
                .build();
        try (RawServer server = new RawServer(RawServer.ok());
                CphShareClient client = Clients.of("http://localhost:" + server.port())
                        .okHttpClient(callers)
                        .build()) {
            client.push(request());

            assertThat(lookUps).hasValue(3);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void the_last_failure_tells_of_those_before_it() throws IOException {
        try (RawServer server = new RawServer(BUSY, THROTTLED);
                CphShareClient client = to(server).build()) {
            ThrottledException failure = catchThrowableOfType(ThrottledException.class, () -> client.push(request()));

            assertThat(server.requests()).hasSize(4);
            assertThat(failure.delivery()).isEqualTo(Delivery.NOT_PROCESSED);
            assertThat(failure.earlierAttempts())
                    .extracting(FailedAttempt::number)
                    .containsExactly(1, 2, 3);
            assertThat(failure.earlierAttempts())
                    .extracting(FailedAttempt::waited)
                    .isEqualTo(waits.taken());
            assertThat(failure.earlierAttempts())
                    .extracting(FailedAttempt::failure)
                    .hasExactlyElementsOfTypes(
                            ServiceUnavailableException.class, ThrottledException.class, ThrottledException.class);
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString())
                    .contains("Suppressed: ")
                    .contains("attempt 1, repeated after 499 ms")
                    .contains("APIGW.0613");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"500", "502", "504", "503", "408", "hang up", "cut"})
    void a_push_that_may_have_been_acted_on_is_sent_again_only_by_choice(String how) throws IOException {
        RawServer.Behaviour behaviour =
                switch (how) {
                    case "hang up" -> RawServer.hangUp();
                    case "cut" -> RawServer.rawThenClose("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{");
                    default -> RawServer.answer(how + " Oops", "");
                };
        try (RawServer server = new RawServer(behaviour, behaviour, RawServer.ok());
                CphShareClient client = to(server).build()) {
            CphShareException failure = catchThrowableOfType(CphShareException.class, () -> client.push(request()));
            assertThat(failure.delivery()).isEqualTo(Delivery.UNKNOWN);
            assertThat(failure.earlierAttempts()).isEmpty();
            assertThat(server.requests()).hasSize(1);
            assertThat(waits.taken()).isEmpty();

            RequestOptions chosen =
                    RequestOptions.builder().retries(Retries.atLeastOnce()).build();
            assertThat(client.push(request(), chosen).allAccepted()).isTrue();
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void the_delivery_of_a_call_is_the_worst_of_its_attempts() throws IOException {
        try (RawServer server = new RawServer(BROKEN, THROTTLED);
                CphShareClient client =
                        to(server).retries(Retries.atLeastOnce()).build()) {
            ThrottledException failure = catchThrowableOfType(ThrottledException.class, () -> client.push(request()));

            assertThat(failure.delivery()).isEqualTo(Delivery.UNKNOWN);
            assertThat(failure.advice()).contains("before pushing again");
            assertThat(failure.earlierAttempts().get(1).failure().delivery()).isEqualTo(Delivery.NOT_PROCESSED);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, CPS.0134",
        "401, APIGW.0301",
        "401, APIGW.0305",
        "403, CPS.0001",
        "404, CPS.0104",
        "413, APIGW.0201",
        "501, ''",
        "302, ''"
    })
    void what_waiting_cannot_mend_is_sent_once(int status, String code) throws IOException {
        try (RawServer server = new RawServer(RawServer.answer(status + " No", "{\"error_code\":\"" + code + "\"}"));
                CphShareClient client =
                        to(server).retries(Retries.atLeastOnce()).build()) {
            assertThatThrownBy(() -> client.push(request())).isInstanceOf(ServiceException.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void an_answer_that_is_not_the_documented_one_is_no_failure_of_the_network() throws IOException {
        String notGzip = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 12\r\n\r\nnot a g-zip!";
        for (RawServer.Behaviour answer : List.of(
                RawServer.answer("200 OK", "{\"jobs\":["), RawServer.answer("200 OK", ""), RawServer.raw(notGzip))) {
            try (RawServer server = new RawServer(answer);
                    CphShareClient client = Clients.of(server.url())
                            .retries(Retries.atLeastOnce())
                            .build()) {
                assertThatThrownBy(() -> client.push(request())).isInstanceOf(MalformedResponseException.class);
                assertThat(server.requests()).hasSize(1);
            }
        }
    }

    @Test
    void a_compressed_answer_that_breaks_off_is_the_networks_fault() throws IOException {
        try (RawServer server = new RawServer(RawServer.rawThenClose(
                        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 12\r\n\r\n"));
                CphShareClient client = to(server).build()) {
            assertThatThrownBy(() -> client.push(request())).isInstanceOf(TransportException.class);
        }
    }

    @Test
    void none_is_one_attempt() throws IOException {
        try (RawServer server = new RawServer(THROTTLED, RawServer.ok());
                CphShareClient client = to(server).retries(Retries.none()).build()) {
            assertThatThrownBy(() -> client.push(request())).isInstanceOf(ThrottledException.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    /** An operation that only reads, as the contract will have more of. */
    interface Reading {
        @GET("jobs")
        Call<PushShareFilesResponse> jobs();
    }

    @ParameterizedTest
    @ValueSource(strings = {"500", "504", "hang up"})
    void a_read_is_repeated_whatever_may_have_become_of_it(String how) throws IOException {
        RawServer.Behaviour behaviour =
                how.equals("hang up") ? RawServer.hangUp() : RawServer.answer(how + " Oops", "");
        try (RawServer server = new RawServer(behaviour, behaviour, RawServer.ok());
                Transport transport = new Transport(
                        new OkHttpClient.Builder()
                                .retryOnConnectionFailure(false)
                                .addNetworkInterceptor(WireProbe.INTERCEPTOR)
                                .build(),
                        Retries.safe(),
                        waits.pace(),
                        List.of(),
                        Clock.systemUTC())) {
            Reading reading = new Retrofit.Builder()
                    .baseUrl(server.url())
                    .addConverterFactory(new io.github.cphshare.client.internal.JsonConverterFactory(
                            moshi(), okhttp3.MediaType.get("application/json")))
                    .build()
                    .create(Reading.class);

            String id = transport.send(
                    reading.jobs(),
                    moshi().adapter(PushShareFilesResponse.class),
                    RequestOptions.none(),
                    (response, answer) -> response.requestId());

            assertThat(id).isNotBlank();
            assertThat(server.requests()).hasSize(3);
        }
    }

    private static Moshi moshi() {
        return new Moshi.Builder().add(new GeneratedJsonAdapterFactory()).build();
    }

    @ParameterizedTest
    @CsvSource({
        "Retry-After: 7, 8",
        "'Date: Tue, 24 Nov 2026 10:00:00 GMT\r\nRetry-After: Tue, 24 Nov 2026 10:00:40 GMT', 41",
        "'Retry-After: Tue, 24 Nov 2026 10:00:10 GMT', 11",
        "Retry-After: soon, 1"
    })
    void an_answer_may_ask_for_a_longer_wait(String headers, long seconds) throws IOException {
        try (RawServer server =
                        new RawServer(RawServer.answer("429 Too Many Requests\r\n" + headers, ""), RawServer.ok());
                CphShareClient client = to(server)
                        .clock(at("2026-11-24T10:00:00Z"))
                        .retries(Retries.safe().withBaseDelay(Duration.ofSeconds(1)))
                        .build()) {
            client.push(request());

            assertThat(waits.seconds()).containsExactly(seconds);
        }
    }

    @Test
    void a_wait_that_would_outlast_the_call_is_not_begun() throws IOException {
        try (RawServer server = new RawServer(
                        RawServer.answer("429 Too Many Requests\r\nRetry-After: 60", ""), RawServer.ok());
                CphShareClient client =
                        to(server).callTimeout(Duration.ofSeconds(59)).build()) {
            assertThatThrownBy(() -> client.push(request())).isInstanceOf(ThrottledException.class);
            assertThat(waits.taken()).isEmpty();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void attempts_end_with_the_time_of_the_call() throws IOException {
        try (RawServer server = new RawServer(RawServer.answer("429 Too Many Requests\r\nRetry-After: 10", ""));
                CphShareClient client = to(server)
                        .callTimeout(Duration.ofSeconds(32))
                        .retries(Retries.safe().withAttempts(100).withBaseDelay(Duration.ZERO))
                        .build()) {
            ThrottledException failure = catchThrowableOfType(ThrottledException.class, () -> client.push(request()));
            assertThat(waits.seconds()).containsExactly(10L, 10L, 10L);
            assertThat(failure.earlierAttempts()).hasSize(3);
        }
    }

    @Test
    void an_attempt_has_only_what_is_left_of_the_time_of_the_call() throws IOException {
        // 30 seconds in all, of which the wait takes nearly all: the second attempt must not take 30 more.
        try (RawServer server = new RawServer(
                        RawServer.answer("429 Too Many Requests\r\nRetry-After: 29", ""), RawServer.silence());
                CphShareClient client = to(server)
                        .callTimeout(Duration.ofMillis(29_700))
                        .readTimeout(Duration.ZERO)
                        .retries(Retries.safe().withBaseDelay(Duration.ZERO))
                        .build()) {
            long begun = System.nanoTime();
            TransportException failure = catchThrowableOfType(TransportException.class, () -> client.push(request()));

            assertThat(failure.delivery()).isEqualTo(Delivery.UNKNOWN);
            assertThat(failure.earlierAttempts()).hasSize(1);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void a_failure_of_the_credentials_is_never_repeated_and_rests_the_key_when_there_are_more() throws IOException {
        SettableClock clock = new SettableClock("2026-11-24T10:00:00Z");
        RawServer.Behaviour refused =
                RawServer.answer("401 Unauthorized", "{\"error_code\":\"APIGW.0301\",\"error_msg\":\"no\"}");
        try (RawServer server = new RawServer(refused, refused, refused, refused, RawServer.ok());
                CphShareClient client = to(server)
                        .clock(clock)
                        .credentials(CredentialsProvider.akSk("AK1", "secret"))
                        .build()) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> client.push(request())).isInstanceOf(AuthenticationException.class);
            }
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> client.push(request()))
                        .isInstanceOf(CredentialsException.class)
                        .hasMessageContaining("AK1")
                        .hasMessageContaining("5 minutes");
            }
            assertThat(server.requests()).hasSize(3);

            clock.pass(Duration.ofMinutes(5));
            assertThatThrownBy(() -> client.push(request())).isInstanceOf(AuthenticationException.class);
            assertThatThrownBy(() -> client.push(request())).isInstanceOf(CredentialsException.class);
            clock.pass(Duration.ofMinutes(5));
            client.push(request());
            client.push(request());
            assertThat(server.requests()).hasSize(6);
        }
    }

    @Test
    void only_refusals_in_a_row_and_of_one_key_rest_it() throws IOException {
        RawServer.Behaviour refused = RawServer.answer("401 Unauthorized", "{}");
        RawServer.Behaviour throttled = RawServer.answer("429 Too Many Requests", "");
        AtomicReference<String> key = new AtomicReference<>("AK1");
        try (RawServer server =
                        new RawServer(refused, refused, RawServer.ok(), refused, throttled, refused, refused, refused);
                CphShareClient client = to(server)
                        .retries(Retries.none())
                        .credentials(() -> AkSkCredentials.of(key.get(), "secret"))
                        .build()) {
            for (int i = 1; i <= 8; i++) {
                // An acceptance begins anew, and another key has a count of its own.
                key.set(i == 7 ? "AK2" : "AK1");
                Throwable failure = catchThrowable(() -> client.push(request()));
                assertThat(server.requests()).as("%s", failure).hasSize(i);
            }
        }
    }

    @Test
    void the_same_holds_without_waiting() throws Exception {
        try (RawServer server = new RawServer(THROTTLED, BUSY, RawServer.ok(), THROTTLED);
                CphShareClient client = to(server).build()) {
            assertThat(client.pushAsync(request()).get(10, TimeUnit.SECONDS).allAccepted())
                    .isTrue();
            assertThat(server.requests()).hasSize(3);

            assertThatThrownBy(() -> client.pushAsync(request()).get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(ThrottledException.class, failure -> assertThat(failure.earlierAttempts())
                            .hasSize(3));
            assertThat(server.requests()).hasSize(7);
        }
    }

    @Test
    void an_attempt_that_nobody_can_carry_out_leaves_nobody_waiting() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        ExecutorService threads = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>()) {
            @Override
            public void execute(Runnable task) {
                if (attempts.incrementAndGet() == 2) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                super.execute(task);
            }
        };
        try (RawServer server = new RawServer(THROTTLED, RawServer.ok());
                CphShareClient client = Clients.of(server.url())
                        .okHttpClient(new OkHttpClient.Builder()
                                .dispatcher(new Dispatcher(threads))
                                .build())
                        .pace(new Pace(new Pauses(), () -> 0, System::nanoTime))
                        .build()) {
            assertThatThrownBy(() -> client.pushAsync(request()).get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(OutOfMemoryError.class);
            assertThat(server.requests()).hasSize(1);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void cancelling_ends_the_wait() throws Exception {
        CountDownLatch dropped = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        Pauses endless = new Pauses() {
            @Override
            Runnable later(Duration time, java.util.function.Consumer<Boolean> then) {
                waiting.countDown();
                return dropped::countDown;
            }
        };
        try (RawServer server = new RawServer(THROTTLED, RawServer.ok());
                CphShareClient client = Clients.of(server.url())
                        .pace(new Pace(endless, () -> 0.5, System::nanoTime))
                        .build()) {
            CompletableFuture<PushReceipt> call = client.pushAsync(request());
            assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();

            assertThat(call.cancel(true)).isTrue();

            assertThat(dropped.await(10, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(call::get).isInstanceOf(CancellationException.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void cancelling_ends_an_attempt_that_began_before_its_wait_was_known() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        RawServer.Behaviour untilTheCallerGoes = (sent, connection) -> {
            arrived.countDown();
            if (connection.getInputStream().read() < 0) {
                ended.countDown();
            }
        };
        try (RawServer server = new RawServer(THROTTLED, untilTheCallerGoes);
                CphShareClient client = to(server).build()) { // Its waits are over before anybody knows of them.
            CompletableFuture<PushReceipt> call = client.pushAsync(request());
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();

            assertThat(call.cancel(true)).isTrue();

            assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void closing_ends_the_waits_and_lets_no_further_attempt_begin() throws Exception {
        CountDownLatch waiting = new CountDownLatch(2);
        CallListener listener = new CallListener() {
            @Override
            public void retryIn(CallInfo call, int nextAttempt, Duration wait) {
                waiting.countDown();
            }
        };
        RawServer.Behaviour inAnHour = RawServer.answer("429 Too Many Requests\r\nRetry-After: 3600", "");
        try (RawServer server = new RawServer(inAnHour, inAnHour, RawServer.ok())) {
            CphShareClient client = Clients.of(server.url())
                    .pace(Pace.real())
                    .callTimeout(Duration.ZERO)
                    .listener(listener)
                    .build();
            CompletableFuture<PushReceipt> async = client.pushAsync(request());
            CompletableFuture<PushReceipt> sync = CompletableFuture.supplyAsync(() -> client.push(request()));
            assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();

            client.close();

            for (CompletableFuture<PushReceipt> call : List.of(async, sync)) {
                assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS))
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(ThrottledException.class);
            }
            assertThatThrownBy(() -> client.push(request()))
                    .isInstanceOf(ClientClosedException.class)
                    .hasMessageContaining("closed");
            assertThatThrownBy(() -> client.pushAsync(request()).get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(ClientClosedException.class, failure -> assertThat(failure.delivery())
                            .isEqualTo(Delivery.NOT_SENT));
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void an_interrupt_ends_the_wait_and_stays_to_be_seen() throws Exception {
        Pauses interrupting = new Pauses() {
            @Override
            boolean sleep(Duration time) throws InterruptedException {
                Thread.currentThread().interrupt();
                return super.sleep(time);
            }
        };
        try (RawServer server = new RawServer(THROTTLED, RawServer.ok());
                CphShareClient client = Clients.of(server.url())
                        .pace(new Pace(interrupting, () -> 0.5, System::nanoTime))
                        .build()) {
            assertThatThrownBy(() -> client.push(request())).isInstanceOf(ThrottledException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_thread_that_was_interrupted_before_sends_nothing_and_knows_it(boolean onAConnectionThatIsThere)
            throws IOException {
        try (RawServer server = new RawServer(RawServer.ok());
                CphShareClient client = to(server).build()) {
            if (onAConnectionThatIsThere) {
                client.push(request());
            }
            int before = server.requests().size();
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> client.push(request()))
                    .isInstanceOfSatisfying(TransportException.class, failure -> assertThat(failure.delivery())
                            .isEqualTo(Delivery.NOT_SENT))
                    .hasMessageStartingWith("The thread was interrupted");
            assertThat(Thread.interrupted()).as("stays to be seen").isTrue();
            assertThat(server.requests()).hasSize(before);
            assertThat(client.push(request()).allAccepted())
                    .as("and the next one works")
                    .isTrue();
        }
    }

    private static Clock at(String instant) {
        return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
    }

    @Test
    void none_is_one_attempt_of_a_read_too_whatever_okhttp_would_do() throws IOException {
        try (RawServer server = new RawServer(RawServer.answer("503 Busy\r\nRetry-After: 0", ""));
                CphShareClient client = to(server).retries(Retries.none()).build()) {
            assertThatThrownBy(() -> client.servers().toList()).isInstanceOf(ServiceUnavailableException.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "1795730400000"})
    void a_time_to_wait_that_no_number_holds_does_not_hide_the_answer(String seconds) throws Exception {
        try (RawServer server = new RawServer(RawServer.answer("503 Busy\r\nRetry-After: " + seconds, ""));
                CphShareClient client = to(server).build()) {
            assertThatThrownBy(() -> client.push(request())).isInstanceOf(ServiceUnavailableException.class);
            assertThatThrownBy(() -> client.pushAsync(request()).get(10, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(ServiceUnavailableException.class);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void a_refused_token_is_told_as_such_though_the_answer_breaks_off() throws IOException {
        RawServer.Behaviour cut =
                RawServer.rawThenClose("HTTP/1.1 401 Unauthorized\r\nContent-Length: 100\r\n\r\n{\"error");
        try (RawServer server = new RawServer(cut);
                CphShareClient client = to(server).build()) {
            assertThatThrownBy(() -> client.push(request()))
                    .isInstanceOfSatisfying(AuthenticationException.class, failure -> assertThat(failure.delivery())
                            .isEqualTo(Delivery.NOT_PROCESSED))
                    .hasMessageContaining("broke off");
            assertThatThrownBy(() -> client.servers().toList()).isInstanceOf(AuthenticationException.class);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void what_a_refused_attempt_was_like_says_nothing_of_the_one_with_another_token() throws IOException {
        byte[] refusal = FaultServer.gzip("{\"error_code\":\"APIGW.0301\"}".getBytes(StandardCharsets.UTF_8));
        CredentialsProvider renewing = new CredentialsProvider() {
            @Override
            public Credentials credentials() {
                return TokenCredentials.of("some-old-token");
            }

            @Override
            public Credentials replacement(Credentials refused) {
                return TokenCredentials.of("some-new-token");
            }
        };
        try (RawServer server = new RawServer(
                        (sent, connection) -> {
                            connection
                                    .getOutputStream()
                                    .write(("HTTP/1.1 401 Unauthorized\r\nContent-Encoding: gzip\r\nContent-Length: "
                                                    + refusal.length + "\r\n\r\n")
                                            .getBytes(StandardCharsets.UTF_8));
                            connection.getOutputStream().write(refusal);
                        },
                        RawServer.rawThenClose("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"request_id\":"));
                CphShareClient client = to(server).credentials(renewing).build()) {
            assertThatThrownBy(() -> client.push(request())).isInstanceOf(TransportException.class);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void a_provider_with_a_defect_is_no_failure_of_the_network_and_its_words_are_not_told() throws Exception {
        CredentialsProvider broken = () -> {
            throw new IllegalStateException("cannot read " + Clients.TOKEN);
        };
        try (RawServer server = new RawServer(RawServer.ok());
                CphShareClient client = to(server).credentials(broken).build()) {
            Throwable direct = catchThrowable(() -> client.push(request()));
            Throwable async = catchThrowable(() -> client.pushAsync(request()).get(10, TimeUnit.SECONDS));

            for (Throwable failure : List.of(direct, async.getCause())) {
                assertThat(failure)
                        .isInstanceOf(CredentialsException.class)
                        .hasMessageContaining("IllegalStateException")
                        .hasNoCause();
                assertThat(failure.toString()).doesNotContain(Clients.TOKEN);
            }
            assertThat(server.requests()).isEmpty();
            assertThat(waits.taken()).isEmpty();
        }
    }

    @Test
    void so_is_one_that_fails_to_find_another_token() throws Exception {
        CredentialsProvider broken = new CredentialsProvider() {
            @Override
            public Credentials credentials() {
                return TokenCredentials.of(Clients.TOKEN);
            }

            @Override
            public Credentials replacement(Credentials refused) {
                throw new IllegalStateException("cannot renew " + Clients.TOKEN);
            }
        };
        try (RawServer server = new RawServer(RawServer.answer("401 Unauthorized", "{\"error_code\":\"APIGW.0307\"}"));
                CphShareClient client = to(server).credentials(broken).build()) {
            Throwable direct = catchThrowable(() -> client.push(request()));
            Throwable async = catchThrowable(() -> client.pushAsync(request()).get(10, TimeUnit.SECONDS));

            for (Throwable failure : List.of(direct, async.getCause())) {
                assertThat(failure)
                        .isInstanceOf(AuthenticationException.class)
                        .hasMessageContaining("IllegalStateException");
                assertThat(failure.toString()).doesNotContain(Clients.TOKEN);
            }
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void a_wait_beyond_all_counting_can_be_cancelled() throws Exception {
        RawServer.Behaviour inEternity = RawServer.answer(
                "429 Too Many\r\nRetry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\nDate: Thu, 26 Nov 2026 13:00:00 GMT",
                "");
        CountDownLatch waiting = new CountDownLatch(1);
        Pauses pauses = new Pauses();
        try (RawServer server = new RawServer(inEternity);
                CphShareClient client = Clients.of(server.url())
                        .pace(new Pace(pauses, () -> 0, System::nanoTime))
                        .callTimeout(Duration.ZERO)
                        .listener(new CallListener() {
                            @Override
                            public void retryIn(CallInfo call, int nextAttempt, Duration wait) {
                                waiting.countDown();
                            }
                        })
                        .build()) {
            CompletableFuture<PushReceipt> push = client.pushAsync(request());

            assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
            pauses.close();

            assertThatThrownBy(() -> push.get(10, TimeUnit.SECONDS)).cause().isInstanceOf(ThrottledException.class);
            assertThat(server.requests()).hasSize(1);
        }
    }
}
