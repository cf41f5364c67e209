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

/** What a push to a fleet costs, by the size of the fleet. */
public final class FleetComparison {
    private static final List<Integer> SIZES = List.of(100, 1_000, 10_000, 100_000);

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
                more server is the slope. A heap of 64 MiB is enough up to 10,000 servers; the last column is the most that was
                in use, garbage included.""");
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
                Files.delete(journal);
            }
        } finally {
            for (Path path : List.of(journal, tar, file, content, folder)) {
                Files.deleteIfExists(path);
            }
        }
        report.table(List.of("servers", "heap allowed", "processor s", "s with the waits", "heap used"), rows);
    }

    private static List<String> row(int size, int servers, byte[] tar, Path journal)
            throws IOException, InterruptedException {
        CphSimulator.Builder fleet = CphSimulator.builder().object(Sample.BUCKET, Sample.OBJECT, tar);
        Sample.of(servers).serverIds().forEach(id -> fleet.server(SimulatedServer.withSharedStorage(id)));
        try (CphSimulator simulator = fleet.start()) {
            int heap = servers <= 10_000 ? 64 : 1_024;
            long start = System.nanoTime();
            List<String> said = Processes.output(Processes.java(
                            System.getProperty("java.home"),
                            System.getProperty("java.class.path"),
                            FleetMain.class.getName(),
                            List.of("-Xmx" + heap + "m"),
                            simulator.endpoint().toString(),
                            simulator.projectId(),
                            simulator.token(),
                            String.valueOf(servers),
                            journal.toString()))
                    .lines()
                    .toList();
            return List.of(
                    "%,d".formatted(size),
                    heap + " MiB",
                    Quartiles.number(Long.parseLong(said.get(0)) * 1e-9),
                    Quartiles.number((System.nanoTime() - start) * 1e-9),
                    Quartiles.number(Long.parseLong(said.get(1)) / 1048576.0) + " MiB");
        }
    }
}
