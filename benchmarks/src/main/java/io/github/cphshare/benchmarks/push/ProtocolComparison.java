package io.github.cphshare.benchmarks.push;

import io.github.cphshare.benchmarks.Interleaved;
import io.github.cphshare.benchmarks.Known;
import io.github.cphshare.benchmarks.Quartiles;
import io.github.cphshare.benchmarks.Report;
import io.github.cphshare.benchmarks.Sample;
import io.github.cphshare.benchmarks.Scale;
import io.github.cphshare.client.CphShareClient;
import io.github.cphshare.client.auth.CredentialsProvider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/** The same pushes with HTTP/1.1 and HTTP/2, and with answers that are compressed and not. */
final class ProtocolComparison {
    private static final int SERVERS = 100;
    private static final int LARGE = 1_000;
    private static final int BATCH = 48;
    private static final String HTTP_1 = "HTTP/1.1";
    private static final String HTTP_2 = "HTTP/2";
    private static final String PLAIN = "as it is";
    private static final String GZIP = "gzip";

    private ProtocolComparison() {}

    static void run(Scale scale, Report report) throws IOException, InterruptedException {
        try (Servers servers = Servers.start(SERVERS, LARGE)) {
            http2(servers.target(Kind.HTTP_2, SERVERS), scale, report);
            gzip(servers, scale, report);
        }
    }

    private static void http2(Target target, Scale scale, Report report) throws InterruptedException {
        report.paragraph("""
                HTTP/2 on and off: pushes to %d servers through the same server over TLS, which lets the client choose. On is how
                the client comes; off is a client of OkHttp with that protocol alone. Milliseconds a push over all threads,
                batches of %d in turns, %d rounds, and the connections that were open at the end.""".formatted(SERVERS, BATCH, scale.rounds(40)));
        List<List<String>> rows = new ArrayList<>();
        for (int threads : new int[] {1, 16}) {
            OkHttpClient off = OkHttpPusher.client(target)
                    .newBuilder()
                    .protocols(List.of(Protocol.HTTP_1_1))
                    .build();
            OkHttpClient on = OkHttpPusher.client(target);
            Map<String, double[]> times = times(target, target, off, on, threads, HTTP_1, HTTP_2, scale);
            rows.add(List.of(
                    String.valueOf(threads),
                    milliseconds(times, HTTP_1),
                    milliseconds(times, HTTP_2),
                    Known.value(Interleaved.ratios(times, HTTP_1), HTTP_2).toString(),
                    off.connectionPool().connectionCount() + ", "
                            + on.connectionPool().connectionCount()));
            off.connectionPool().evictAll();
            on.connectionPool().evictAll();
        }
        report.table(List.of("threads", HTTP_1, HTTP_2, "HTTP/2 / HTTP/1.1", "connections"), rows);
    }

    private static void gzip(Servers servers, Scale scale, Report report) throws IOException, InterruptedException {
        report.paragraph("""
                Compressed answers: the client asks for gzip and unpacks it, as OkHttp does. Milliseconds of a push whose answer
                was compressed beforehand, and of one to a server that does not compress; on this machine the wire is free, so
                what is saved on it is not in here.""");
        List<List<String>> rows = new ArrayList<>();
        for (int size : new int[] {SERVERS, LARGE}) {
            Target plain = servers.target(Kind.STUB, size);
            Target compressing = servers.target(Kind.STUB_GZIP, size);
            byte[] answer = plain.sample().answerBody();
            Map<String, double[]> times = times(
                    plain,
                    compressing,
                    OkHttpPusher.client(plain),
                    OkHttpPusher.client(compressing),
                    1,
                    PLAIN,
                    GZIP,
                    scale);
            rows.add(List.of(
                    "%,d".formatted(size),
                    "%,d".formatted(answer.length),
                    "%,d".formatted(ServersMain.compressed(answer).length),
                    milliseconds(times, PLAIN),
                    milliseconds(times, GZIP),
                    Known.value(Interleaved.ratios(times, PLAIN), GZIP).toString()));
        }
        report.table(List.of("servers", "bytes", "bytes, gzip", "ms", "ms, gzip", "gzip / as it is"), rows);
    }

    private static Map<String, double[]> times(
            Target one,
            Target other,
            OkHttpClient oneHttp,
            OkHttpClient otherHttp,
            int threads,
            String oneName,
            String otherName,
            Scale scale)
            throws InterruptedException {
        try (Interleaved<String> contest = new Interleaved<>(threads);
                CphShareClient oneClient = client(one, oneHttp);
                CphShareClient otherClient = client(other, otherHttp)) {
            Sample sample = one.sample();
            contest.add(
                    oneName, () -> oneClient.push(sample.request()).accepted().size());
            contest.add(
                    otherName,
                    () -> otherClient.push(sample.request()).accepted().size());
            contest.warmUp(scale.warmUp(4_000));
            return contest.times(scale.rounds(40), BATCH);
        }
    }

    private static String milliseconds(Map<String, double[]> times, String name) {
        return Quartiles.of(Known.value(times, name)).times(1e-6).toString();
    }

    static CphShareClient client(Target target, OkHttpClient http) {
        return CphShareClient.builder()
                .endpoint(target.endpoint())
                .projectId(Sample.PROJECT)
                .credentials(CredentialsProvider.token(Sample.TOKEN))
                .okHttpClient(http)
                .build();
    }
}
