package io.github.cphshare.client;

import static io.github.cphshare.client.Clients.TOKEN;
import static io.github.cphshare.client.Clients.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cphshare.client.auth.CredentialsProvider;
import io.github.cphshare.client.auth.TokenCredentials;
import io.github.cphshare.client.error.TransportException;
import io.github.cphshare.client.file.ShareListingException;
import io.github.cphshare.generated.api.SharedStorageApi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The token is in what goes to the endpoint, and nowhere else, whatever the other side does with it. */
@Isolated("listens to the standard streams and to the root logger")
class CanaryTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final Logger root = Logger.getLogger("");
    private final Level level = root.getLevel();
    private final Handler ear = new Handler() {
        @Override
        public void publish(LogRecord record) {
            say(record.getMessage() + " " + record.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        PrintStream tap = new PrintStream(said, true, StandardCharsets.UTF_8);
        System.setOut(tap);
        System.setErr(tap);
        root.setLevel(Level.ALL);
        ear.setLevel(Level.ALL);
        root.addHandler(ear);
    }

    @AfterEach
    void nothing_that_was_said_meanwhile_tells_the_token() {
        System.setOut(out);
        System.setErr(err);
        root.removeHandler(ear);
        root.setLevel(level);
        assertThat(said.toString(StandardCharsets.UTF_8)).doesNotContain(TOKEN);
    }

    static Stream<Arguments> serversThatTellWhatTheyGot() {
        String escaped = TOKEN.replace("/", "\\/");
        return Stream.of(
                Arguments.of(
                        "an error that quotes the request",
                        RawServer.answer(
                                "401 Unauthorized\r\nContent-Type: application/json",
                                "{\"error_code\":\"APIGW.0301\",\"error_msg\":\"decrypt " + TOKEN + " fail\"}")),
                Arguments.of(
                        "the same in JSON's other spelling",
                        RawServer.answer(
                                "400 Bad Request",
                                "{\"error_code\":\"X\",\"error_msg\":\"" + escaped + "\",\"request_id\":\"" + escaped
                                        + "\"}")),
                Arguments.of(
                        "the same in codes, as .NET writes them",
                        RawServer.answer(
                                "400 Bad Request",
                                "{\"error_code\":\"X\",\"error_msg\":\"m\",\"sent\":\"" + TOKEN.replace("+", "\\u002B")
                                        + "\"}")),
                Arguments.of(
                        "a proxy's page",
                        RawServer.answer("502 Bad Gateway\r\nContent-Type: text/html", "<p>" + TOKEN + "</p>")),
                Arguments.of(
                        "a long page with the token where it is cut",
                        RawServer.answer("500 Oops", "x".repeat(2_030) + TOKEN + "y".repeat(3_000))),
                Arguments.of(
                        "a longer page with the token where reading ends",
                        RawServer.answer("500 Oops", "x".repeat(65_520) + TOKEN + "y".repeat(100))),
                Arguments.of(
                        "headers", RawServer.answer("500 Oops\r\nX-Request-Id: " + TOKEN + "\r\nServer: " + TOKEN, "")),
                Arguments.of("a success that is a page", RawServer.answer("200 OK", "<html>" + TOKEN + "</html>")),
                Arguments.of(
                        "a success of the wrong type",
                        RawServer.answer("200 OK", "{\"jobs\":\"" + TOKEN + "\",\"request_id\":\"r\"}")),
                Arguments.of("no HTTP at all", RawServer.rawThenClose(TOKEN + "\r\n\r\n")),
                Arguments.of("a broken status line", RawServer.rawThenClose("HTTP/1.1 " + TOKEN + "\r\n\r\n")),
                Arguments.of("a broken header", RawServer.rawThenClose("HTTP/1.1 200 OK\r\n" + TOKEN + "\r\n\r\n")),
                Arguments.of(
                        "a broken length",
                        RawServer.rawThenClose(
                                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + TOKEN + "\r\nx")),
                Arguments.of("a redirect", RawServer.answer("302 Found\r\nLocation: http://127.0.0.1/?t=" + TOKEN, "")),
                Arguments.of("nothing", RawServer.hangUp()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("serversThatTellWhatTheyGot")
    void a_failure_does_not_tell_the_token(String name, RawServer.Behaviour behaviour) throws IOException {
        try (RawServer server = new RawServer(behaviour);
                CphShareClient client = Clients.of(server.url()).build()) {
            Throwable failure = catchThrowable(() -> client.push(request()));

            assertThat(server.requests()).first().asString().contains("X-Auth-Token: " + TOKEN);
            assertThat(everythingIn(failure)).isNotEmpty().doesNotContain(TOKEN).doesNotContain(TOKEN.substring(0, 20));
            Throwable later = catchThrowable(() -> client.pushAsync(request()).get());
            assertThat(later).isInstanceOf(ExecutionException.class);
            assertThat(everythingIn(later)).doesNotContain(TOKEN).doesNotContain(TOKEN.substring(0, 20));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\nX-Evil: yes", "\u0000", "ü", " ", "\t", "\u007f", "\uD83D\uDE00"})
    void a_token_with_a_character_that_cannot_be_sent_is_refused_without_being_shown(String character) {
        for (String token : new String[] {TOKEN + character, TOKEN.substring(0, 9) + character + TOKEN}) {
            Throwable failure = catchThrowable(() -> CredentialsProvider.token(token));
            assertThat(everythingIn(failure)).contains("U+").doesNotContain(TOKEN);
        }
    }

    @Test
    void a_supplied_token_with_such_a_character_is_refused_too_before_anything_is_sent() throws IOException {
        try (RawServer server = new RawServer(RawServer.ok());
                CphShareClient client = Clients.of(server.url())
                        .credentials(CredentialsProvider.token(() -> TOKEN + "\n"))
                        .build()) {
            assertThat(everythingIn(catchThrowable(() -> client.push(request()))))
                    .contains("CredentialsException")
                    .doesNotContain(TOKEN);
            assertThat(everythingIn(
                            catchThrowable(() -> client.pushAsync(request()).get())))
                    .contains("CredentialsException")
                    .doesNotContain(TOKEN);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void a_supplier_that_fails_with_the_token_in_its_message_is_not_quoted() throws IOException {
        try (RawServer server = new RawServer(RawServer.ok());
                CphShareClient client = Clients.of(server.url())
                        .credentials(CredentialsProvider.token(() -> {
                            throw new IllegalStateException("cannot store " + TOKEN);
                        }))
                        .build()) {
            assertThat(everythingIn(catchThrowable(() -> client.push(request()))))
                    .contains("IllegalStateException")
                    .doesNotContain(TOKEN);
            assertThat(server.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_interceptor_that_fails_with_the_token_in_its_words_or_beside_them_is_not_quoted(boolean beside)
            throws IOException {
        OkHttpClient telling = new OkHttpClient.Builder()
                .addNetworkInterceptor(chain -> {
                    String token = chain.request().header("X-Auth-Token");
                    IOException failure = new IOException("refused by a filter" + (beside ? "" : ": " + token));
                    failure.addSuppressed(new IllegalStateException(beside ? token : "no token"));
                    throw failure;
                })
                .build();
        try (RawServer server = new RawServer(RawServer.ok());
                CphShareClient client =
                        Clients.of(server.url()).okHttpClient(telling).build()) {
            StringWriter words = new StringWriter();
            catchThrowable(() -> client.push(request())).printStackTrace(new PrintWriter(words));

            assertThat(words.toString()).contains("refused by a filter").doesNotContain(TOKEN);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_callers_interceptor_that_prints_the_request_of_an_answer_does_not_tell_the_token(boolean fails)
            throws IOException {
        StringWriter printed = new StringWriter();
        OkHttpClient printing = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    Response answer = chain.proceed(chain.request());
                    printed.append(answer.request().toString())
                            .append(String.valueOf(Objects.requireNonNull(answer.networkResponse())
                                    .request()));
                    return answer;
                })
                .build();
        RawServer.Behaviour behaviour =
                fails ? RawServer.answer("400 Bad Request", "what is " + TOKEN + "?") : RawServer.ok();
        try (RawServer server = new RawServer(behaviour);
                CphShareClient client =
                        Clients.of(server.url()).okHttpClient(printing).build()) {
            Throwable failure = catchThrowable(() -> client.push(request()));

            assertThat(printed.toString()).contains("share-files").doesNotContain(TOKEN);
            assertThat(fails ? everythingIn(failure) : "").doesNotContain(TOKEN);
        }
    }

    @Test
    void the_request_of_a_generated_calls_answer_does_not_tell_the_token() throws IOException {
        try (RawServer server = new RawServer(RawServer.ok());
                CphShareClient client = Clients.of(server.url()).build()) {
            Response answer = client.generated(SharedStorageApi.class)
                    .pushShareFiles(Clients.PROJECT, request().toWire())
                    .execute()
                    .raw();

            assertThat(answer.request().toString()).contains("share-files").doesNotContain(TOKEN);
            assertThat(server.requests().get(0)).contains(TOKEN);
        }
    }

    @Test
    void what_is_said_of_a_job_does_not_tell_the_token() throws IOException {
        String failed = "\"job_id\":\"j1\",\"server_id\":\"s1\",\"status\":-1,\"error_msg\":\"may not: " + TOKEN + "\"";
        PushReceipt receipt = PushReceipt.builder()
                .requestId("r")
                .asked(List.of("s1"))
                .answer("s1", "j1", null, null)
                .build();
        try (RawServer server = new RawServer(RawServer.answer("200 OK", "{\"jobs\":[{" + failed + "}]}"));
                CphShareClient client = Clients.of(server.url()).build()) {
            PushOutcome outcome = client.await(receipt, Duration.ofMinutes(1));

            assertThat(outcome.failed().get(0).errorMessage()).isEqualTo("may not: ***");
            assertThat(everythingIn(catchThrowable(outcome::requireAllSucceeded)))
                    .contains("may not")
                    .doesNotContain(TOKEN);
        }
        try (RawServer server = new RawServer(
                        RawServer.answer("200 OK", "{\"jobs\":[{\"job_id\":\"j1\",\"server_id\":\"s1\"}]}"),
                        RawServer.answer("200 OK", "{" + failed + "}"));
                CphShareClient client = Clients.of(server.url()).build()) {
            assertThat(everythingIn(catchThrowable(() -> client.listShareFiles("s1", "/data"))))
                    .contains("may not")
                    .doesNotContain(TOKEN);
        }
    }

    @Test
    void what_is_said_of_a_server_that_may_not_list_does_not_tell_the_token() throws IOException {
        String refusal = "{\"jobs\":[{\"server_id\":\"s1\",\"error_code\":\"CPS.0001\",\"error_msg\":\"may not: "
                + TOKEN + "\"}]}";
        try (RawServer server = new RawServer(RawServer.answer("200 OK", refusal));
                CphShareClient client = Clients.of(server.url()).build()) {
            assertThat(everythingIn(catchThrowable(() -> client.listShareFiles("s1", "/data"))))
                    .contains("may not")
                    .doesNotContain(TOKEN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused: %s", "%s", "refused: %.20s"})
    void what_a_job_puts_out_does_not_tell_the_token_also_where_the_text_is_cut_in_it(String output)
            throws IOException {
        try (RawServer server = new RawServer(
                        RawServer.answer("200 OK", "{\"jobs\":[{\"job_id\":\"j1\",\"server_id\":\"s1\"}]}"),
                        RawServer.answer(
                                "200 OK",
                                "{\"job_id\":\"j1\",\"status\":2,\"execute_msg\":\"" + String.format(output, TOKEN)
                                        + "\"}"));
                CphShareClient client = Clients.of(server.url()).build()) {
            assertThat(everythingIn(catchThrowable(() -> client.listShareFiles("s1", "/data"))))
                    .contains("its job put out no listing, but:")
                    .doesNotContain(TOKEN.substring(0, 20));
        }
    }

    @Test
    void a_code_that_echoes_the_token_does_not_tell_it() throws IOException {
        String refusal = "{\"jobs\":[{\"server_id\":\"s1\",\"error_code\":\"" + TOKEN + "\"}]}";
        try (RawServer server = new RawServer(RawServer.answer("200 OK", refusal));
                CphShareClient client = Clients.of(server.url()).build()) {
            assertThat(everythingIn(catchThrowable(() -> client.listShareFiles("s1", "/data"))))
                    .contains("did not list /data: ***")
                    .doesNotContain(TOKEN);
            assertThat(client.push(request()).refused().get(0).errorCode()).isEqualTo("***");
        }
    }

    @Test
    void a_missing_token_is_an_error_and_never_an_unauthenticated_call() throws IOException {
        try (RawServer server = new RawServer(RawServer.ok());
                CphShareClient client = Clients.of(server.url())
                        .credentials(CredentialsProvider.token(() -> null))
                        .build()) {
            assertThat(everythingIn(catchThrowable(() -> client.push(request()))))
                    .contains("missing or blank");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void a_refusal_inside_a_success_does_not_tell_the_token() throws IOException {
        String refusal = "{\"request_id\":\"r\",\"jobs\":[{\"server_id\":\"s1\",\"error_code\":\"CPS.0001\","
                + "\"error_msg\":\"may not: " + TOKEN + "\"}]}";
        try (RawServer server = new RawServer(RawServer.answer("200 OK", refusal));
                CphShareClient client = Clients.of(server.url()).build()) {
            PushReceipt receipt = client.push(request());

            assertThat(receipt.refused().get(0).errorMessage()).isEqualTo("may not: ***");
            assertThat(everythingIn(catchThrowable(receipt::requireAllAccepted)))
                    .contains("CPS.0001")
                    .doesNotContain(TOKEN);
        }
    }

    @Test
    void no_object_of_ours_shows_the_token_in_words() throws IOException {
        try (RawServer server = new RawServer(RawServer.ok());
                CphShareClient client = Clients.of(server.url()).build()) {
            assertThat(Stream.of(
                                    client,
                                    Clients.of(server.url()),
                                    client.push(request()),
                                    request(),
                                    TokenCredentials.of(TOKEN),
                                    CredentialsProvider.token(TOKEN),
                                    CredentialsProvider.token(TOKEN).credentials(),
                                    RequestOptions.builder()
                                            .header("X-Mine", TOKEN)
                                            .build())
                            .map(String::valueOf))
                    .allSatisfy(text -> assertThat(text).doesNotContain(TOKEN));
        }
    }

    private void say(String text) {
        said.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_failure_that_leads_back_to_itself_is_looked_through_once() throws IOException {
        IOException failure = new IOException("first");
        failure.addSuppressed(new IOException("second", failure));
        OkHttpClient failing = new OkHttpClient.Builder()
                .addNetworkInterceptor(chain -> {
                    throw failure;
                })
                .build();
        try (RawServer server = new RawServer(RawServer.ok());
                CphShareClient client =
                        Clients.of(server.url()).okHttpClient(failing).build()) {
            assertThatThrownBy(() -> client.push(request()))
                    .isInstanceOf(TransportException.class)
                    .hasCause(failure);
        }
    }

    /** As a log would print it: message, class, causes, what was suppressed; and what our failures carry beyond. */
    private static String everythingIn(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof io.github.cphshare.client.error.ServiceException service) {
                text.append(service.body()).append(service.headers().toString());
                text.append(service.errorMessage()).append(service.requestId());
            }
            if (t instanceof ShareListingException listing) {
                text.append(listing.errorMessage());
            }
            if (t instanceof io.github.cphshare.client.error.MalformedResponseException malformed) {
                text.append(malformed.body()).append(malformed.requestId());
            }
        }
        return text.toString();
    }
}
