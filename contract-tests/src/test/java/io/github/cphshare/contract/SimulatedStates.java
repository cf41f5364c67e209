package io.github.cphshare.contract;

import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import au.com.dius.pact.provider.junitsupport.State;
import io.github.cphshare.client.tar.TarPacker;
import io.github.cphshare.simulator.CphSimulator;
import io.github.cphshare.simulator.Fault;
import io.github.cphshare.simulator.SimulatedServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** Brings the simulator into the states of the pact. */
final class SimulatedStates {
    private static final byte[] EMPTY_ARCHIVE = new byte[1024];

    private final CphSimulator simulator;
    private final Queue<String> ids;
    private final SynchronousHttp interaction;

    /** Takes what the simulator has its ids from, while there are any. */
    SimulatedStates(CphSimulator simulator, Queue<String> ids, SynchronousHttp interaction) {
        this.simulator = simulator;
        this.ids = ids;
        this.interaction = interaction;
    }

    @State({States.ARCHIVE_AND_SERVERS, States.ARCHIVE_AND_LONG_IDS})
    void archiveAndServers(Map<String, Object> parameters) {
        simulator.putObject(text(parameters, "bucket_name"), text(parameters, "object_path"), EMPTY_ARCHIVE);
        List<?> serverIds = (List<?>) parameters.get("server_ids");
        serverIds.forEach(id -> simulator.put(SimulatedServer.withSharedStorage((String) id)));
    }

    @State(States.NO_SHARED_STORAGE)
    void noSharedStorage(Map<String, Object> parameters) {
        simulator.put(SimulatedServer.withoutSharedStorage(text(parameters, "server_id")));
    }

    @State(States.REFUSED_FOR_ANOTHER_REASON)
    void refused(Map<String, Object> parameters) {
        simulator.put(SimulatedServer.withSharedStorage(text(parameters, "server_id"))
                .refusing(text(parameters, "error_code"), text(parameters, "error_msg")));
    }

    /** Each as it is said to be, by what its server does to jobs, and with the ids that are named. */
    @State(States.JOBS)
    void jobs(Map<String, Object> parameters) throws IOException, InterruptedException {
        archiveAndServers(Map.of("bucket_name", "bucket-a", "object_path", "a.tar", "server_ids", List.of()));
        simulator.putObject("bucket-a", "a.tar", packed());
        for (Object one : (List<?>) parameters.get("jobs")) {
            Map<?, ?> job = (Map<?, ?>) one;
            SimulatedServer server = SimulatedServer.withSharedStorage((String) job.get("server_id"));
            simulator.put(
                    switch (((Number) job.get("status")).intValue()) {
                        case 1 -> server.endlessJobs();
                        case -1 -> server.failingJobs((String) job.get("error_code"), (String) job.get("error_msg"));
                        case 2 -> server;
                        default -> server.oddJobs(((Number) job.get("status")).intValue());
                    });
            ids.addAll(List.of((String) job.get("request_id"), (String) job.get("job_id")));
            push(server.id());
        }
    }

    private void push(String serverId) throws IOException, InterruptedException {
        String path = "/v1/" + simulator.projectId() + "/cloud-phone/phones/share-files";
        HttpRequest request = HttpRequest.newBuilder(simulator.endpoint().resolve(path))
                .header("X-Auth-Token", simulator.token())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"bucket_name\":\"bucket-a\",\"object_path\":\"a.tar\",\"server_ids\":[\"" + serverId
                                + "\"]}"))
                .build();
        int status = HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
        if (status != 200) {
            throw new AssertionError("the simulator answers a push with " + status);
        }
    }

    private static byte[] packed() throws IOException {
        Path folder = Files.createTempDirectory("pact");
        Path file = Files.writeString(folder.resolve("a.txt"), "hello");
        Path tar = folder.resolveSibling(folder.getFileName() + ".tar");
        try {
            TarPacker.root("data").pack(folder, tar);
            return Files.readAllBytes(tar);
        } finally {
            Files.deleteIfExists(tar);
            Files.delete(file);
            Files.delete(folder);
        }
    }

    @State(States.SERVERS)
    void servers(Map<String, Object> parameters) {
        for (Object one : (List<?>) parameters.get("servers")) {
            Map<?, ?> told = (Map<?, ?>) one;
            SimulatedServer server = SimulatedServer.withSharedStorage((String) told.get("server_id"))
                    .status(((Number) told.get("status")).intValue())
                    .phoneModel((String) told.get("phone_model_name"));
            simulator.put(
                    told.containsKey("version")
                            ? server.shareVolume(50, ((Number) told.get("version")).intValue())
                            : server.withoutShareVolume());
        }
    }

    @State(States.FAILS)
    void fails(Map<String, Object> parameters) {
        int status = ((Number) parameters.get("status")).intValue();
        boolean coded = parameters.containsKey("error_code");
        Fault fault = coded ? Fault.error(status, text(parameters, "error_code")) : Fault.status(status);
        simulator.faults().next(parameters.containsKey("operation") ? fault.on(text(parameters, "operation")) : fault);
    }

    /** Nothing but a script makes such an answer: this shows that the simulator can give it, and no more. */
    @State(States.ANOTHER_SHAPE)
    void anotherShape() {
        Fault answer = Fault.answer(
                interaction.getResponse().getStatus(),
                "application/json",
                interaction.getResponse().getBody().valueAsString());
        String operation = Contract.published()
                .operationAt(
                        interaction.getRequest().getMethod(),
                        interaction.getRequest().getPath())
                .orElseThrow()
                .id();
        simulator.faults().next(answer.on(operation));
    }

    private static String text(Map<String, Object> parameters, String name) {
        return (String) parameters.get(name);
    }
}
