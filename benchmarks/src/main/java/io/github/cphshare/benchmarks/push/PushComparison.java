package io.github.cphshare.benchmarks.push;

import io.github.cphshare.benchmarks.Chart;
import io.github.cphshare.benchmarks.Interleaved;
import io.github.cphshare.benchmarks.Known;
import io.github.cphshare.benchmarks.Quartiles;
import io.github.cphshare.benchmarks.Report;
import io.github.cphshare.benchmarks.Sample;
import io.github.cphshare.benchmarks.Scale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a push costs through each client, by servers and threads, as multiples of the floor. */
public final class PushComparison {
    private static final int[] SIZES = {2, 100, 1_000};
    private static final int[] THREADS = {1, 16};
    private static final int BATCH = 48;
    private static final String VALIDATION = "(validation alone)";

    private PushComparison() {}

    /**
     * Measures.
     *
     * @param scale how much
     * @param report where the tables go
     */
    public static void run(Scale scale, Report report) throws InterruptedException {
        report.heading("Push");
        report.paragraph("""
                Time of a push as a multiple of raw OkHttp with a body that was serialised beforehand and an answer that is
                received and not parsed; the stub answers and acknowledges at once, in a process of its own, and, where the client has
                one thread, on a core of its own. One JVM, batches of
                %d pushes in turns, %d rounds; median of the ratios within a round, quartiles in brackets. Ours validates the
                request, signs or adds the token, sends, parses, holds the answer against the request, with retries armed and a
                listener. Allocation: bytes a push, all threads.""".formatted(BATCH, scale.rounds(60)));
        List<String> head = new ArrayList<>(List.of("servers / threads"));
        Arrays.stream(Peer.values()).map(Peer::words).forEach(head::add);
        head.add(VALIDATION);
        List<List<String>> times = new ArrayList<>();
        List<List<String>> bytes = new ArrayList<>();
        try (Servers servers = Servers.start(SIZES)) {
            for (int size : SIZES) {
                Target target = servers.target(Kind.STUB, size);
                Map<Peer, Pusher> pushers = new EnumMap<>(Peer.class);
                for (Peer peer : Peer.values()) {
                    pushers.put(peer, peer.open(target));
                }
                for (int threads : THREADS) {
                    if (threads == 1) {
                        Cores.apart(servers);
                    } else {
                        Cores.shared(servers);
                    }
                    compare(size, threads, target, pushers, scale, report, times, bytes);
                }
                pushers.values().forEach(Pusher::close);
            }
        }
        report.table(head, times);
        report.paragraph("Allocation, as a multiple of the floor:");
        report.table(head, bytes);
    }

    private static void compare(
            int size,
            int threads,
            Target target,
            Map<Peer, Pusher> pushers,
            Scale scale,
            Report report,
            List<List<String>> times,
            List<List<String>> bytes)
            throws InterruptedException {
        try (Interleaved<String> contest = new Interleaved<>(threads)) {
            pushers.forEach((peer, pusher) -> contest.add(peer.words(), pusher::push));
            Sample sample = target.sample();
            contest.add(VALIDATION, () -> sample.request().serverIds().size());
            contest.warmUp(scale.warmUp(size == 1_000 ? 6_000 : 16_000));
            Map<String, double[]> measured = contest.times(scale.rounds(60), BATCH);
            Map<String, Quartiles> ratios = Interleaved.ratios(measured, Peer.OKHTTP.words());
            times.add(row(size + " / " + threads, measured, ratios, 1e-3, "µs"));
            if (threads == 1) {
                Map<String, double[]> allocated = contest.bytes(scale.rounds(10), BATCH);
                bytes.add(row(
                        size + " / " + threads,
                        allocated,
                        Interleaved.ratios(allocated, Peer.OKHTTP.words()),
                        1e-3,
                        "kB"));
                report.chart(chart(size, ratios));
            }
        }
    }

    private static List<String> row(
            String name, Map<String, double[]> measured, Map<String, Quartiles> ratios, double factor, String unit) {
        List<String> row = new ArrayList<>(List.of(name));
        ratios.forEach((peer, ratio) -> row.add(
                peer.equals(Peer.OKHTTP.words())
                        ? Quartiles.of(Known.value(measured, peer)).times(factor) + " " + unit
                        : ratio.toString()));
        return row;
    }

    private static Chart chart(int size, Map<String, Quartiles> ratios) {
        Chart chart = new Chart(
                "push-" + size, "A push to " + size + " servers, one thread", "time, as a multiple of raw OkHttp");
        for (Peer peer : Peer.values()) {
            chart.bar(peer.words(), Known.value(ratios, peer.words()), peer == Peer.OURS || peer == Peer.OURS_AK_SK);
        }
        return chart;
    }
}
