package io.github.cphshare.client.fleet;

import static java.util.stream.Collectors.groupingBy;

import io.github.cphshare.client.CphShareClient;
import io.github.cphshare.client.auth.CredentialsProvider;
import io.github.cphshare.client.tar.TarPacker;
import io.github.cphshare.simulator.CphSimulator;
import io.github.cphshare.simulator.SimulatedJob;
import io.github.cphshare.simulator.SimulatedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A simulated fleet: of a hundred servers one has no shared storage, and one whose jobs fail. */
final class FleetWorld {
    static final String BUCKET = "bucket-a";
    static final String OBJECT = "my_apps/test.tar";

    private FleetWorld() {}

    static List<String> ids(int servers) {
        return IntStream.rangeClosed(1, servers).mapToObj(FleetWorld::id).toList();
    }

    static boolean refuses(String id) {
        return number(id) % 100 == 50;
    }

    static boolean fails(String id) {
        return number(id) % 100 == 51;
    }

    private static String id(int number) {
        return "%032x".formatted(number);
    }

    private static int number(String id) {
        return Integer.parseInt(id, 16);
    }

    static CphSimulator start(int servers, Path folder) throws IOException {
        CphSimulator.Builder simulator = CphSimulator.builder().object(BUCKET, OBJECT, tar(folder));
        for (String id : ids(servers)) {
            simulator.server(server(id));
        }
        return simulator.start();
    }

    private static SimulatedServer server(String id) {
        if (refuses(id)) {
            return SimulatedServer.withoutSharedStorage(id);
        }
        SimulatedServer server = SimulatedServer.withSharedStorage(id);
        return fails(id) ? server.failingJobs("CPS.0003", "it broke") : server;
    }

    private static Path tar(Path folder) throws IOException {
        Path tar = folder.resolve("test.tar");
        if (!Files.exists(tar)) {
            Path content = Files.createDirectories(folder.resolve("content"));
            Files.writeString(content.resolve("hello.txt"), "hello");
            TarPacker.root("data").pack(content, tar);
        }
        return tar;
    }

    static CphShareClient client(CphSimulator simulator) {
        return CphShareClient.builder()
                .endpoint(simulator.endpoint().toString())
                .projectId(simulator.projectId())
                .credentials(CredentialsProvider.token(simulator.token()))
                .build();
    }

    static Map<String, List<SimulatedJob>> jobs(CphSimulator simulator) {
        return simulator.jobs().stream().collect(groupingBy(SimulatedJob::serverId));
    }
}
