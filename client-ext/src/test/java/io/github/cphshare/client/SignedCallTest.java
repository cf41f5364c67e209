package io.github.cphshare.client;

import static io.github.cphshare.client.Clients.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cphshare.client.auth.AkSkCredentials;
import io.github.cphshare.client.auth.Credentials;
import io.github.cphshare.client.auth.CredentialsException;
import io.github.cphshare.client.auth.CredentialsProvider;
import io.github.cphshare.client.error.AuthenticationException;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.validation.InvalidRequestException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call with an access key puts on the wire, and what comes of it when it is refused. */
class SignedCallTest {
    private static final String AK = "EXAMPLEAK0000000TEST";
    private static final String SK = "EXAMPLEskCanaryNeverToBeSeen/0001";
    private static final String SECURITY_TOKEN = "gQpjbi1ub3J0aC00canary/never+seen==";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05.678Z"), ZoneOffset.UTC);

    private static CphShareClient.Builder client(RawServer server) {
        return Clients.of(server.url())
                .credentials(CredentialsProvider.akSk(AK, SK))
                .clock(CLOCK);
    }

    private static Map<String, String> headersOf(String request) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.substring(0, request.indexOf("\r\n\r\n")).lines().skip(1).forEach(line -> {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        });
        return headers;
    }

    /** Signs once more what came over the wire, by the headers that it says were signed. */
    private static void assertSigned(RawServer server, String request, String names) {
        Map<String, String> headers = headersOf(request);
        Map<String, String> signed = new TreeMap<>();
        for (String name : names.split(";", -1)) {
            signed.put(name, headers.get(name));
        }
        String[] line = request.split(" ", 3);
        assertThat(headers.get("Authorization"))
                .contains("Access=" + AK + ", SignedHeaders=" + names + ", ")
                .isEqualTo(Signer.authorization(
                        AkSkCredentials.of(AK, SK),
                        line[0],
                        HttpUrl.get(server.url() + line[1]),
                        signed,
                        ByteString.encodeUtf8(request.substring(request.indexOf("\r\n\r\n") + 4))
                                .sha256()));
    }

    @Test
    void a_push_is_signed_with_host_project_and_date_over_the_bytes_that_are_sent() throws IOException {
        try (RawServer server = new RawServer(RawServer.ok());
                CphShareClient client = client(server).build()) {
            client.push(request());

            String sent = server.requests().get(0);
            assertSigned(server, sent, "host;x-project-id;x-sdk-date");
            assertThat(headersOf(sent))
                    .containsEntry("Host", "127.0.0.1:" + server.port())
                    .containsEntry("X-Sdk-Date", "20260102T030405Z")
                    .containsEntry("X-Project-Id", Clients.PROJECT)
                    .containsEntry("Content-Type", "application/json")
                    .doesNotContainKeys("X-Auth-Token", "X-Security-Token");
            assertThat(sent).doesNotContain(SK);
        }
    }

    @Test
    void a_temporary_pair_sends_and_signs_its_security_token() throws IOException {
        try (RawServer server = new RawServer(RawServer.ok());
                CphShareClient client = client(server)
                        .credentials(CredentialsProvider.akSk(AK, SK, SECURITY_TOKEN))
                        .build()) {
            client.push(request());

            String sent = server.requests().get(0);
            assertSigned(server, sent, "host;x-project-id;x-sdk-date;x-security-token");
            assertThat(headersOf(sent)).containsEntry("X-Security-Token", SECURITY_TOKEN);
        }
    }

    @Test
    void what_an_interceptor_of_the_caller_changes_is_signed_as_it_is_sent() throws IOException {
        int[] writes = new int[1];
        OkHttpClient callers = new OkHttpClient.Builder()
                .addInterceptor(chain -> chain.proceed(chain.request()
                        .newBuilder()
                        .url(chain.request()
                                .url()
                                .newBuilder()
                                .addQueryParameter("a b", "c/d")
                                .build())
                        .header("X-Auth-Token", "somebody-elses")
                        .post(new RequestBody() {
                            @Override
                            public MediaType contentType() {
                                return MediaType.get("application/json");
                            }

                            @Override
                            public void writeTo(BufferedSink sink) throws IOException {
                                sink.writeUtf8("{\"write\":" + ++writes[0] + "}");
                            }
                        })
                        .build()))
                .build();
        try (RawServer server = new RawServer(RawServer.ok());
                CphShareClient client = client(server).okHttpClient(callers).build()) {
            client.push(request());

            String sent = server.requests().get(0);
            assertThat(sent).endsWith("\r\n\r\n{\"write\":1}");
            assertSigned(server, sent, "host;x-project-id;x-sdk-date");
            assertThat(headersOf(sent)).doesNotContainKey("X-Auth-Token");
        }
    }

    @Test
    void the_project_of_the_credentials_is_used_where_the_client_has_none() throws IOException {
        CredentialsProvider provider = provider(AkSkCredentials.of(AK, SK).withProjectId(Clients.PROJECT));
        try (RawServer server = new RawServer(RawServer.ok());
                CphShareClient client = CphShareClient.builder()
                        .endpoint(server.url() + "/base")
                        .credentials(provider)
                        .build()) {
            client.push(request());

            String sent = server.requests().get(0);
            assertThat(sent).startsWith("POST /base/v1/" + Clients.PROJECT + "/cloud-phone/phones/share-files ");
            assertSigned(server, sent, "host;x-project-id;x-sdk-date");
            assertThat(client).hasToString("CphShareClient{" + server.url() + "/base/, project of the credentials}");
        }
    }

    @Test
    void credentials_that_promise_a_project_and_name_none_are_an_error_and_nothing_is_sent() throws IOException {
        for (String project : new String[] {null, "not/one"}) {
            CredentialsProvider provider = provider(AkSkCredentials.of(AK, SK).withProjectId(project));
            try (RawServer server = new RawServer(RawServer.ok());
                    CphShareClient client = CphShareClient.builder()
                            .endpoint(server.url())
                            .credentials(provider)
                            .build()) {
                assertThatThrownBy(() -> client.push(request()))
                        .isInstanceOf(CredentialsException.class)
                        .hasMessageContaining("project");
                assertThat(server.requests()).isEmpty();
            }
        }
    }

    @Test
    void without_such_a_promise_the_client_needs_a_project_or_a_region_to_look_in() {
        assertThatThrownBy(() -> CphShareClient.builder()
                        .endpoint("https://cph.example.com")
                        .credentials(CredentialsProvider.akSk(AK, SK))
                        .build())
                .isInstanceOfSatisfying(InvalidRequestException.class, failure -> assertThat(failure.violations())
                        .extracting(violation -> violation.field())
                        .containsExactly("project_id"));
    }

    @ParameterizedTest
    @CsvSource({"03:20:06, 16 minutes behind", "02:48:04, 16 minutes ahead of", "04:04:05, 60 minutes behind"})
    void a_refused_signature_says_how_far_the_clocks_are_apart(String time, String words) throws IOException {
        AuthenticationException failure = refusal(
                "401 Unauthorized\r\nDate: Fri, 02 Jan 2026 " + time + " GMT", "{\"error_code\":\"APIGW.0301\"}");

        assertThat(failure).hasMessageContaining("clock is " + words + " the server's");
        assertThat(failure.delivery()).isEqualTo(Delivery.NOT_PROCESSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "401 Unauthorized\r\nDate: Fri, 02 Jan 2026 03:19:05 GMT",
                "401 Unauthorized\r\nDate: Fri, 02 Jan 2026 02:49:05 GMT",
                "401 Unauthorized\r\nDate: yesterday",
                "401 Unauthorized"
            })
    void a_refused_signature_does_not_blame_clocks_that_agree(String head) throws IOException {
        assertThat(refusal(head, "{\"error_code\":\"APIGW.0301\"}")).hasMessageNotContaining("clock");
    }

    private static AuthenticationException refusal(String head, String body) throws IOException {
        try (RawServer server = new RawServer(RawServer.answer(head, body));
                CphShareClient client = client(server).build()) {
            AuthenticationException failure =
                    catchThrowableOfType(AuthenticationException.class, () -> client.push(request()));
            assertThat(server.requests()).hasSize(1);
            return failure;
        }
    }

    @Test
    void a_gateway_that_echoes_what_it_verified_does_not_bring_a_secret_into_a_failure() throws IOException {
        String[] echoed = new String[1];
        RawServer.Behaviour echo = (request, connection) -> {
            echoed[0] = request;
            String everything = (request + SK)
                    .replace("\r\n", "|")
                    .replace("\"", "'")
                    .replace("=", "\\u003d")
                    .replace("/", "\\/");
            RawServer.answer(
                            "401 Unauthorized\r\nX-Request-Id: " + SECURITY_TOKEN,
                            "{\"error_code\":\"APIGW.0301\",\"error_msg\":\"verify aksk signature fail, " + everything
                                    + "\"}")
                    .answer(request, connection);
        };
        try (RawServer server = new RawServer(echo);
                CphShareClient client = client(server)
                        .credentials(CredentialsProvider.akSk(AK, SK, SECURITY_TOKEN))
                        .build()) {
            AuthenticationException failure =
                    catchThrowableOfType(AuthenticationException.class, () -> client.push(request()));

            StringWriter text = new StringWriter();
            failure.printStackTrace(new PrintWriter(text));
            text.append(failure.body()).append(failure.errorMessage()).append(String.valueOf(failure.headers()));
            String signature = headersOf(echoed[0]).get("Authorization").replaceFirst(".*Signature=", "");
            assertThat(signature).hasSize(64);
            assertThat(text.toString())
                    .contains("verify aksk signature fail")
                    .contains(AK)
                    .doesNotContain(signature)
                    .doesNotContain(SK)
                    .doesNotContain(SK.replace("/", "\\/"))
                    .doesNotContain(SECURITY_TOKEN)
                    .doesNotContain("canary");
        }
    }

    @ParameterizedTest
    @CsvSource(
            value = {"null,sk,access key", "ak,null,secret key", "' ',sk,access key", "ak,' ',secret key"},
            nullValues = "null")
    void a_missing_key_is_refused(String ak, String sk, String name) {
        assertThatThrownBy(() -> CredentialsProvider.akSk(ak, sk))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("missing or blank");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\nX-Evil: yes", "\u0000", "ü", " ", "\t", "\u007f"})
    void a_key_that_no_header_can_carry_is_refused_without_being_shown(String character) {
        assertThat(catchThrowable(() -> CredentialsProvider.akSk(AK, SK + character)))
                .hasMessageContaining("U+")
                .hasMessageNotContaining(SK);
        assertThat(catchThrowable(() -> CredentialsProvider.akSk(AK + character, SK)))
                .hasMessageContaining("U+")
                .hasMessageNotContaining(AK);
        assertThat(catchThrowable(() -> CredentialsProvider.akSk(AK, SK, SECURITY_TOKEN + character)))
                .hasMessageContaining("U+")
                .hasMessageNotContaining(SECURITY_TOKEN);
        assertThat(catchThrowable(() -> CredentialsProvider.akSk("A,B", SK))).hasMessageContaining("comma");
    }

    @Test
    void keys_show_no_secret_in_words() {
        assertThat(AkSkCredentials.of(AK, SK, SECURITY_TOKEN))
                .hasToString("AkSkCredentials{accessKey=" + AK + ", secretKey=***, securityToken=***}");
        assertThat(CredentialsProvider.akSk(AK, SK, SECURITY_TOKEN).toString()).doesNotContain(SK, SECURITY_TOKEN);
    }

    private static CredentialsProvider provider(Credentials credentials) {
        return new CredentialsProvider() {
            @Override
            public Credentials credentials() {
                return credentials;
            }

            @Override
            public boolean namesProject() {
                return true;
            }
        };
    }
}
