package io.github.cphshare.benchmarks.push;

import io.github.cphshare.benchmarks.Processes;
import io.github.cphshare.benchmarks.Quartiles;
import io.github.cphshare.benchmarks.Report;
import io.github.cphshare.benchmarks.Sample;
import io.github.cphshare.benchmarks.Scale;
import io.github.cphshare.client.CphShareClient;
import io.github.cphshare.client.auth.CredentialsProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
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
        report.paragraph("""
                Pushes to %d servers, one after the other; time, memory and threads of a client that has pushed, once while its
                caller waited and once while not. Threads are those that the clients started: they end by themselves a minute
                after the last push that nobody waited for, and at once when the client is closed. The heap of an idle client is
                that of %d of them in a process of their own, by their number.""".formatted(SERVERS, clients(scale)));
        List<List<String>> rows = new ArrayList<>();
        int rounds = scale.rounds(100);
        try (Servers servers = Servers.start(SERVERS)) {
            for (Kind kind : List.of(Kind.ORDINARY, Kind.ORDINARY_TLS)) {
                Target target = servers.target(kind, SERVERS);
                rows.add(List.of(
                        "push on a kept connection, " + kind.words(),
                        times(
                                ProtocolComparison.client(target, OkHttpPusher.client(target)),
                                target.sample(),
                                rounds)));
                OkHttpClient forgetting = OkHttpPusher.client(target)
                        .newBuilder()
                        .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
                        .build();
                rows.add(List.of(
                        "push on a new connection, " + kind.words(),
                        times(ProtocolComparison.client(target, forgetting), target.sample(), rounds)));
            }
            pause(servers.target(Kind.ORDINARY_TLS, SERVERS), scale.rounds(10), rows);
            heaps(servers.target(Kind.STUB, SERVERS), scale, rows);
            idle(servers.target(Kind.STUB, SERVERS), rows);
        }
        closedWhileIdle(scale.rounds(10), rows);
        report.table(List.of("", ""), rows);
        ProtocolComparison.run(scale, report);
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
        int port = StubServer.closing(sample.answerBody()).start();
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
                Thread.sleep(1_100); // the rest itself
            }
        }
        rows.add(List.of(
                "pushes that fail after a rest of 1.1 s, in which the server closed the connection",
                failures + " of " + rounds));
    }

    /** A client that rests longer than a caller is likely to wait for the next thing to push, but not for minutes. */
    private static void pause(Target target, int rounds, List<List<String>> rows) throws InterruptedException {
        OkHttpClient http = OkHttpPusher.client(target);
        AtomicInteger connections = new AtomicInteger();
        OkHttpClient counting = http.newBuilder()
                .eventListener(new EventListener() {
                    @Override
                    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
                        connections.incrementAndGet();
                    }
                })
                .build();
        double[] times = new double[rounds];
        try (CphShareClient client = ProtocolComparison.client(target, counting)) {
            client.push(target.sample().request());
            for (int round = 0; round < rounds; round++) {
                Thread.sleep(1_000); // the rest itself
                long start = System.nanoTime();
                client.push(target.sample().request());
                times[round] = (System.nanoTime() - start) * 1e-6;
            }
        }
        rows.add(List.of("push after a second of rest, " + Kind.ORDINARY_TLS.words(), Quartiles.of(times) + " ms"));
        rows.add(List.of("connections for all of these, one after the other", connections.toString()));
        http.connectionPool().evictAll();
    }

    /** Many clients at once, in a process of their own for each kind: of one alone the noise is larger. */
    private static void heaps(Target target, Scale scale, List<List<String>> rows)
            throws IOException, InterruptedException {
        int clients = clients(scale);
        for (Peer peer : List.of(Peer.OURS, Peer.OKHTTP, Peer.OFFICIAL_AK_SK)) {
            double[] kibibytes = new double[scale.isQuick() ? 1 : 3];
            for (int i = 0; i < kibibytes.length; i++) {
                String said = Processes.output(Processes.java(
                        System.getProperty("java.home"),
                        System.getProperty("java.class.path"),
                        IdleMain.class.getName(),
                        List.of("-XX:+UseSerialGC"),
                        peer.name(),
                        target.endpoint(),
                        String.valueOf(SERVERS),
                        String.valueOf(clients)));
                kibibytes[i] = Long.parseLong(said.strip()) / 1024.0;
            }
            rows.add(List.of(
                    "heap of an idle client and its connection: " + peer.words(), Quartiles.of(kibibytes) + " KiB"));
        }
    }

    private static int clients(Scale scale) {
        return scale.isQuick() ? 10 : 200;
    }

    private static void idle(Target target, List<List<String>> rows) throws InterruptedException {
        int clients = 50;
        List<CphShareClient> idle = new ArrayList<>();
        Set<Thread> others = threads();
        for (int i = 0; i < clients; i++) {
            CphShareClient client = CphShareClient.builder()
                    .endpoint(target.endpoint())
                    .projectId(Sample.PROJECT)
                    .credentials(CredentialsProvider.token(Sample.TOKEN))
                    .build();
            client.push(target.sample().request());
            client.pushAsync(target.sample().request()).join();
            idle.add(client);
        }
        Set<Thread> theirs = threads();
        theirs.removeAll(others);
        rows.add(List.of("threads of %d idle clients".formatted(clients), String.valueOf(theirs.size())));
        double[] times = new double[clients];
        for (int i = 0; i < clients; i++) {
            long start = System.nanoTime();
            idle.get(i).close();
            times[i] = (System.nanoTime() - start) * 1e-6;
        }
        rows.add(List.of("`close()`", Quartiles.of(times) + " ms"));
        for (Thread thread : theirs) {
            // Those of OkHttp itself serve all of its clients, and rest a minute before they end.
            thread.join(100);
        }
        theirs.removeIf(thread -> !thread.isAlive());
        rows.add(List.of(
                "threads a moment after all were closed",
                theirs.isEmpty()
                        ? "0"
                        : theirs.stream()
                                .map(thread -> thread.getName()
                                        .replaceAll("[0-9.:/]+", "")
                                        .strip())
                                .distinct()
                                .sorted()
                                .collect(Collectors.joining(", ", theirs.size() + " (", ")"))));
    }

    private static Set<Thread> threads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }
}
