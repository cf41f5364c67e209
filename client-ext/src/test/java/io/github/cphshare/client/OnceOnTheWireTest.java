package io.github.cphshare.client;

import static io.github.cphshare.client.Clients.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cphshare.client.auth.CredentialsException;
import io.github.cphshare.client.auth.CredentialsProvider;
import io.github.cphshare.client.call.Retries;
import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.error.PermissionDeniedException;
import io.github.cphshare.client.error.TransportException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A push has no idempotency key, so it must never go out a second time unasked. */
class OnceOnTheWireTest {

    @Test
    void a_push_on_a_reused_connection_that_the_server_closes_after_reading_it_is_sent_once() throws IOException {
        try (RawServer server = new RawServer(RawServer.ok(), RawServer.hangUp(), RawServer.ok());
                CphShareClient client = Clients.of(server.url()).build()) {
            client.push(request());

            assertThatThrownBy(() -> client.push(request()))
                    .isInstanceOfSatisfying(TransportException.class, failure -> assertThat(failure.delivery())
                            .isEqualTo(Delivery.UNKNOWN));
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void okhttp_left_to_itself_sends_that_push_twice() throws IOException {
        try (RawServer server = new RawServer(RawServer.ok(), RawServer.hangUp(), RawServer.ok())) {
            OkHttpClient plain = new OkHttpClient();
            post(plain, server);

            assertThat(post(plain, server)).isEqualTo(200);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "503 Service Unavailable\r\nRetry-After: 0",
                "408 Request Timeout",
                "401 Unauthorized\r\nWWW-Authenticate: Basic realm=x",
                "421 Misdirected Request",
                "307 Temporary Redirect\r\nLocation: /elsewhere",
                "308 Permanent Redirect\r\nLocation: /elsewhere",
            })
    void no_answer_makes_the_client_send_a_push_again(String answer) throws IOException {
        OkHttpClient callers = new OkHttpClient.Builder()
                .authenticator((route, response) -> response.request()
                        .newBuilder()
                        .header("X-Second-Try", "yes")
                        .build())
                .build();
        try (RawServer server = new RawServer(RawServer.answer(answer, ""), RawServer.ok());
                CphShareClient client =
                        Clients.of(server.url()).okHttpClient(callers).build()) {
            assertThat(catchThrowable(() -> client.push(request()))).isInstanceOf(CphShareException.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void several_interim_answers_are_no_defect_and_may_come_before_the_real_one() throws IOException {
        String interim = "HTTP/1.1 102 Processing\r\n\r\n";
        String real =
                "HTTP/1.1 200 OK\r\nContent-Length: " + RawServer.OK_BODY.length() + "\r\n\r\n" + RawServer.OK_BODY;
        try (RawServer server = new RawServer(RawServer.raw(interim.repeat(3) + real), RawServer.ok());
                CphShareClient client = Clients.of(server.url()).build()) {
            // OkHttp 4 cannot read it.
            Throwable failure = catchThrowable(
                    () -> assertThat(client.push(request()).allAccepted()).isTrue());
            if (failure != null) {
                assertMayHaveBeenActedOn(failure);
            }
            assertThat(server.requests()).hasSize(1);

            assertThat(client.push(request()).allAccepted()).isTrue();
            assertThat(server.requests()).hasSize(2);
        }
    }

    private static void assertMayHaveBeenActedOn(Throwable failure) {
        assertThat(failure).isInstanceOfSatisfying(TransportException.class, known -> assertThat(known.delivery())
                .isEqualTo(Delivery.UNKNOWN));
    }

    @Test
    void okhttp_left_to_itself_follows_a_503_that_says_retry_after_0() throws IOException {
        try (RawServer server =
                new RawServer(RawServer.answer("503 Service Unavailable\r\nRetry-After: 0", ""), RawServer.ok())) {
            assertThat(post(new OkHttpClient(), server)).isEqualTo(200);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void the_generated_interface_sends_once_as_well() throws IOException {
        try (RawServer server = new RawServer(RawServer.ok(), RawServer.hangUp(), RawServer.ok());
                CphShareClient client = Clients.of(server.url()).build()) {
            client.push(request());

            assertThatThrownBy(() -> client.generated(io.github.cphshare.generated.api.SharedStorageApi.class)
                            .pushShareFiles(Clients.PROJECT, request().toWire())
                            .execute())
                    .isInstanceOf(IOException.class);
            assertThat(server.requests()).hasSize(2);
        }
    }

    private static int post(OkHttpClient client, RawServer server) throws IOException {
        Request request = new Request.Builder()
                .url(server.url() + "/push")
                .post(RequestBody.create("{}", MediaType.get("application/json")))
                .build();
        try (Response response = client.newCall(request).execute()) {
            response.body().string();
            return response.code();
        }
    }

    /** An interceptor of a caller that takes over what it knows of, and so no tags. */
    private static Response madeAnew(Interceptor.Chain chain) throws IOException {
        Request request = chain.request();
        return chain.proceed(new Request.Builder()
                .url(request.url())
                .headers(request.headers())
                .method(request.method(), request.body())
                .build());
    }

    private static CphShareClient makingAnew(RawServer server) {
        return Clients.of(server.url())
                .okHttpClient(new OkHttpClient.Builder()
                        .addInterceptor(OnceOnTheWireTest::madeAnew)
                        .build())
                .build();
    }

    @Test
    void a_push_that_an_interceptor_of_the_caller_made_anew_is_sent_once_as_well() throws Exception {
        try (RawServer server = new RawServer(RawServer.hangUp());
                CphShareClient client = makingAnew(server)) {
            assertThatThrownBy(() -> client.push(request()))
                    .isInstanceOfSatisfying(TransportException.class, failure -> assertThat(failure.delivery())
                            .isEqualTo(Delivery.UNKNOWN));
            assertThat(server.requests()).hasSize(1);

            assertThatThrownBy(() -> client.pushAsync(request()).get(10, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(TransportException.class, failure -> assertThat(failure.delivery())
                            .isEqualTo(Delivery.UNKNOWN));
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void an_answer_to_it_that_breaks_off_is_the_networks_fault() throws IOException {
        try (RawServer server = new RawServer(
                        RawServer.rawThenClose("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"request_id\":"));
                CphShareClient client = makingAnew(server)) {
            assertThatThrownBy(() -> client.push(request())).isInstanceOf(TransportException.class);
        }
    }

    @Test
    void a_push_whose_time_was_over_while_it_waited_for_its_turn_is_not_sent() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        Dispatcher oneAtATime = new Dispatcher();
        oneAtATime.setMaxRequests(1);
        AtomicLong now = new AtomicLong();
        try (RawServer server = new RawServer(RawServer.after(busy, RawServer.ok()));
                CphShareClient client = Clients.of(server.url())
                        .pace(new Pace(new Pauses(), () -> 0, now::get))
                        .okHttpClient(new OkHttpClient.Builder()
                                .dispatcher(oneAtATime)
                                .build())
                        .build()) {
            CompletableFuture<PushReceipt> first = client.pushAsync(request());
            CompletableFuture<PushReceipt> second = client.pushAsync(
                    request(),
                    RequestOptions.builder().callTimeout(Duration.ofMinutes(1)).build());
            now.set(Duration.ofMinutes(1).toNanos());
            busy.countDown();

            assertThat(first.get(10, TimeUnit.SECONDS).allAccepted()).isTrue();
            assertThatThrownBy(() -> second.get(10, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(TransportException.class, failure -> assertThat(failure.delivery())
                            .isEqualTo(Delivery.NOT_SENT));
            assertThat(server.requests()).hasSize(1);
        } finally {
            oneAtATime.executorService().shutdown();
        }
    }

    /** An interceptor of a caller that knows better: what is lost goes out again. */
    private static OkHttpClient tryingAgain(Runnable meanwhile) {
        return new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    try {
                        return chain.proceed(chain.request());
                    } catch (IOException e) {
                        meanwhile.run();
                        return chain.proceed(chain.request());
                    }
                })
                .build();
    }

    private static void assertMayHaveBeenActedOn(CphShareClient client) {
        CphShareException failure = catchThrowableOfType(CphShareException.class, () -> client.push(request()));
        assertThat(failure.delivery()).isEqualTo(Delivery.UNKNOWN);
        assertThat(failure.advice()).contains("The service may have acted");
    }

    @Test
    void a_push_that_was_lost_is_not_called_unsent_because_an_interceptor_tried_it_again_too_late() throws IOException {
        AtomicLong now = new AtomicLong();
        try (RawServer server = new RawServer(RawServer.hangUp());
                CphShareClient client = Clients.of(server.url())
                        .pace(new Pace(new Pauses(), () -> 0, now::get))
                        .callTimeout(Duration.ofMinutes(1))
                        .okHttpClient(
                                tryingAgain(() -> now.set(Duration.ofMinutes(1).toNanos())))
                        .build()) {
            assertMayHaveBeenActedOn(client);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void nor_because_there_were_no_credentials_for_that() throws IOException {
        AtomicBoolean gone = new AtomicBoolean();
        try (RawServer server = new RawServer(RawServer.hangUp());
                CphShareClient client = Clients.of(server.url())
                        .credentials(CredentialsProvider.token(() -> gone.get() ? null : Clients.TOKEN))
                        .okHttpClient(tryingAgain(() -> gone.set(true)))
                        .build()) {
            assertMayHaveBeenActedOn(client);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void nor_because_the_interceptor_then_fails_as_if_nothing_had_been_sent() throws Exception {
        try (RawServer server = new RawServer(RawServer.hangUp(), RawServer.hangUp());
                CphShareClient client = Clients.of(server.url())
                        .okHttpClient(tryingAgain(() -> {
                            throw new CredentialsException("There is no other token.", null);
                        }))
                        .build()) {
            assertMayHaveBeenActedOn(client);
            assertThatThrownBy(() -> client.pushAsync(request()).get(10, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(CphShareException.class, failure -> assertThat(failure.delivery())
                            .isEqualTo(Delivery.UNKNOWN));
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void nor_is_it_called_unprocessed_and_sent_once_more_because_that_was_throttled() throws IOException {
        try (RawServer server = new RawServer(
                        RawServer.hangUp(), RawServer.answer("429 Too Many Requests", ""), RawServer.ok());
                CphShareClient client = Clients.of(server.url())
                        .okHttpClient(tryingAgain(() -> {}))
                        .build()) {
            assertMayHaveBeenActedOn(client);
            assertThat(server.requests()).hasSize(2);
        }
    }

    /** An interceptor of a caller that sends again what was not accepted. */
    private static OkHttpClient tryingAgainWhatFailed(Runnable meanwhile) {
        return new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    Response response = chain.proceed(chain.request());
                    if (response.isSuccessful()) {
                        return response;
                    }
                    response.close();
                    meanwhile.run();
                    return chain.proceed(chain.request());
                })
                .build();
    }

    @Test
    void nor_is_that_forgotten_by_the_attempts_that_follow_by_choice() throws IOException {
        try (RawServer server = new RawServer(RawServer.hangUp(), RawServer.answer("429 Too Many Requests", ""));
                CphShareClient client = Clients.of(server.url())
                        .okHttpClient(tryingAgain(() -> {}))
                        .retries(Retries.atLeastOnce())
                        .build()) {
            assertMayHaveBeenActedOn(client);
            assertThat(server.requests()).hasSize(5);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"500 Internal Server Error", "408 Request Timeout", "400 Bad Request"})
    void nor_because_an_interceptor_repeated_it_after_an_answer_that_says_nothing_about_that(String status)
            throws IOException {
        try (RawServer server = new RawServer(
                        RawServer.answer(status, "{\"error_code\":\"CPS.0003\"}"),
                        RawServer.answer("429 Too Many Requests", ""),
                        RawServer.ok());
                CphShareClient client = Clients.of(server.url())
                        .okHttpClient(tryingAgainWhatFailed(() -> {}))
                        .build()) {
            assertMayHaveBeenActedOn(client);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void nor_because_there_were_no_credentials_for_that_after_such_an_answer() throws IOException {
        AtomicBoolean gone = new AtomicBoolean();
        try (RawServer server = new RawServer(RawServer.answer("500 Internal Server Error", ""));
                CphShareClient client = Clients.of(server.url())
                        .credentials(CredentialsProvider.token(() -> gone.get() ? null : Clients.TOKEN))
                        .okHttpClient(tryingAgainWhatFailed(() -> gone.set(true)))
                        .build()) {
            assertMayHaveBeenActedOn(client);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void a_push_that_was_refused_before_an_interceptor_repeated_it_is_what_its_last_answer_says() throws IOException {
        try (RawServer server = new RawServer(
                        RawServer.answer("429 Too Many Requests", ""), RawServer.answer("403 Forbidden", ""));
                CphShareClient client = Clients.of(server.url())
                        .okHttpClient(tryingAgainWhatFailed(() -> {}))
                        .build()) {
            assertThatThrownBy(() -> client.push(request()))
                    .isInstanceOfSatisfying(PermissionDeniedException.class, failure -> assertThat(failure.delivery())
                            .isEqualTo(Delivery.NOT_PROCESSED));
            assertThat(server.requests()).hasSize(2);
        }
    }
}
