package io.github.cphshare.benchmarks.fleet;

import io.github.cphshare.benchmarks.Processes;
import io.github.cphshare.benchmarks.Quartiles;
import io.github.cphshare.benchmarks.Report;
import io.github.cphshare.benchmarks.Sample;
import io.github.cphshare.benchmarks.Scale;
import io.github.cphshare.client.tar.TarPacker;
import io.github.cphshare.simulator.CphSimulator;
import io.github.cphshare.simulator.SimulatedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a push to a fleet costs, by the size of the fleet. */
public final class FleetComparison {
    private static final List<Integer> SIZES = List.of(100, 1_000, 10_000, 100_000);
    private static final List<Integer> HEAPS = List.of(12, 16, 24, 32, 48, 64, 96, 128, 256, 512);
    private static final int ROOM = 512;

    private FleetComparison() {}

    /**
     * Measures.
     *
     * @param scale how much
     * @param report where the table goes
     */
    public static void run(Scale scale, Report report) throws IOException, InterruptedException {
        report.heading("Fleet");
        report.paragraph("""
                A push to a fleet, journal and all, from a process of its own, to the simulator in another one, until
                the job of each server has ended. Processor time of the whole process, its start included, so that the cost of one
                more server is the slope; with a heap of %d MiB. Alive: what collections left of the heap at most, of ten a second
                in a run of its own. The last column is the least of %s MiB with which a run comes to its end.""".formatted(ROOM, HEAPS.stream().map(String::valueOf).collect(Collectors.joining(", "))));
        Path folder = Files.createTempDirectory("cph-share-fleet");
        Path content = Files.createDirectory(folder.resolve("content"));
        Path file = Files.writeString(content.resolve("hello.txt"), "hello");
        Path tar = folder.resolve("test.tar");
        Path journal = folder.resolve("push.journal");
        List<List<String>> rows = new ArrayList<>();
        try {
            TarPacker.root("data").pack(content, tar);
            for (int servers : SIZES) {
                // Only to be seen to run: a hundredth of it.
                rows.add(row(servers, scale.isQuick() ? servers / 100 : servers, Files.readAllBytes(tar), journal));
            }
        } finally {
            for (Path path : List.of(journal, tar, file, content, folder)) {
                Files.deleteIfExists(path);
            }
        }
        report.table(List.of("servers", "processor s", "s with the waits", "heap alive", "least heap"), rows);
    }

    private static List<String> row(int size, int servers, byte[] tar, Path journal)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        long processor = Long.parseLong(run(ROOM, servers, tar, journal));
        long took = System.nanoTime() - start;
        long alive = Long.parseLong(run(ROOM, servers, tar, journal, "live"));
        return List.of(
                "%,d".formatted(size),
                Quartiles.number(processor * 1e-9),
                Quartiles.number(took * 1e-9),
                Quartiles.number(alive / 1048576.0) + " MiB",
                leastHeap(alive, servers, tar, journal) + " MiB");
    }

    private static int leastHeap(long alive, int servers, byte[] tar, Path journal)
            throws IOException, InterruptedException {
        IOException last = null;
        for (int heap : HEAPS) {
            if (heap * 1048576L > alive) {
                try {
                    run(heap, servers, tar, journal);
                    return heap;
                } catch (IOException tooSmall) {
                    last = tooSmall;
                }
            }
        }
        throw new IOException("no heap is enough for " + servers + " servers", last);
    }

    private static String run(int heap, int servers, byte[] tar, Path journal, String... more)
            throws IOException, InterruptedException {
        CphSimulator.Builder fleet = CphSimulator.builder().object(Sample.BUCKET, Sample.OBJECT, tar);
        Sample.of(servers).serverIds().forEach(id -> fleet.server(SimulatedServer.withSharedStorage(id)));
        List<String> command = Processes.java(
                System.getProperty("java.home"),
                System.getProperty("java.class.path"),
                FleetMain.class.getName(),
                List.of("-Xmx" + heap + "m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        try (CphSimulator simulator = fleet.start()) {
            command.addAll(List.of(
                    simulator.endpoint().toString(),
                    simulator.projectId(),
                    simulator.token(),
                    String.valueOf(servers),
                    journal.toString()));
            command.addAll(List.of(more));
            return Processes.output(command).strip();
        } finally {
            Files.deleteIfExists(journal);
        }
    }
}
