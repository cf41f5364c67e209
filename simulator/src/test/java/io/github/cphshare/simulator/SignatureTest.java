package io.github.cphshare.simulator;

import static io.github.cphshare.simulator.Caller.assertRefused;
import static io.github.cphshare.simulator.Caller.body;
import static io.github.cphshare.simulator.Caller.json;
import static io.github.cphshare.simulator.Caller.send;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures that were worked out elsewhere, so that the check is not held against itself. */
class SignatureTest {
    private static final String AK = "EXAMPLEAK";
    private static final String SK = "EXAMPLEskCanary";
    private static final String NOW = "20260101T090522Z";
    private static final String GOOD = "2e86bdb6ecd4a61cf033bc91e1201bc5a5f7e2c16aa81c00384ee439a8357f8d";
    private static final String BAD = "0" + GOOD.substring(1);

    private final TestClock clock = new TestClock();
    private final CphSimulator simulator = CphSimulator.builder()
            .clock(clock)
            .project("p1")
            .accessKey(AK, SK)
            .accessKey("TEMPAK", SK, "security-canary")
            .server(SimulatedServer.withSharedStorage("s1"))
            .object("bucket-a", "my_apps/test.tar", Tar.good())
            .start();

    @AfterEach
    void close() {
        simulator.close();
    }

    private HttpRequest.Builder push(String accessKey, String date, String names, String signature, String body) {
        return new Caller(simulator)
                .request("/v1/p1/cloud-phone/phones/share-files")
                .header("Content-Type", "application/json")
                .header("X-Sdk-Date", date)
                .header(
                        "Authorization",
                        "SDK-HMAC-SHA256 Access=" + accessKey + ", SignedHeaders=" + names + ", Signature=" + signature)
                .POST(BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder push(String date, String signature) {
        return push(AK, date, "x-sdk-date", signature, body("s1"));
    }

    private static String why(HttpResponse<byte[]> response) throws Exception {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(json(response).path("error_code").textValue()).isEqualTo("APIGW.0301");
        assertThat(json(response).path("request_id").textValue()).matches("[0-9a-f]{32}");
        String message = json(response).path("error_msg").textValue();
        assertThat(message).startsWith("Incorrect IAM authentication information: ");
        return message.substring("Incorrect IAM authentication information: ".length());
    }

    @Test
    void a_signed_push_starts_its_job() throws Exception {
        assertThat(send(push(NOW, GOOD)).statusCode()).isEqualTo(200);
        assertThat(simulator.jobs()).hasSize(1);
    }

    @Test
    void a_changed_body_is_refused_and_the_gateway_tells_what_it_verified() throws Exception {
        String why = why(send(push(AK, NOW, "x-sdk-date", GOOD, body("s2"))));

        assertThat(why)
                .startsWith("verify aksk signature fail, canonicalRequest:POST|/v1/p1/cloud-phone/phones/share-files/|"
                        + "|x-sdk-date:" + NOW + "||x-sdk-date|")
                .doesNotContain("\n");
        assertThat(simulator.jobs()).isEmpty();
    }

    @Test
    void a_wrong_signature_is_refused() throws Exception {
        assertThat(why(send(push(NOW, BAD)))).startsWith("verify aksk signature fail");
    }

    @Test
    void an_unknown_key_is_refused_by_name() throws Exception {
        assertThat(why(send(push("NOBODY", NOW, "x-sdk-date", GOOD, body("s1")))))
                .isEqualTo("Get secretKey failed,ak:NOBODY,err:ak not exist");
    }

    @ParameterizedTest
    @CsvSource({
        "20260101T085023Z, 531401cfa1c40f360e1c50d509ed3cd6328654b079b8d49a1ec9360b4b771f94",
        "20260101T092022Z, 719b32b4bace4468e162572f9e2de19a48ffb69d9fc43488e4d319f3af96c015"
    })
    void a_signature_of_a_clock_that_differs_by_15_minutes_is_good(String date, String signature) throws Exception {
        assertThat(send(push(date, signature)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "20260101T085022Z, 77cb976ac5caaa10afcfbbd5c50611aab4df0b6fa9e39a5cb73dd3c2390f46f7",
        "20260101T092023Z, 1279fa4cc20f0aa0f4180d96be2961482113c160984f5e103e4a1d199fe33678"
    })
    void a_signature_of_a_clock_that_differs_by_more_has_expired(String date, String signature) throws Exception {
        assertThat(why(send(push(date, signature))))
                .isEqualTo(
                        "calc aksk signature fail:signature expired, signature time:" + date + ", server time:" + NOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-two;x-sdk-date",
                "X-Sdk-Date;x-sdk-date",
                "x-sdk-date;x-sdk-date",
                "x-absent;x-sdk-date",
                "x-sdk-date;x-twice"
            })
    void headers_that_are_not_signed_as_documented_are_refused(String names) throws Exception {
        Map<String, String> values = Map.of("x-sdk-date", NOW, "x-two", "2", "x-absent", "", "x-twice", "1");
        String headers = Stream.of(names.split(";"))
                .map(name -> name + ":" + values.get(name.toLowerCase(Locale.ROOT)) + "\n")
                .collect(Collectors.joining());

        assertRefused(
                send(push(AK, NOW, names, signature(headers, names), body("s1"))
                        .header("X-Two", "2")
                        .header("X-Twice", "1")
                        .header("X-Twice", "2")),
                401,
                "APIGW.0301");
        assertThat(signature("x-sdk-date:" + NOW + "\n", "x-sdk-date")).isEqualTo(GOOD);
    }

    @Test
    void the_journal_says_why_without_a_value() throws Exception {
        HttpRequest.Builder good = push(NOW, GOOD);
        send(good.copy().setHeader("Authorization", "SDK-HMAC-SHA256"));
        send(push("NOBODY", NOW, "x-sdk-date", GOOD, body("s1")));
        send(push(AK, NOW, "x-sdk-date;host", GOOD, body("s1")));
        send(push(AK, NOW, "x-absent;x-sdk-date", GOOD, body("s1")));
        send(good.copy().setHeader("X-Sdk-Date", "today"));
        send(push("20250101T090522Z", GOOD));
        send(good.copy());
        send(push(AK, NOW, "host", GOOD, body("s1")));
        send(push("TEMPAK", NOW, "x-sdk-date", GOOD, body("s1")));
        send(good.copy().header("X-Security-Token", "surprising"));
        send(push(NOW, BAD));

        assertThat(simulator.journal())
                .filteredOn(request -> !request.problems().isEmpty())
                .extracting(request -> String.join("; ", request.problems()))
                .allSatisfy(why -> assertThat(why)
                        .startsWith("header Authorization: ")
                        .doesNotContain("NOBODY", "today", "20250101", "surprising", BAD))
                .extracting(why -> why.substring("header Authorization: ".length()))
                .containsExactly(
                        "is not of the form 'SDK-HMAC-SHA256 Access=…, SignedHeaders=…, Signature=…'",
                        "names an access key that nobody has",
                        "names SignedHeaders that are not in lower case, sorted, each once",
                        "names SignedHeaders that did not come, or came more than once",
                        "came without an X-Sdk-Date such as 20260102T030405Z",
                        "is more than 15 minutes away from the simulator's clock",
                        "does not sign x-sdk-date",
                        "is of a temporary access key, and its X-Security-Token did not come with it",
                        "is of a permanent access key, and came with an X-Security-Token",
                        "is not the one that follows from the request and the secret key");
    }

    private static String signature(String headers, String names) throws Exception {
        String canonical = String.join(
                "\n", "POST", "/v1/p1/cloud-phone/phones/share-files/", "", headers, names, sha256(body("s1")));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SK.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String text = "SDK-HMAC-SHA256\n" + NOW + "\n" + sha256(canonical);
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_signed_project_has_to_be_the_one_that_is_served() throws Exception {
        String names = "x-project-id;x-sdk-date";
        assertThat(send(push(
                                        AK,
                                        NOW,
                                        names,
                                        "66ddc006ecc48f56e7ec2ab5c7becf0cb38224b3424d14495aab9ae2c2388cb2",
                                        body("s1"))
                                .header("X-Project-Id", "p1"))
                        .statusCode())
                .isEqualTo(200);

        HttpResponse<byte[]> other = send(
                push(AK, NOW, names, "0001896ea87603c40bb2fcc2e0029d734bd83abfb8396e6e4cea19791bd42441", body("s1"))
                        .header("X-Project-Id", "p2"));
        assertThat(json(other).path("error_code").textValue()).isEqualTo("CPS.0001");
    }

    @Test
    void a_temporary_key_needs_its_security_token() throws Exception {
        String names = "x-sdk-date;x-security-token";
        String signature = "f1b8a3fcad6e0f1f33c994e2eb99abccb9e482741dfe35ed2dc9c64458ded999";

        assertThat(send(push("TEMPAK", NOW, names, signature, body("s1")).header("X-Security-Token", "security-canary"))
                        .statusCode())
                .isEqualTo(200);
        assertRefused(send(push("TEMPAK", NOW, names, signature, body("s1"))), 401, "APIGW.0301");
        assertRefused(send(push(NOW, GOOD).header("X-Security-Token", "surprising")), 401, "APIGW.0301");
        assertThat(simulator.journal().toString()).doesNotContain("canary", signature, SK);
    }

    @Test
    void more_than_five_failures_in_a_row_lock_the_key_for_five_minutes() throws Exception {
        for (int i = 0; i < 5; i++) {
            send(push(NOW, BAD));
        }
        assertThat(send(push(NOW, GOOD)).statusCode()).isEqualTo(200);

        for (int i = 0; i < 6; i++) {
            assertThat(why(send(push(NOW, BAD)))).startsWith("verify aksk signature fail");
        }
        assertThat(why(send(push(NOW, GOOD)))).isEqualTo("AK access failed to reach the limit,forbidden");

        clock.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(why(send(push(NOW, GOOD)))).isEqualTo("AK access failed to reach the limit,forbidden");
        clock.advance(Duration.ofMillis(1));
        assertThat(send(push(NOW, GOOD)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic dTpw",
                "SDK-HMAC-SHA256",
                "SDK-HMAC-SHA256 Access=EXAMPLEAK, SignedHeaders=x-sdk-date",
                "SDK-HMAC-SHA256 Access=EXAMPLEAK, SignedHeaders=x-sdk-date, Signature=12",
                "SDK-HMAC-SHA256 Access=EXAMPLEAK, SignedHeaders=host, Signature=" + GOOD
            })
    void what_is_no_signature_of_the_date_is_refused(String authorization) throws Exception {
        assertRefused(send(push(NOW, GOOD).setHeader("Authorization", authorization)), 401, "APIGW.0301");
        assertRefused(send(push(NOW, GOOD).setHeader("X-Sdk-Date", "today")), 401, "APIGW.0301");
    }

    @ParameterizedTest
    @CsvSource({
        "QTWAOYTTINDUT2QVKYUC, MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc, content-type;host;x-sdk-date, GET, vpcs,"
                + " limit=2&marker=13551d6b-755d-4757-b956-536f674975c0, '',"
                + " 7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe",
        "AccessKey, SecretKey, host;x-sdk-date, GET, vpcs, marker=13551d6b-755d-4757-b956-536f674975c0&limit=2, '',"
                + " fd95e7da6f695cfb4cabbb9d6b0968aec155bc576b064835282473539ae9ea1d",
        "AccessKey, SecretKey, host;x-sdk-date, POST, vpc/123, '', '{\"key\":\"value\"}',"
                + " b5649aa774f6cac7437631662f08815fc65c70e40e486df6db2436ce68902771"
    })
    void the_published_examples_are_good(
            String ak,
            String sk,
            String names,
            String method,
            String path,
            String query,
            String body,
            String signature) {
        Clock then = Clock.fixed(Instant.parse("2019-11-15T03:36:55Z"), ZoneOffset.UTC);
        Signatures signatures = new Signatures(then, Map.of(ak, new Signatures.Key(sk, Optional.empty())));
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Host", List.of("service.region.example.com"));
        headers.put("Content-Type", List.of("application/json"));
        headers.put("X-Sdk-Date", List.of("20191115T033655Z"));
        headers.put(
                "Authorization",
                List.of("SDK-HMAC-SHA256 Access=" + ak + ", SignedHeaders=" + names + ", Signature=" + signature));

        assertThat(signatures.rejection(new Request(
                        method,
                        "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/" + path,
                        query,
                        headers,
                        Map.of(),
                        body.getBytes(StandardCharsets.UTF_8),
                        "r")))
                .isEmpty();
    }
}
