package io.github.cphshare.client.fleet;

import io.github.cphshare.client.CphShareClient;
import io.github.cphshare.client.auth.CredentialsProvider;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Pushes to a fleet, or resumes where there is a journal: {@code ENDPOINT PROJECT JOURNAL SERVERS PER_REQUEST FATAL_WRITE
 * PHASE}, the token in {@code CPH_TOKEN}. Prints how many writes there were, why it ended, and a line a server.
 */
public final class FleetProcessMain {
    private FleetProcessMain() {}

    /**
     * Does it.
     *
     * @param args as above
     */
    public static void main(String[] args) {
        Path journal = Path.of(args[2]);
        FleetOptions options = FleetOptions.builder()
                .serversPerRequest(Integer.parseInt(args[4]))
                .build();
        DyingDisk disk = new DyingDisk(Integer.parseInt(args[5]), DyingDisk.Phase.valueOf(args[6]));
        try (CphShareClient cph = CphShareClient.builder()
                .endpoint(args[0])
                .projectId(args[1])
                .credentials(CredentialsProvider.token(System.getenv("CPH_TOKEN")))
                .build()) {
            FleetPusher pusher = FleetPusher.of(cph, disk);
            FleetOutcome outcome = Files.exists(journal)
                    ? pusher.resume(journal, options)
                    : pusher.pushAll(FleetPush.builder()
                            .bucketName(FleetWorld.BUCKET)
                            .objectPath(FleetWorld.OBJECT)
                            .serverIds(FleetWorld.ids(Integer.parseInt(args[3])))
                            .journal(journal)
                            .options(options)
                            .build());
            System.out.println(disk.writes());
            System.out.println(outcome.end() + (outcome.cause() == null ? "" : " " + outcome.cause()));
            outcome.servers().forEach(server -> System.out.println(server.serverId() + " " + server.state()));
        }
    }
}
