package io.github.cphshare.client;

import static io.github.cphshare.client.Clients.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cphshare.client.ServerOutcome.State;
import io.github.cphshare.client.call.Retries;
import io.github.cphshare.client.error.AuthenticationException;
import io.github.cphshare.client.error.ConflictException;
import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.error.NotFoundException;
import io.github.cphshare.client.error.PermissionDeniedException;
import io.github.cphshare.client.error.ServiceException;
import io.github.cphshare.client.error.ServiceUnavailableException;
import io.github.cphshare.client.error.ThrottledException;
import io.github.cphshare.client.error.TransportException;
import io.github.cphshare.client.tar.InvalidTarException;
import io.github.cphshare.client.tar.TarChecker;
import io.github.cphshare.client.validation.InvalidRequestException;
import io.github.cphshare.generated.ErrorCategory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import okhttp3.OkHttpClient;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each failure has a type that says what happened, how far the request got, and what to do. */
class FailureTest {

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(400, "CPS.0134", ServiceException.class, ErrorCategory.INVALID_REQUEST, false),
                Arguments.of(401, "APIGW.0301", AuthenticationException.class, ErrorCategory.AUTHENTICATION, false),
                Arguments.of(401, "APIG.0307", AuthenticationException.class, ErrorCategory.AUTHENTICATION, false),
                Arguments.of(403, "CPS.0001", PermissionDeniedException.class, ErrorCategory.PERMISSION_DENIED, false),
                Arguments.of(400, "CPS.0001", PermissionDeniedException.class, ErrorCategory.PERMISSION_DENIED, false),
                Arguments.of(400, "CPS.0104", NotFoundException.class, ErrorCategory.NOT_FOUND, false),
                Arguments.of(404, "APIGW.0101", NotFoundException.class, ErrorCategory.NOT_FOUND, false),
                Arguments.of(400, "CPS.1028", ConflictException.class, ErrorCategory.CONFLICT, false),
                Arguments.of(400, "CPS0096", ServiceException.class, ErrorCategory.LIMIT_EXCEEDED, false),
                Arguments.of(413, "APIGW.0201", ServiceException.class, ErrorCategory.LIMIT_EXCEEDED, false),
                Arguments.of(429, "APIGW.0308", ThrottledException.class, ErrorCategory.THROTTLED, true),
                Arguments.of(418, "TEA.0001", ServiceException.class, ErrorCategory.INVALID_REQUEST, false));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("refusals")
    void what_was_refused_before_the_service_acted_says_so(
            int status, String code, Class<? extends ServiceException> type, ErrorCategory category, boolean retryable)
            throws IOException {
        ServiceException failure = serviceFailure(RawServer.answer(
                status + " No\r\nContent-Type: application/json",
                "{\"request_id\":\"r-1\",\"error_code\":\"" + code + "\",\"error_msg\":\"because\"}"));

        assertThat(failure).isExactlyInstanceOf(type);
        assertThat(failure.httpStatus()).isEqualTo(status);
        assertThat(failure.errorCode()).isEqualTo(code);
        assertThat(failure.errorMessage()).isEqualTo("because");
        assertThat(failure.requestId()).isEqualTo("r-1");
        assertThat(failure.category()).isEqualTo(category);
        assertThat(failure.retryable()).isEqualTo(retryable);
        assertThat(failure.delivery()).isEqualTo(Delivery.NOT_PROCESSED);
        assertThat(failure).hasMessageContainingAll(String.valueOf(status), code, "because", "r-1");
        assertThat(failure.advice()).isNotBlank();
    }

    @Test
    void words_of_an_answer_paint_no_terminal_and_forge_no_line_of_a_log() throws IOException {
        String evil = "a\u009b2J\u0085b\u2028c\u2029d\u001b[2J\re";
        ServiceException refused = serviceFailure(RawServer.answer(
                "400 No\r\nServer: " + evil + "\r\nX-Request-Id: " + evil,
                "{\"error_code\":\"X\",\"error_msg\":\""
                        + evil.replace("\u001b", "").replace("\r", "") + "\"}"));

        assertThat(refused.getMessage() + refused.headers()).matches("[^\\p{Cc}\\p{Zl}\\p{Zp}]+");
        assertThat(refused.headers()).containsEntry("server", "a 2J b c d [2J e");
    }

    @Test
    void a_line_that_is_no_http_paints_no_terminal_and_floods_no_log() throws IOException {
        String line = "HTTP/1.1 \u001b[2J\u009b" + "x".repeat(10_000) + "\r\n\r\n";
        try (RawServer server = new RawServer(RawServer.rawThenClose(line));
                CphShareClient client =
                        Clients.of(server.url()).retries(Retries.none()).build()) {
            assertThatThrownBy(() -> client.push(request()))
                    .isInstanceOf(TransportException.class)
                    .message()
                    .matches("[^\\p{Cc}]{1,500}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "500, CPS.0003",
        "400, CPS.0003",
        "502, APIGW.0201",
        "504, APIGW.0201",
        "503, ''",
        "599, ''",
        "408, ''",
    })
    void what_failed_after_the_service_may_have_acted_says_so(int status, String code) throws IOException {
        ServiceException failure = serviceFailure(RawServer.answer(
                status + " Oops", code.isEmpty() ? "" : "{\"error_code\":\"" + code + "\",\"error_msg\":\"x\"}"));

        assertThat(failure).isInstanceOf(ServiceUnavailableException.class);
        assertThat(failure.delivery()).isEqualTo(Delivery.UNKNOWN);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure.advice()).containsIgnoringCase("look");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"error\":{\"code\":401,\"message\":\"The token is wrong.\"}} | 401  | The token is wrong.",
                "{\"error\":{\"code\":\"EPS.0003\",\"message\":\"no\"}}         | EPS.0003 | no",
                "{\"code\":\"X\",\"message\":\"flat\"}                          | X    | flat",
                "{\"a\":{\"b\":{\"error_code\":\"X\",\"error_msg\":\"deep\"}}} | X    | deep",
                "{\"error\":{\"message\":\"words below\"}}                  |      | words below",
                "{\"message\":\"above\",\"error\":{\"message\":\"below\"}}  |      | above",
                "{\"error_code\":\"\",\"error_msg\":\"only words\"}             |      | only words",
                "\ufeff{\"error_code\":\"X\",\"error_msg\":\"marked\"}            | X    | marked",
                "{\"error_code\":\"X\",\"error_code\":\"Y\",\"error_msg\":\"2\"}     | X    | 2",
                "{\"error_msg\":\"words\",\"details\":{\"error_code\":\"X\"}}     | X    | words",
                "{\"message\":\"a\",\"error\":{\"error_code\":\"X\",\"error_msg\":\"b\"}} | X | b",
                "{\"error_code\":\"X\",\"error_msg\":\"cut                      | X    | ",
                "{\"details\":[1,{\"a\":null}],\"error_code\":\"X\"} trailing | X    | ",
                "<html>Bad gateway</html>                                       |      | ",
                "{\"error_code\":\"half                                         |      | ",
                "[]                                                             |      | ",
                "null                                                           |      | ",
            })
    void every_shape_of_an_error_body_is_understood_or_kept_as_it_is(String body, String code, String message)
            throws IOException {
        ServiceException failure = serviceFailure(RawServer.answer("400 Bad Request", body));

        assertThat(failure.errorCode()).isEqualTo(code);
        assertThat(failure.errorMessage()).isEqualTo(message);
        assertThat(failure.body()).isEqualTo(body);
    }

    @Test
    void a_connection_whose_encryption_fails_after_the_push_was_sent_is_not_called_none() throws IOException {
        OkHttpClient callers = new OkHttpClient.Builder()
                .addNetworkInterceptor(chain -> {
                    chain.proceed(chain.request()).close();
                    throw new SSLException("Tag mismatch");
                })
                .build();
        try (RawServer server = new RawServer(RawServer.ok());
                CphShareClient client =
                        Clients.of(server.url()).okHttpClient(callers).build()) {
            assertThatThrownBy(() -> client.push(Clients.request()))
                    .isInstanceOfSatisfying(TransportException.class, failure -> assertThat(failure.delivery())
                            .isEqualTo(Delivery.UNKNOWN))
                    .hasMessageStartingWith("The connection broke")
                    .hasMessageContaining("Tag mismatch");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ufeff{\"error_code\":\"CPS.0042\"}",
                "{\"error_code\":\"CPS.0042\",\"error_msg\":\"a\",\"error_msg\":\"b\"}",
                "{\"error_code\":\"CPS.0042\",\"error_msg\":\"and then the connection bro",
            })
    void an_odd_body_does_not_hide_that_the_service_may_have_acted(String body) throws IOException {
        assertThat(serviceFailure(RawServer.answer("400 Bad Request", body)).delivery())
                .isEqualTo(Delivery.UNKNOWN);
    }

    @Test
    void a_failure_can_be_sent_to_another_process_whole() throws Exception {
        ServiceException failure = serviceFailure(RawServer.answer(
                "429 Too Many Requests\r\nRetry-After: 7",
                "{\"error_code\":\"APIGW.0308\",\"error_msg\":\"slowly\",\"request_id\":\"r-1\"}"));

        ServiceException read = sent(failure);

        assertThat(read).isExactlyInstanceOf(ThrottledException.class).hasMessage(failure.getMessage());
        assertThat(read.errorCode()).isEqualTo("APIGW.0308");
        assertThat(read.category()).isEqualTo(failure.category());
        assertThat(read.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(read.delivery()).isEqualTo(Delivery.NOT_PROCESSED);
        assertThat(read.headers()).isEqualTo(failure.headers());
    }

    private static <T extends CphShareException> T sent(T failure) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(failure);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            @SuppressWarnings("unchecked") // It is what was written.
            T read = (T) in.readObject();
            return read;
        }
    }

    @Test
    void the_violations_of_a_request_go_along_with_their_failure() throws Exception {
        InvalidRequestException failure = catchThrowableOfType(
                InvalidRequestException.class, () -> PushRequest.builder().build());

        assertThat(failure.violations()).hasSizeGreaterThan(1);
        assertThat(sent(failure).violations()).isEqualTo(failure.violations());
    }

    @Test
    void what_is_too_large_to_go_along_with_a_failure_is_not_null_there_but_said_to_be_in_its_words() throws Exception {
        PushReceipt receipt = PushReceipt.builder()
                .requestId("r")
                .asked(List.of("s1"))
                .answer("s1", null, "CPS.0099", "not ready")
                .build();
        PushFailedException push = sent(catchThrowableOfType(PushFailedException.class, receipt::requireAllAccepted));
        AwaitTimeoutException wait =
                sent(new AwaitTimeoutException(Outcomes.of(List.of(receipt), id -> State.RUNNING), "closed", null));
        InvalidTarException tar = sent(catchThrowableOfType(InvalidTarException.class, () -> TarChecker.strict()
                .check(new ByteArrayInputStream(new byte[] {1, 2, 3}))
                .requireAccepted()));

        assertThat(push).hasMessageContaining("CPS.0099");
        assertThat(push.receipt()).isNull();
        for (ThrowingCallable asked : List.<ThrowingCallable>of(push::outcome, wait::outcome, tar::report)) {
            assertThatThrownBy(asked)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the failure's message tells the same in words");
        }
    }

    @Test
    void the_request_id_of_the_header_stands_in_for_a_missing_one() throws IOException {
        assertThat(serviceFailure(RawServer.answer("502 Bad Gateway\r\nX-Request-Id: from-header", "<html>"))
                        .requestId())
                .isEqualTo("from-header");
    }

    @ParameterizedTest
    @CsvSource({
        "Retry-After: 7, PT7S",
        "'Date: Tue, 24 Nov 2026 10:00:00 GMT\r\nRetry-After: Tue, 24 Nov 2026 10:01:30 GMT', PT1M30S",
        "'Date: Tue, 24 Nov 2026 10:00:00 GMT\r\nRetry-After: Tue, 24 Nov 2026 09:00:00 GMT', PT0S",
        "'Retry-After: Tue, 24 Nov 2015 10:00:00 GMT', PT0S",
        "'Date: Tue, 24 Nov 2026 10:00:00 GMT\r\nRetry-After: Tuesday, 24-Nov-26 10:01:30 GMT', PT1M30S",
        "'Date: Tue Nov 24 10:00:00 2026\r\nRetry-After: Tue Nov 24 10:01:30 2026', PT1M30S",
        "'Date: Tue, 24 Nov 2026 10:00:00 GMT\r\nRetry-After: Tue, 24 Nov 2026 10:01:30 Uhr', ",
        "Retry-After: soon,",
        "X-Nothing: at all,",
    })
    void a_throttled_request_tells_how_long_to_wait_if_the_answer_does(String headers, Duration wait)
            throws IOException {
        ServiceException failure = serviceFailure(RawServer.answer("429 Too Many Requests\r\n" + headers, ""));

        assertThat(failure).isInstanceOf(ThrottledException.class);
        assertThat(failure.retryAfter()).isEqualTo(wait);
    }

    @Test
    void without_a_connection_nothing_was_sent() throws IOException {
        int deadPort;
        try (ServerSocket socket = new ServerSocket(0)) {
            deadPort = socket.getLocalPort();
        }
        TransportException failure = transportFailure("http://127.0.0.1:" + deadPort);

        assertThat(failure.delivery()).isEqualTo(Delivery.NOT_SENT);
        assertThat(failure).hasMessageContaining("No connection was made");
        assertThat(failure.advice()).contains("Nothing was sent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ": Name or service not known"})
    void an_unknown_host_is_named_once_and_means_that_nothing_was_sent(String why) {
        OkHttpClient noSuchHost = new OkHttpClient.Builder()
                .dns(host -> {
                    throw new java.net.UnknownHostException(host + why);
                })
                .build();
        try (CphShareClient client =
                Clients.of("https://cph.example.com").okHttpClient(noSuchHost).build()) {
            TransportException failure = catchThrowableOfType(TransportException.class, () -> client.push(request()));
            assertThat(failure).hasMessageContaining("is not known (cph.example.com" + why + ")");
            assertThat(failure.delivery()).isEqualTo(Delivery.NOT_SENT);
        }
    }

    @Test
    void a_server_that_does_not_answer_in_time_may_have_acted() throws IOException {
        try (RawServer server = new RawServer(RawServer.silence());
                CphShareClient client = Clients.of(server.url())
                        .readTimeout(Duration.ofMillis(150))
                        .build()) {
            TransportException failure = catchThrowableOfType(TransportException.class, () -> client.push(request()));
            assertThat(failure.delivery()).isEqualTo(Delivery.UNKNOWN);
            assertThat(failure).hasMessageContaining("no answer in time");
        }
    }

    @Test
    void a_server_that_is_silent_while_the_connection_is_made_was_sent_nothing() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                CphShareClient client = Clients.of("https://127.0.0.1:" + silent.getLocalPort())
                        .readTimeout(Duration.ofMillis(150))
                        .retries(Retries.none())
                        .build()) {
            TransportException failure = catchThrowableOfType(TransportException.class, () -> client.push(request()));
            assertThat(failure.delivery()).isEqualTo(Delivery.NOT_SENT);
            assertThat(failure).hasMessageStartingWith("No connection was made in time");
        }
    }

    @Test
    void a_call_that_takes_too_long_as_a_whole_may_have_been_acted_on() throws IOException {
        try (RawServer server = new RawServer(RawServer.silence());
                CphShareClient client = Clients.of(server.url())
                        .callTimeout(Duration.ofMillis(150))
                        .build()) {
            TransportException failure = catchThrowableOfType(TransportException.class, () -> client.push(request()));
            assertThat(failure.delivery()).isEqualTo(Delivery.UNKNOWN);
        }
    }

    @Test
    void an_answer_that_breaks_off_is_the_networks_fault_and_the_service_may_have_acted() throws IOException {
        try (RawServer server = new RawServer(
                        RawServer.rawThenClose("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"jobs\":["));
                CphShareClient client = Clients.of(server.url()).build()) {
            TransportException failure = catchThrowableOfType(TransportException.class, () -> client.push(request()));
            assertThat(failure.delivery()).isEqualTo(Delivery.UNKNOWN);
            assertThat(failure).hasRootCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void all_failures_have_one_root() {
        assertThat(CphShareException.class)
                .isAssignableFrom(ServiceException.class)
                .isAssignableFrom(TransportException.class)
                .isAssignableFrom(PushFailedException.class)
                .isAssignableFrom(io.github.cphshare.client.error.MalformedResponseException.class)
                .isAssignableFrom(io.github.cphshare.client.validation.InvalidRequestException.class)
                .isAssignableFrom(io.github.cphshare.client.tar.InvalidTarException.class)
                .isAssignableFrom(io.github.cphshare.client.auth.CredentialsException.class);
    }

    private static ServiceException serviceFailure(RawServer.Behaviour behaviour) throws IOException {
        try (RawServer server = new RawServer(behaviour);
                CphShareClient client =
                        Clients.of(server.url()).retries(Retries.none()).build()) {
            ServiceException failure = catchThrowableOfType(ServiceException.class, () -> client.push(request()));
            assertThat(server.requests()).hasSize(1);
            return failure;
        }
    }

    private static TransportException transportFailure(String endpoint) {
        try (CphShareClient client = Clients.of(endpoint).build()) {
            return catchThrowableOfType(TransportException.class, () -> client.push(request()));
        }
    }
}
