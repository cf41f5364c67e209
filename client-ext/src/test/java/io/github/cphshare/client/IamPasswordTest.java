package io.github.cphshare.client;

import static io.github.cphshare.client.Clients.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cphshare.client.auth.CredentialsException;
import io.github.cphshare.client.auth.IamPasswordCredentials;
import io.github.cphshare.client.auth.TokenCredentials;
import io.github.cphshare.client.call.Retries;
import io.github.cphshare.client.error.AuthenticationException;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.error.ServiceException;
import io.github.cphshare.client.error.ServiceUnavailableException;
import io.github.cphshare.client.error.TransportException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logging in by name and password: what goes to IAM, what comes of its answers, and what a refused token leads to. */
class IamPasswordTest {
    private static final String PASSWORD = "p4ss/\"Canary\\never=seen";
    private static final String JSON_PASSWORD = "p4ss/\\\"Canary\\\\never=seen";
    private static final String EXPIRED = "{\"error_code\":\"APIGW.0307\",\"error_msg\":\"The token must be updated\"}";

    private static IamPasswordCredentials.Builder login(RawServer iam) {
        return IamPasswordCredentials.builder()
                .account("some-account")
                .user("some-user")
                .password(PASSWORD)
                .region("cn-north-4")
                .endpoint(iam.url());
    }

    private static String body(String project) {
        return "{\"token\":{\"expires_at\":\"2026-01-02T09:05:22.701000Z\",\"issued_at\":\"2026-01-01T09:05:22.701000Z\","
                + "\"methods\":[\"password\"],\"catalog\":[]" + project + "}}";
    }

    private static RawServer.Behaviour token(String token) {
        return RawServer.answer(
                "201 Created\r\nContent-Type: application/json\r\nX-Subject-Token: " + token,
                body(",\"project\":{\"id\":\"" + Clients.PROJECT + "\",\"name\":\"cn-north-4\"}"));
    }

    private static CphShareClient client(RawServer cph, IamPasswordCredentials login) {
        return CphShareClient.builder().endpoint(cph.url()).credentials(login).build();
    }

    private static RawServer.Behaviour refusal(String body) {
        return RawServer.answer("401 Unauthorized\r\nContent-Type: application/json", body);
    }

    private static List<String> tokensSentTo(RawServer cph) {
        List<String> tokens = new ArrayList<>();
        for (String sent : cph.requests()) {
            sent.lines()
                    .filter(line -> line.startsWith("X-Auth-Token: "))
                    .forEach(line -> tokens.add(line.substring("X-Auth-Token: ".length())));
        }
        return tokens;
    }

    @Test
    void a_thread_that_was_interrupted_gets_no_token_and_a_failure_that_says_so() throws IOException {
        try (RawServer iam = new RawServer(token("t1"))) {
            IamPasswordCredentials login = login(iam).build();
            Thread.currentThread().interrupt();

            assertThatThrownBy(login::credentials)
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining("interrupted");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void a_time_to_wait_that_no_number_holds_does_not_hide_the_answer_of_iam() throws IOException {
        try (RawServer iam = new RawServer(RawServer.answer("503 Busy\r\nRetry-After: 1795730400000", ""));
                RawServer cph = new RawServer(RawServer.ok());
                CphShareClient client = client(cph, login(iam).build())) {
            assertThatThrownBy(() -> client.push(request()))
                    .isInstanceOf(CredentialsException.class)
                    .hasCauseInstanceOf(ServiceUnavailableException.class);
            assertThat(cph.requests()).isEmpty();
        }
    }

    @Test
    void a_push_logs_in_first_and_works_in_the_project_that_iam_names() throws IOException {
        try (RawServer iam = new RawServer(token("t1"));
                RawServer cph = new RawServer(RawServer.ok());
                CphShareClient client = client(cph, login(iam).build())) {
            client.push(request());
            client.push(request());

            assertThat(iam.requests())
                    .singleElement()
                    .asString()
                    .startsWith("POST /v3/auth/tokens?nocatalog=true HTTP/1.1\r\n")
                    .contains("\r\nContent-Type: application/json;charset=utf8\r\n")
                    .doesNotContain("X-Auth-Token")
                    .endsWith("\r\n\r\n{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":{"
                            + "\"name\":\"some-user\",\"password\":\"" + JSON_PASSWORD
                            + "\",\"domain\":{\"name\":\"some-account\"}}}},"
                            + "\"scope\":{\"project\":{\"name\":\"cn-north-4\"}}}}");
            assertThat(cph.requests()).hasSize(2).allSatisfy(sent -> assertThat(sent)
                    .startsWith("POST /v1/" + Clients.PROJECT + "/cloud-phone/phones/share-files "));
            assertThat(tokensSentTo(cph)).containsExactly("t1", "t1");
        }
    }

    @Test
    void a_given_project_is_what_the_token_is_asked_for() throws IOException {
        try (RawServer iam = new RawServer(token("t1"))) {
            TokenCredentials credentials = (TokenCredentials)
                    login(iam).projectId("some-sub-project").build().credentials();

            assertThat(iam.requests().get(0)).endsWith("\"scope\":{\"project\":{\"id\":\"some-sub-project\"}}}}");
            assertThat(credentials.projectId()).isEqualTo(Clients.PROJECT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"APIGW.0301", "APIG.0301", "APIGW.0307"})
    void a_refused_token_is_renewed_once_and_the_push_goes_out_once_more(String code) throws IOException {
        try (RawServer iam = new RawServer(token("t1"), token("t2"));
                RawServer cph = new RawServer(refusal(EXPIRED.replace("APIGW.0307", code)), RawServer.ok());
                CphShareClient client = client(cph, login(iam).build())) {
            assertThat(client.push(request()).allAccepted()).isTrue();

            assertThat(tokensSentTo(cph)).containsExactly("t1", "t2");
            assertThat(iam.requests()).hasSize(2);
            String body =
                    "\r\n\r\n{\"bucket_name\":\"bucket-a\",\"object_path\":\"my_apps/test.tar\",\"server_ids\":[\"s1\"]}";
            assertThat(cph.requests()).allSatisfy(sent -> assertThat(sent).endsWith(body));
        }
    }

    @Test
    void a_user_is_not_locked_by_asking_again_and_again_with_a_wrong_password() throws IOException {
        SettableClock clock = new SettableClock("2026-01-01T09:00:00Z");
        try (RawServer iam = new RawServer(
                        refusal("{\"error\":{\"code\":401,\"message\":\"The username or password is wrong.\"}}"));
                RawServer cph = new RawServer(RawServer.ok());
                CphShareClient client = client(cph, login(iam).clock(clock).build())) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> client.push(request()))
                        .isInstanceOf(CredentialsException.class)
                        .hasCauseInstanceOf(AuthenticationException.class);
            }
            assertThatThrownBy(() -> client.push(request()))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining("not asked again for the next 15 minutes")
                    .hasMessageNotContaining(PASSWORD)
                    .hasNoCause();
            assertThat(iam.requests()).hasSize(2);

            clock.pass(Duration.ofMinutes(15));
            assertThatThrownBy(() -> client.push(request())).hasCauseInstanceOf(AuthenticationException.class);
            // Once is enough then.
            assertThatThrownBy(() -> client.push(request())).hasNoCause();
            assertThat(iam.requests()).hasSize(3);
            assertThat(cph.requests()).isEmpty();
        }
    }

    @Test
    void nor_where_the_refusals_break_off() throws IOException {
        RawServer.Behaviour halfOfIt =
                RawServer.rawThenClose("HTTP/1.1 401 Unauthorized\r\nContent-Length: 99\r\n\r\n{");
        try (RawServer iam = new RawServer(halfOfIt);
                RawServer cph = new RawServer(RawServer.ok());
                CphShareClient client = client(cph, login(iam).build())) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> client.push(request())).isInstanceOf(CredentialsException.class);
            }
            assertThat(iam.requests()).hasSize(2);
        }
    }

    @Test
    void refusals_before_a_login_that_succeeded_do_not_count() throws IOException {
        RawServer.Behaviour wrong = refusal("{}");
        try (RawServer iam = new RawServer(wrong, token("t1"), wrong, wrong);
                RawServer cph = new RawServer(RawServer.ok(), refusal(EXPIRED));
                CphShareClient client = client(cph, login(iam).build())) {
            assertThatThrownBy(() -> client.push(request())).isInstanceOf(CredentialsException.class);
            assertThat(client.push(request()).allAccepted()).isTrue();
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> client.push(request())).isInstanceOf(AuthenticationException.class);
            }
            assertThat(iam.requests()).hasSize(4);
        }
    }

    @Test
    void a_second_refusal_is_the_answer_and_not_the_beginning_of_a_loop() throws IOException {
        try (RawServer iam = new RawServer(token("t1"), token("t2"), token("t3"));
                RawServer cph = new RawServer(refusal(EXPIRED));
                CphShareClient client = client(cph, login(iam).build())) {
            AuthenticationException failure =
                    catchThrowableOfType(AuthenticationException.class, () -> client.push(request()));

            assertThat(failure.delivery()).isEqualTo(Delivery.NOT_PROCESSED);
            assertThat(failure.errorCode()).isEqualTo("APIGW.0307");
            assertThat(tokensSentTo(cph)).containsExactly("t1", "t2");
            assertThat(iam.requests()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "401 {\"error_code\":\"APIGW.0303\"}",
                "401 <html>",
                "403 {\"error_code\":\"APIGW.0307\"}",
                "500 {\"error_code\":\"APIGW.0301\"}"
            })
    void nothing_else_makes_a_push_go_out_again(String answer) throws IOException {
        try (RawServer iam = new RawServer(token("t1"));
                RawServer cph = new RawServer(RawServer.answer(answer.substring(0, 3) + " No", answer.substring(4)));
                CphShareClient client = client(cph, login(iam).build())) {
            assertThatThrownBy(() -> client.push(request())).isInstanceOf(ServiceException.class);
            assertThat(cph.requests()).hasSize(1);
            assertThat(iam.requests()).hasSize(1);
        }
    }

    @Test
    void where_no_new_token_is_had_the_refusal_is_told_together_with_the_reason() throws IOException {
        try (RawServer iam = new RawServer(
                        token("t1"),
                        refusal("{\"error\":{\"code\":401,\"message\":\"The username or password is wrong.\"}}"));
                RawServer cph = new RawServer(refusal(EXPIRED));
                CphShareClient client = client(cph, login(iam).build())) {
            AuthenticationException failure =
                    catchThrowableOfType(AuthenticationException.class, () -> client.push(request()));

            assertThat(failure)
                    .hasMessageContaining("APIGW.0307")
                    .hasMessageContaining("no other token")
                    .hasMessageContaining("The username or password is wrong.");
            assertThat(failure.getSuppressed()).hasOnlyElementsOfType(CredentialsException.class);
            assertThat(cph.requests()).hasSize(1);
        }
    }

    @Test
    void a_repetition_that_breaks_may_have_been_acted_on() throws IOException {
        try (RawServer iam = new RawServer(token("t1"), token("t2"));
                RawServer cph = new RawServer(refusal(EXPIRED), RawServer.hangUp());
                CphShareClient client = client(cph, login(iam).build())) {
            TransportException failure = catchThrowableOfType(TransportException.class, () -> client.push(request()));

            assertThat(failure.delivery()).isEqualTo(Delivery.UNKNOWN);
            assertThat(cph.requests()).hasSize(2);
        }
    }

    @Test
    void a_repetition_that_finds_nobody_was_not_sent() throws IOException {
        AtomicInteger lookUps = new AtomicInteger();
        OkHttpClient callers = new OkHttpClient.Builder()
                .dns(host -> {
                    if (lookUps.incrementAndGet() > 1) {
                        throw new UnknownHostException(host);
                    }
                    return List.of(InetAddress.getLoopbackAddress());
                })
                .build();
        try (RawServer iam = new RawServer(token("t1"), token("t2"));
                RawServer cph = new RawServer(
                        RawServer.answer("401 Unauthorized\r\nConnection: close", EXPIRED), RawServer.ok());
                CphShareClient client = CphShareClient.builder()
                        .endpoint("http://localhost:" + cph.port())
                        .okHttpClient(callers)
                        .credentials(login(iam).build())
                        .retries(Retries.none())
                        .build()) {
            TransportException failure = catchThrowableOfType(TransportException.class, () -> client.push(request()));

            assertThat(failure.delivery()).isEqualTo(Delivery.NOT_SENT);
            assertThat(lookUps).hasValue(2);
            assertThat(iam.requests()).hasSize(2);
            assertThat(cph.requests()).hasSize(1);
        }
    }

    @Test
    void many_calls_with_a_refused_token_lead_to_one_renewal() throws Exception {
        RawServer.Behaviour cphBehaviour = (sent, connection) ->
                (sent.contains("X-Auth-Token: t1\r\n") ? refusal(EXPIRED) : RawServer.ok()).answer(sent, connection);
        try (RawServer iam = new RawServer(token("t1"), token("t2"));
                RawServer cph = new RawServer(cphBehaviour);
                CphShareClient client = client(cph, login(iam).build())) {
            List<CompletableFuture<PushReceipt>> calls = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                calls.add(client.pushAsync(request()));
            }
            for (CompletableFuture<PushReceipt> call : calls) {
                assertThat(call.get(10, TimeUnit.SECONDS).allAccepted()).isTrue();
            }
            assertThat(iam.requests()).hasSize(2);
            assertThat(tokensSentTo(cph)).filteredOn("t2"::equals).hasSize(24);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "400 {\"error\":{\"code\":400,\"message\":\"said by IAM\",\"title\":\"Bad Request\"}}",
                "401 {\"error\":{\"code\":401,\"message\":\"said by IAM\",\"title\":\"Unauthorized\"}}",
                "403 {\"error_code\":\"IAM.0002\",\"error_msg\":\"said by IAM\"}",
                "404 {\"error\":{\"code\":\"EPS.0003\",\"message\":\"said by IAM\"}}",
                "503 <html>said by IAM</html>"
            })
    void a_refusal_of_iam_is_told_in_its_words_and_no_push_is_sent(String answer) throws IOException {
        int status = Integer.parseInt(answer.substring(0, 3));
        try (RawServer iam = new RawServer(RawServer.answer(status + " No", answer.substring(4)));
                RawServer cph = new RawServer(RawServer.ok());
                CphShareClient client = client(cph, login(iam).build())) {
            CredentialsException failure =
                    catchThrowableOfType(CredentialsException.class, () -> client.push(request()));

            assertThat(failure).hasMessageContaining("said by IAM").hasMessageContaining("HTTP " + status);
            assertThat(failure.getCause())
                    .isInstanceOfSatisfying(ServiceException.class, cause -> assertThat(cause.httpStatus())
                            .isEqualTo(status));
            assertThat(failure.delivery()).isEqualTo(Delivery.NOT_SENT);
            assertThat(iam.requests()).hasSize(1);
            assertThat(cph.requests()).isEmpty();
        }
    }

    @Test
    void an_answer_of_iam_may_begin_with_a_byte_order_mark() throws IOException {
        try (RawServer iam =
                new RawServer(RawServer.answer("201 Created\r\nX-Subject-Token: t1", "\ufeff" + body("")))) {
            assertThat(login(iam).build().credentials())
                    .isInstanceOfSatisfying(TokenCredentials.class, credentials -> assertThat(credentials.token())
                            .isEqualTo("t1"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "201 Created\r\nX-Subject-Token: t1|",
                "201 Created\r\nX-Subject-Token: t1|null",
                "201 Created\r\nX-Subject-Token: t1|[]",
                "201 Created\r\nX-Subject-Token: t1|{}",
                "201 Created\r\nX-Subject-Token: t1|{\"token\":{}}",
                "201 Created\r\nX-Subject-Token: t1|{\"token\":{\"expires_at\":\"tomorrow\"}}",
                "201 Created|{\"token\":{\"expires_at\":\"2026-01-02T09:05:22.701000Z\"}}",
                "200 OK\r\nX-Subject-Token: t1|{\"token\":{\"expires_at\":\"2026-01-02T09:05:22.701000Z\"}}",
                "204 No Content\r\nX-Subject-Token: t1|",
                "302 Found\r\nLocation: http://127.0.0.1:1/|"
            })
    void an_answer_of_iam_that_is_not_the_documented_one_is_no_token(String answer) throws IOException {
        String[] parts = answer.split("\\|", 2);
        try (RawServer iam = new RawServer(RawServer.answer(parts[0], parts[1]))) {
            assertThatThrownBy(() -> login(iam).build().credentials())
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining("gave no token");
            assertThat(iam.requests()).hasSize(1);
        }
    }

    @Test
    void an_iam_that_breaks_off_is_asked_once() throws IOException {
        try (RawServer iam = new RawServer(RawServer.hangUp())) {
            assertThatThrownBy(() -> login(iam).build().credentials())
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining("No answer came from IAM")
                    .hasRootCauseInstanceOf(IOException.class);
            assertThat(iam.requests()).hasSize(1);
        }
    }

    @Test
    void the_password_is_in_no_words_of_ours_whatever_iam_says() throws IOException {
        String escaped = JSON_PASSWORD.replace("/", "\\/");
        String inCodes = JSON_PASSWORD.replace("=", "\\u003d").replace("\\\\", "\\u005C");
        for (RawServer.Behaviour echo : List.of(
                RawServer.answer("400 No", "{\"error\":{\"message\":\"wrong: " + JSON_PASSWORD + "\"}}"),
                RawServer.answer("400 No", "{\"error\":{\"message\":\"wrong: " + escaped + "\"}}"),
                RawServer.answer("400 No", "{\"error\":{\"message\":\"wrong: " + inCodes + "\"}}"),
                RawServer.answer("500 No\r\nServer: " + PASSWORD, "<p>" + PASSWORD + "</p>"),
                RawServer.rawThenClose("HTTP/1.1 " + PASSWORD + "\r\n\r\n"),
                RawServer.rawThenClose(PASSWORD + "\r\n\r\n"),
                RawServer.answer("201 Created\r\nX-Subject-Token: t", "{\"token\":\"" + JSON_PASSWORD + "\"}"))) {
            try (RawServer iam = new RawServer(echo)) {
                IamPasswordCredentials login = login(iam).build();
                CredentialsException failure = catchThrowableOfType(CredentialsException.class, login::credentials);

                StringWriter text = new StringWriter();
                failure.printStackTrace(new PrintWriter(text));
                if (failure.getCause() instanceof ServiceException cause) {
                    text.append(cause.body()).append(cause.headers().toString());
                }
                assertThat(iam.requests()).hasSize(1);
                assertThat(text.toString() + login).doesNotContain("Canary");
            }
        }
    }

    @Test
    void a_callers_interceptor_does_not_see_the_password() throws IOException {
        List<String> seen = new ArrayList<>();
        OkHttpClient callers = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    seen.add("application");
                    return chain.proceed(chain.request());
                })
                .addNetworkInterceptor(chain -> {
                    seen.add("network");
                    return chain.proceed(chain.request());
                })
                .build();
        try (RawServer iam = new RawServer(token("t1"))) {
            assertThat(login(iam).okHttpClient(callers).build().credentials()).isNotNull();
            assertThat(seen).isEmpty();
        }
    }

    @Test
    void everything_that_is_missing_is_told_at_once_without_the_password() {
        assertThatThrownBy(() -> IamPasswordCredentials.builder().build())
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("user.name")
                .hasMessageContaining("user.password")
                .hasMessageContaining("domain.name")
                .hasMessageContaining("region");
        assertThatThrownBy(() -> IamPasswordCredentials.builder()
                        .account("a")
                        .user("u")
                        .password("Canary".repeat(50))
                        .region("cn-north-4")
                        .build())
                .hasMessageContaining("user.password")
                .hasMessageNotContaining("Canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://iam.example.com",
                "ftp://127.0.0.1",
                "https://user:s3cr3t@iam.example.com",
                "https://iam.example.com/?key=s3cr3t",
                "iam.example.com",
                ""
            })
    void an_address_that_a_password_must_not_go_to_is_refused(String endpoint) {
        assertThatThrownBy(() -> IamPasswordCredentials.builder()
                        .account("a")
                        .user("u")
                        .password("p")
                        .region("cn-north-4")
                        .endpoint(endpoint)
                        .build())
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("endpoint of IAM")
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void all_that_is_wrong_with_such_an_address_is_told_at_once() {
        assertThatThrownBy(() -> IamPasswordCredentials.builder()
                        .account("a")
                        .user("u")
                        .password("p")
                        .region("cn-north-4")
                        .endpoint("http://user:s3cr3t@iam.example.com")
                        .build())
                .hasMessageContainingAll("no user, password or query", "must be https://");
    }

    @Test
    void a_region_has_its_own_iam_or_the_global_one_or_is_unknown() {
        IamPasswordCredentials.Builder login =
                IamPasswordCredentials.builder().account("a").user("u").password("p");

        assertThat(login.region("cn-north-4").build().toString()).contains("https://iam.cn-north-4.myhuaweicloud.com/");
        assertThat(login.region("af-north-1").build().toString()).contains("https://iam.myhuaweicloud.com/");
        assertThat(login.region(null).projectId("some-project").build().toString())
                .contains("https://iam.myhuaweicloud.com/");
        assertThatThrownBy(() -> login.region("xx-new-9").build())
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("cn-north-4, ")
                .hasMessageContaining("af-north-1, ");
    }

    @Test
    void the_password_is_sent_once_whatever_okhttp_would_do() throws IOException {
        try (RawServer iam = new RawServer(RawServer.answer("503 Busy\r\nRetry-After: 0", ""))) {
            IamPasswordCredentials login = login(iam).build();

            assertThatThrownBy(login::credentials).isInstanceOf(CredentialsException.class);
            assertThat(iam.requests()).hasSize(1);
        }
    }

    @Test
    void a_callers_authenticator_neither_sees_the_password_nor_sends_it_again() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        OkHttpClient callers = new OkHttpClient.Builder()
                .authenticator((route, response) -> asked.incrementAndGet() < 4 ? response.request() : null)
                .build();
        try (RawServer iam = new RawServer(refusal("{}"))) {
            IamPasswordCredentials login = login(iam).okHttpClient(callers).build();

            assertThatThrownBy(login::credentials).isInstanceOf(CredentialsException.class);
            assertThat(asked).hasValue(0);
            assertThat(iam.requests()).hasSize(1);
        }
    }
}
