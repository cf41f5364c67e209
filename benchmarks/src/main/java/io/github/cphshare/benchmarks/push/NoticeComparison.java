package io.github.cphshare.benchmarks.push;

import io.github.cphshare.benchmarks.Quartiles;
import io.github.cphshare.benchmarks.Report;
import io.github.cphshare.benchmarks.Sample;
import io.github.cphshare.benchmarks.Scale;
import io.github.cphshare.client.CphShareClient;
import io.github.cphshare.client.auth.CredentialsProvider;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/** What one would notice beside the time of a push: connections, threads, memory, and an end. */
public final class NoticeComparison {
    private static final int SERVERS = 100;

    private NoticeComparison() {}

    /**
     * Measures.
     *
     * @param scale how much
     * @param report where the table goes
     */
    public static void run(Scale scale, Report report) throws IOException, InterruptedException {
        report.heading("What else one would notice");
        report.paragraph("Pushes to %d servers, one after the other.".formatted(SERVERS));
        List<List<String>> rows = new ArrayList<>();
        int rounds = scale.rounds(100);
        try (Servers servers = Servers.start(SERVERS)) {
            for (Kind kind : List.of(Kind.ORDINARY, Kind.ORDINARY_TLS)) {
                Target target = servers.target(kind, SERVERS);
                rows.add(List.of(
                        "push on a kept connection, " + kind.words(),
                        times(client(target, OkHttpPusher.client(target)), target.sample(), rounds)));
                OkHttpClient forgetting = OkHttpPusher.client(target)
                        .newBuilder()
                        .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
                        .build();
                rows.add(List.of(
                        "push on a new connection, " + kind.words(),
                        times(client(target, forgetting), target.sample(), rounds)));
            }
            idle(servers.target(Kind.STUB, SERVERS), rows);
        }
        closedWhileIdle(rounds, rows);
        report.table(List.of("", ""), rows);
    }

    private static CphShareClient client(Target target, OkHttpClient http) {
        return CphShareClient.builder()
                .endpoint(target.endpoint())
                .projectId(Sample.PROJECT)
                .credentials(CredentialsProvider.token(Sample.TOKEN))
                .okHttpClient(http)
                .build();
    }

    private static String times(CphShareClient client, Sample sample, int rounds) {
        double[] times = new double[rounds];
        for (int round = -rounds; round < rounds; round++) {
            long start = System.nanoTime();
            client.push(sample.request());
            if (round >= 0) {
                times[round] = (System.nanoTime() - start) * 1e-6;
            }
        }
        return Quartiles.of(times) + " ms";
    }

    /** A server that closes a connection that is kept: a push on it would not be sent again, so it must not be tried. */
    private static void closedWhileIdle(int rounds, List<List<String>> rows) throws IOException, InterruptedException {
        Sample sample = Sample.of(SERVERS);
        int port = new StubServer(sample.answerBody(), null, true).start();
        int failures = 0;
        try (CphShareClient client = CphShareClient.builder()
                .endpoint("http://127.0.0.1:" + port)
                .projectId(Sample.PROJECT)
                .credentials(CredentialsProvider.token(Sample.TOKEN))
                .build()) {
            for (int round = 0; round < rounds; round++) {
                try {
                    client.push(sample.request());
                } catch (RuntimeException e) {
                    failures++;
                }
                Thread.sleep(5);
            }
        }
        rows.add(List.of("pushes that fail since the server closed the idle connection", failures + " of " + rounds));
    }

    private static void idle(Target target, List<List<String>> rows) throws InterruptedException {
        int clients = 50;
        List<CphShareClient> idle = new ArrayList<>();
        long before = heap();
        int threads = threads();
        for (int i = 0; i < clients; i++) {
            CphShareClient client = CphShareClient.builder()
                    .endpoint(target.endpoint())
                    .projectId(Sample.PROJECT)
                    .credentials(CredentialsProvider.token(Sample.TOKEN))
                    .build();
            client.push(target.sample().request());
            idle.add(client);
        }
        rows.add(List.of(
                "heap of an idle client that has pushed",
                Quartiles.number((heap() - before) / 1024.0 / clients) + " KiB"));
        rows.add(List.of("threads of %d idle clients".formatted(clients), String.valueOf(threads() - threads)));
        idle.forEach(CphShareClient::close);
        Thread.sleep(100);
        rows.add(List.of("and after they were closed", String.valueOf(threads() - threads)));
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }
}
