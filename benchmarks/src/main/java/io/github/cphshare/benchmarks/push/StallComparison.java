package io.github.cphshare.benchmarks.push;

import io.github.cphshare.benchmarks.Interleaved;
import io.github.cphshare.benchmarks.Quartiles;
import io.github.cphshare.benchmarks.Report;
import io.github.cphshare.benchmarks.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Large pushes on a kept connection: to a server that acknowledges at once, and to an ordinary one. */
public final class StallComparison {
    private static final List<Peer> PEERS = List.of(Peer.OURS, Peer.OKHTTP, Peer.OFFICIAL_AK_SK, Peer.JDK);
    private static final List<Kind> KINDS = List.of(Kind.STUB, Kind.STUB_TLS, Kind.ORDINARY, Kind.ORDINARY_TLS);
    private static final int SERVERS = 1_000;
    private static final int BATCH = 4;

    private StallComparison() {}

    /**
     * Measures.
     *
     * @param scale how much
     * @param report where the table goes
     */
    public static void run(Scale scale, Report report) throws InterruptedException {
        report.heading("No stall");
        report.paragraph("""
                Milliseconds of a push to %,d servers on a kept connection. With Nagle's algorithm on, as every OkHttp client has
                it that does not take care, the last piece of a body over 8 KiB waits for the acknowledgement of the one before,
                which an ordinary system holds back for some 40 ms. The stub acknowledges at once; the ordinary server is the
                JDK's, which leaves that to the system, and sends its answers at once.""".formatted(SERVERS));
        List<String> head = new ArrayList<>(List.of("server"));
        PEERS.forEach(peer -> head.add(peer.words()));
        List<List<String>> rows = new ArrayList<>();
        try (Servers servers = Servers.start(SERVERS)) {
            for (Kind kind : KINDS) {
                Target target = servers.target(kind, SERVERS);
                List<Pusher> pushers = new ArrayList<>();
                try (Interleaved<Peer> contest = new Interleaved<>(1)) {
                    for (Peer peer : PEERS) {
                        Pusher pusher = peer.open(target);
                        pushers.add(pusher);
                        contest.add(peer, pusher::push);
                    }
                    contest.warmUp(scale.warmUp(400));
                    Map<Peer, double[]> times = contest.times(scale.rounds(20), BATCH);
                    List<String> row = new ArrayList<>(List.of(kind.words()));
                    times.values()
                            .forEach(values -> row.add(Quartiles.of(values).times(1e-6) + " ms"));
                    rows.add(row);
                }
                pushers.forEach(Pusher::close);
            }
        }
        report.table(head, rows);
    }
}
