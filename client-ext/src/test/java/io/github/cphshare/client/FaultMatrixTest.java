package io.github.cphshare.client;

import static io.github.cphshare.client.Clients.request;
import static io.github.cphshare.client.FaultServer.answer;
import static io.github.cphshare.client.FaultServer.gzip;
import static io.github.cphshare.client.FaultServer.ok;
import static io.github.cphshare.client.FaultServer.say;
import static io.github.cphshare.client.FaultServer.sayAndWait;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cphshare.client.auth.CredentialsProvider;
import io.github.cphshare.client.auth.IamPasswordCredentials;
import io.github.cphshare.client.call.Retries;
import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.error.ServiceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.net.ServerSocketFactory;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

/**
 * What becomes of a push under each fault that networks, gateways and services have, over real sockets; the server counts
 * the requests that it saw. {@code docs/fault-matrix.md} is the result.
 */
class FaultMatrixTest {
    private static final Path DOCUMENT =
            Path.of("").toAbsolutePath().getParent().resolve("docs/fault-matrix.md");

    private static final String HEAD = """
            # What becomes of a push when something goes wrong

            Each row is a push against a server on a real socket that behaves as the row says, and goes on to behave so unless
            the row says otherwise. *Requests* counts what the server saw begin. *acted?* is `delivery()`: `NOT_SENT` and
            `NOT_PROCESSED` mean that repeating is safe, `UNKNOWN` that the service may have acted. The right half is the
            same with `Retries.atLeastOnce()`, where it differs from `Retries.safe()`, which is what a client does by itself.
            Both make four attempts here, as they do by default; of the waits between them nothing is waited.

            This page is written by a test; after a change:
            `mvn -pl client-ext -am test -Dtest=FaultMatrixTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.update=true`

            | fault | outcome | acted? | requests | at least once: outcome | acted? | requests |
            |---|---|---|---|---|---|---|
            """;

    private static final String CODED = "{\"request_id\":\"r-1\",\"error_code\":\"%s\",\"error_msg\":\"because\"}";
    private static final String JSON = "\r\nContent-Type: application/json";

    /** How a push is made against a fault, and with how many requests, in what state, it ended. */
    private interface Case {
        Outcome push(Retries retries) throws IOException;
    }

    private record Row(String group, String fault, Case how) {}

    private record Outcome(String what, String delivery, int requests) {
        static Outcome of(CphShareClient client, int before, FaultServer server, Retries retries) throws IOException {
            Throwable failure = catchThrowable(() -> client.push(request()));
            int requests = server.requests() - before;
            if (failure == null) {
                return new Outcome("success", "", requests);
            }
            assertThat(failure).isInstanceOf(CphShareException.class);
            CphShareException known = (CphShareException) failure;
            if (!retries.repeatsUnknown()) {
                assertThat(known.earlierAttempts())
                        .extracting(attempt -> attempt.failure().delivery())
                        .doesNotContain(Delivery.UNKNOWN);
            }
            String code = known instanceof ServiceException refusal
                    ? " " + refusal.httpStatus() + (refusal.errorCode() == null ? "" : " " + refusal.errorCode())
                    : "";
            return new Outcome(
                    "`" + known.getClass().getSimpleName() + "`" + code,
                    known.delivery().name(),
                    requests);
        }
    }

    private final List<Row> rows = new ArrayList<>();

    @Test
    void the_document_is_what_happens() throws IOException, InterruptedException, ExecutionException {
        connections();
        tls();
        breakingOff();
        slowness();
        bodies();
        successesThatAreNone();
        redirects();
        refusals();
        throttling();
        credentials();
        assertThat(rows).hasSizeGreaterThanOrEqualTo(60);

        List<String> lines = lines();
        StringBuilder written = new StringBuilder(HEAD);
        String group = "";
        for (int i = 0; i < rows.size(); i++) {
            if (!rows.get(i).group().equals(group)) {
                group = rows.get(i).group();
                written.append("| **").append(group).append("** | | | | | | |\n");
            }
            written.append(lines.get(i));
        }
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(DOCUMENT, written.toString());
        }
        assertThat(written.toString()).isEqualTo(Files.readString(DOCUMENT));
    }

    /** Each row has a server and a client of its own, and most of its time is waiting: some are seen side by side. */
    private List<String> lines() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<String> lines = new ArrayList<>();
            for (Future<String> line : threads.invokeAll(
                    rows.stream().<Callable<String>>map(row -> () -> line(row)).toList())) {
                lines.add(line.get());
            }
            return lines;
        } finally {
            threads.shutdownNow();
        }
    }

    private static String line(Row row) throws IOException {
        Outcome safe = row.how().push(Retries.safe());
        Outcome atLeastOnce = row.how().push(Retries.atLeastOnce());
        boolean same = safe.equals(atLeastOnce);
        return String.format(
                "| %s | %s | %s | %d | %s | %s | %s |%n",
                row.fault(),
                safe.what(),
                safe.delivery(),
                safe.requests(),
                same ? "" : atLeastOnce.what(),
                same ? "" : atLeastOnce.delivery(),
                same ? "" : atLeastOnce.requests());
    }

    private void caseOf(String group, String fault, Case how) {
        rows.add(new Row(group, fault, how));
    }

    private void row(String group, String fault, FaultServer.Step... script) {
        rowWith(group, fault, builder -> builder, script);
    }

    private void rowWith(
            String group, String fault, UnaryOperator<CphShareClient.Builder> setUp, FaultServer.Step... script) {
        caseOf(group, fault, retries -> {
            try (FaultServer server = new FaultServer(ServerSocketFactory.getDefault(), List.of(script));
                    CphShareClient client = setUp.apply(Clients.of("http://127.0.0.1:" + server.port()))
                            .retries(retries)
                            .build()) {
                return Outcome.of(client, 0, server, retries);
            }
        });
    }

    /** The same after a push that went well, on the connection that it left. */
    private void rowOnReused(String group, String fault, FaultServer.Step second) {
        FaultServer.Step first = wire -> {
            wire.request();
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + RawServer.OK_BODY.length() + "\r\n\r\n"
                    + RawServer.OK_BODY);
            second.meet(wire);
        };
        caseOf(group, fault, retries -> {
            try (FaultServer server = new FaultServer(ServerSocketFactory.getDefault(), List.of(first, second));
                    CphShareClient client = Clients.of("http://127.0.0.1:" + server.port())
                            .retries(retries)
                            .build()) {
                client.push(request());
                return Outcome.of(client, 1, server, retries);
            }
        });
    }

    private void connections() {
        String group = "no connection";
        caseOf(group, "connection refused", retries -> {
            int port;
            try (ServerSocket socket = new ServerSocket(0)) {
                port = socket.getLocalPort();
            }
            try (FaultServer nobody = new FaultServer(ServerSocketFactory.getDefault(), List.of(ok()));
                    CphShareClient client = Clients.of("http://127.0.0.1:" + port)
                            .retries(retries)
                            .build()) {
                return Outcome.of(client, 0, nobody, retries);
            }
        });
        caseOf(group, "unknown host", unknownHost(Integer.MAX_VALUE));
        caseOf(group, "unknown host, known at the third look", unknownHost(2));
    }

    private static Case unknownHost(int looks) {
        return retries -> {
            AtomicInteger count = new AtomicInteger();
            OkHttpClient callers = new OkHttpClient.Builder()
                    .dns(host -> {
                        if (count.incrementAndGet() <= looks) {
                            throw new UnknownHostException(host);
                        }
                        return List.of(InetAddress.getLoopbackAddress());
                    })
                    .build();
            try (FaultServer server = new FaultServer(ServerSocketFactory.getDefault(), List.of(ok()));
                    CphShareClient client = Clients.of("http://localhost:" + server.port())
                            .okHttpClient(callers)
                            .retries(retries)
                            .build()) {
                return Outcome.of(client, 0, server, retries);
            }
        };
    }

    private static CphShareClient.Builder limited(CphShareClient.Builder builder) {
        return builder.readTimeout(Duration.ofMillis(150));
    }

    private void tls() {
        HeldCertificate root =
                new HeldCertificate.Builder().certificateAuthority(0).ecdsa256().build();
        HeldCertificate good = certificate(root).build();
        HeldCertificate otherName = new HeldCertificate.Builder()
                .signedBy(root)
                .addSubjectAlternativeName("cph.example.com")
                .build();
        long day = TimeUnit.DAYS.toMillis(1);
        long now = System.currentTimeMillis();
        HeldCertificate expired =
                certificate(root).validityInterval(now - 2 * day, now - day).build();
        HeldCertificate selfSigned = new HeldCertificate.Builder()
                .addSubjectAlternativeName("127.0.0.1")
                .build();

        tls("a trusted certificate (for comparison)", root, FaultServer.tls(good), ok());
        tls("the certificate of another host", root, FaultServer.tls(otherName), ok());
        tls("an expired certificate", root, FaultServer.tls(expired), ok());
        tls("a self-signed certificate", root, FaultServer.tls(selfSigned), ok());
        tls("plain HTTP where TLS is expected", root, ServerSocketFactory.getDefault(), wire -> {
            wire.socket().getInputStream().read();
            wire.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        });
        tls("closed during the handshake", root, ServerSocketFactory.getDefault(), wire -> wire.socket()
                .getInputStream()
                .read());
    }

    private static HeldCertificate.Builder certificate(HeldCertificate root) {
        return new HeldCertificate.Builder().signedBy(root).addSubjectAlternativeName("127.0.0.1");
    }

    private void tls(String fault, HeldCertificate trusted, ServerSocketFactory sockets, FaultServer.Step step) {
        HandshakeCertificates trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(trusted.certificate())
                .build();
        OkHttpClient callers = new OkHttpClient.Builder()
                .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
                .build();
        caseOf("TLS", fault, retries -> {
            try (FaultServer server = new FaultServer(sockets, List.of(step));
                    CphShareClient client = Clients.of("https://127.0.0.1:" + server.port())
                            .okHttpClient(callers)
                            .retries(retries)
                            .build()) {
                return Outcome.of(client, 0, server, retries);
            }
        });
    }

    private void breakingOff() {
        String group = "the connection breaks";
        row(group, "closed at the first byte of the request", FaultServer.Wire::begin);
        row(group, "reset at the first byte of the request", wire -> {
            wire.begin();
            wire.reset();
        });
        row(group, "closed after the head of the request", FaultServer.Wire::head);
        row(group, "reset after the head of the request", wire -> {
            wire.head();
            wire.reset();
        });
        row(group, "closed after the request, fresh connection", FaultServer.Wire::request);
        row(group, "reset after the request, fresh connection", wire -> {
            wire.request();
            wire.reset();
        });
        rowOnReused(group, "closed after the request, reused connection", FaultServer.Wire::request);
        rowOnReused(group, "reset after the request, reused connection", wire -> {
            wire.request();
            wire.reset();
        });
        row(group, "closed after the request, once", FaultServer.Wire::request, ok());
        row(group, "closed within the status line", say("HTTP/1.1 20"));
        row(group, "closed within the headers", say("HTTP/1.1 200 OK\r\nContent-Ty"));
        row(group, "closed within the body", say("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"jobs\":["));
        row(group, "reset within the body", wire -> {
            wire.request();
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"jobs\":[");
            wire.reset();
        });
        row(group, "a 429 whose body breaks off", say("HTTP/1.1 429 Too Many\r\nContent-Length: 500\r\n\r\n{"));
    }

    private void slowness() {
        String group = "slow";
        rowWith(group, "no answer within the read time-out", FaultMatrixTest::limited, sayAndWait(""));
        rowWith(
                group,
                "headers, and then nothing",
                FaultMatrixTest::limited,
                sayAndWait("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"));
        rowWith(
                group,
                "half a body, and then nothing",
                FaultMatrixTest::limited,
                sayAndWait("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"));
        rowWith(group, "no answer within the call time-out", FaultMatrixTest::deadline, sayAndWait(""));
        rowWith(group, "a body that trickles beyond the call time-out", FaultMatrixTest::deadline, wire -> {
            wire.request();
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
            while (true) {
                wire.send(" ");
            }
        });
        row(group, "headers that never end", wire -> {
            wire.request();
            wire.send("HTTP/1.1 200 OK\r\n");
            while (true) {
                wire.send("X-Filler: " + "x".repeat(1_000) + "\r\n");
            }
        });
        row(group, "informational answers (100) before the real one", wire -> {
            wire.request();
            wire.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: " + RawServer.OK_BODY.length()
                    + "\r\n\r\n" + RawServer.OK_BODY);
        });
    }

    private static CphShareClient.Builder deadline(CphShareClient.Builder builder) {
        return builder.callTimeout(Duration.ofMillis(600));
    }

    private void bodies() {
        String group = "bodies";
        String ok = RawServer.OK_BODY;
        row(
                group,
                "shorter than its Content-Length, then closed",
                say("HTTP/1.1 200 OK\r\nContent-Length: " + (ok.length() + 9) + "\r\n\r\n" + ok));
        row(
                group,
                "longer than its Content-Length",
                say("HTTP/1.1 200 OK\r\nContent-Length: " + (ok.length() - 9) + "\r\n\r\n" + ok));
        row(
                group,
                "whole, with more after it on the wire",
                say("HTTP/1.1 200 OK\r\nContent-Length: " + ok.length() + "\r\n\r\n" + ok + "rubbish"));
        row(group, "without a length, ended by closing", say("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + ok));
        row(group, "chunked: rubbish for a size", say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}"));
        row(group, "chunked: no last chunk", say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"));
        row(
                group,
                "gzip, as it should be",
                answer("200 OK\r\nContent-Encoding: gzip" + JSON, gzip(ok.getBytes(UTF_8))));
        row(group, "called gzip, and is not", answer("200 OK\r\nContent-Encoding: gzip" + JSON, ok));
        byte[] packed = gzip(ok.getBytes(UTF_8));
        row(
                group,
                "gzip, cut, of the announced length",
                answer("200 OK\r\nContent-Encoding: gzip" + JSON, Arrays.copyOf(packed, packed.length / 2)));
        byte[] bomb = gzip(new byte[64 << 20]);
        row(
                group,
                "a gzip bomb (64 MiB of zeros in " + (bomb.length >> 10) + " KiB)",
                answer("200 OK\r\nContent-Encoding: gzip" + JSON, bomb));
        row(group, "3 MiB of blanks before the answer", answer("200 OK" + JSON, " ".repeat(3 << 20) + ok));
        row(group, "5 MiB, which is more than is read", answer("200 OK" + JSON, " ".repeat(5 << 20) + ok));
        row(group, "not HTTP", say("220 mail.example.com ESMTP\r\n"));
        row(group, "HTTP/0.9 of a proxy", say("<html>go away</html>\r\n\r\n"));
    }

    private void successesThatAreNone() {
        String group = "a 2xx that is not the documented answer";
        for (String body : List.of(
                "",
                "<html>welcome</html>",
                "null",
                "[]",
                "{}",
                "\"ok\"",
                "{\"request_id\":7,\"jobs\":{}}",
                "{\"request_id\":\"r\",\"jobs\":\"none\"}",
                "{\"request_id\":\"r\",\"jobs\":[",
                "{\"request_id\":\"r\"} {}")) {
            row(group, body.isEmpty() ? "empty" : "`" + body + "`", answer("200 OK" + JSON, body));
        }
        row(
                group,
                "nested 10,000 deep",
                answer("200 OK" + JSON, "{\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}"));
        row(group, "a field twice", answer("200 OK" + JSON, "{\"request_id\":\"a\",\"request_id\":\"b\",\"jobs\":[]}"));
        row(group, "no UTF-8", answer("200 OK" + JSON, new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', '}'}));
        row(group, "204", wire -> {
            wire.request();
            wire.send("HTTP/1.1 204 No Content\r\n\r\n");
            wire.untilGone();
        });
        row(group, "201 with the documented body", answer("201 Created" + JSON, RawServer.OK_BODY));
        row(
                group,
                "200, and all servers are missing from the answer",
                answer("200 OK" + JSON, "{\"request_id\":\"r\"}"));
    }

    private void redirects() {
        for (int status : List.of(301, 302, 303, 307, 308)) {
            row(
                    "redirects, to another host",
                    String.valueOf(status),
                    answer(status + " Moved\r\nLocation: http://localhost:1/elsewhere", ""));
        }
        row("redirects, to another host", "304, without a place to go", answer("304 Not Modified", ""));
    }

    private void refusals() {
        String group = "refused, by status and body";
        for (int status : List.of(
                400, 401, 403, 404, 405, 408, 409, 413, 414, 418, 421, 425, 494, 500, 501, 502, 503, 504, 599)) {
            row(group, status + ", no body", answer(status + " No", ""));
        }
        for (String body : List.of(
                CODED.formatted("CPS.0134"),
                CODED.formatted("CPS0134"),
                "{\"code\":\"CPS.0134\",\"message\":\"flat\"}",
                "{\"error\":{\"code\":400,\"message\":\"of IAM\",\"title\":\"Bad Request\"}}",
                "{\"error_code\":\"half",
                "<html>Bad Request</html>",
                "null",
                "[]")) {
            row(group, "400, `" + body + "`", answer("400 No" + JSON, body));
        }
        row(group, "400, CPS.0003: the code outranks the status", answer("400 No" + JSON, CODED.formatted("CPS.0003")));
        row(group, "400, CPS.0042: system busy", answer("400 No" + JSON, CODED.formatted("CPS.0042")));
        row(group, "500, CPS.0003", answer("500 No" + JSON, CODED.formatted("CPS.0003")));
        row(group, "500, APIGW.0601", answer("500 No" + JSON, CODED.formatted("APIGW.0601")));
        row(group, "502, APIGW.0610", answer("502 No" + JSON, CODED.formatted("APIGW.0610")));
        row(group, "502, a proxy's page", answer("502 No\r\nContent-Type: text/html", "<html>Bad Gateway</html>"));
        row(
                group,
                "503, APIGW.0613: the gateway could not pass it on",
                answer("503 No" + JSON, CODED.formatted("APIGW.0613")));
        row(group, "503, APIGW.0613, once", once("503 No" + JSON, CODED.formatted("APIGW.0613")));
        row(group, "503 with Retry-After: 0", answer("503 No\r\nRetry-After: 0", ""));
        row(group, "504, APIGW.0201", answer("504 No" + JSON, CODED.formatted("APIGW.0201")));
        row(group, "500, once", once("500 No", ""));
    }

    /** One such answer, and then good ones. */
    private static FaultServer.Step once(String statusAndHeaders, String body) {
        return wire -> {
            while (true) {
                wire.request();
                boolean first = wire.requests().get() == 1;
                String said = first ? body : RawServer.OK_BODY;
                wire.send("HTTP/1.1 " + (first ? statusAndHeaders : "200 OK" + JSON) + "\r\nContent-Length: "
                        + said.length() + "\r\n\r\n" + said);
            }
        };
    }

    private void throttling() {
        String group = "throttled";
        String body = CODED.formatted("APIGW.0308");
        row(group, "429, for ever", answer("429 Too Many" + JSON, body));
        row(group, "429, no body", answer("429 Too Many", ""));
        row(group, "429, once", once("429 Too Many" + JSON, body));
        row(group, "429, Retry-After: 5, once", once("429 Too Many\r\nRetry-After: 5" + JSON, body));
        row(
                group,
                "429, Retry-After as a date, once",
                once(
                        "429 Too Many\r\nDate: Tue, 24 Nov 2026 10:00:00 GMT\r\n"
                                + "Retry-After: Tue, 24 Nov 2026 10:00:05 GMT" + JSON,
                        body));
        row(
                group,
                "429, Retry-After beyond the call time-out (120 s)",
                answer("429 Too Many\r\nRetry-After: 3600", body));
        row(group, "429, Retry-After that is no time, once", once("429 Too Many\r\nRetry-After: soon" + JSON, body));
        row(group, "429, and then no answer", answerThen("429 Too Many", ""));
    }

    /** One such answer, and then none. */
    private static FaultServer.Step answerThen(String statusAndHeaders, String body) {
        return wire -> {
            wire.request();
            wire.send("HTTP/1.1 " + statusAndHeaders + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            wire.request();
        };
    }

    private void credentials() {
        String group = "credentials";
        String expired = CODED.formatted("APIGW.0307");
        row(group, "401 APIGW.0301, fixed token", answer("401 No" + JSON, CODED.formatted("APIGW.0301")));
        rowWith(
                group,
                "401 APIGW.0301, access key",
                builder -> builder.credentials(CredentialsProvider.akSk("AK1", "secret")),
                answer("401 No" + JSON, CODED.formatted("APIGW.0301")));
        caseOf(group, "expired token in the middle of a run, IAM gives another", withIam(expired, "201 Created"));
        caseOf(group, "expired token in the middle of a run, IAM refuses", withIam(expired, "401 Unauthorized"));
        caseOf(group, "expired token, and the next is not accepted either", withIam(expired + " ", "201 Created"));
        rowWith(
                group,
                "no token: the supplier fails",
                builder -> builder.credentials(CredentialsProvider.token(() -> {
                    throw new IllegalStateException("locked");
                })),
                ok());
        rowWith(
                group,
                "a token that no header can carry",
                builder -> builder.credentials(CredentialsProvider.token(() -> "a\nb")),
                ok());
        rowWith(
                group,
                "the clock jumps ahead by a day during the call, and back",
                builder -> builder.clock(jumping()).credentials(CredentialsProvider.akSk("AK1", "secret")),
                ok());
        rowWith(
                group,
                "the clock jumps by a day before a repetition",
                builder -> builder.clock(jumping()),
                once("429 Too Many", ""));
    }

    private static Clock jumping() {
        AtomicInteger looks = new AtomicInteger();
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                Instant now = Instant.parse("2026-11-24T10:00:00Z");
                return looks.getAndIncrement() % 2 == 0 ? now.plus(Duration.ofDays(1)) : now;
            }
        };
    }

    /** The service takes the first token once, and then only the second; IAM answers a second login as told. */
    private static Case withIam(String refusal, String secondLogin) {
        return retries -> {
            String login = "{\"token\":{\"expires_at\":\"2026-01-02T09:05:22.701000Z\","
                    + "\"issued_at\":\"2026-01-01T09:05:22.701000Z\"}}";
            AtomicInteger seen = new AtomicInteger();
            boolean neverAgain = refusal.endsWith(" ");
            FaultServer.Step cph = wire -> {
                while (true) {
                    String sent = wire.request();
                    boolean good = seen.getAndIncrement() == 0 || (sent.contains("X-Auth-Token: t2") && !neverAgain);
                    String said = good ? RawServer.OK_BODY : refusal.strip();
                    wire.send("HTTP/1.1 " + (good ? "200 OK" : "401 No") + JSON + "\r\nContent-Length: " + said.length()
                            + "\r\n\r\n" + said);
                }
            };
            try (RawServer iam = new RawServer(
                            RawServer.answer("201 Created\r\nX-Subject-Token: t1", login),
                            RawServer.answer(secondLogin + "\r\nX-Subject-Token: t2", login));
                    FaultServer server = new FaultServer(ServerSocketFactory.getDefault(), List.of(cph));
                    CphShareClient client = Clients.of("http://127.0.0.1:" + server.port())
                            .credentials(IamPasswordCredentials.builder()
                                    .account("a")
                                    .user("u")
                                    .password("p")
                                    .region("cn-north-4")
                                    .endpoint(iam.url())
                                    .build())
                            .retries(retries)
                            .build()) {
                client.push(request());
                return Outcome.of(client, 1, server, retries);
            }
        };
    }
}
