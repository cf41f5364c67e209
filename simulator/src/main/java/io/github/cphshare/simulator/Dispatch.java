package io.github.cphshare.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cphshare.simulator.SimulatedServer.Reason;
import java.util.Optional;

/** Starts jobs on servers that take them. Thread-safe. */
final class Dispatch {
    private final ErrorCatalog errors;
    private final Servers servers;
    private final Jobs jobs;

    Dispatch(ErrorCatalog errors, Servers servers, Jobs jobs) {
        this.errors = errors;
        this.servers = servers;
        this.jobs = jobs;
    }

    /** The server's entry of an answer: the job that was started, or why none was. */
    ObjectNode start(String serverId, String requestId, Work work) {
        ObjectNode entry = Json.object().put("server_id", serverId);
        Optional<SimulatedServer> server = servers.find(serverId).map(Servers.Known::server);
        Optional<Reason> refusal = server.isEmpty()
                ? Optional.of(Reason.UNKNOWN_SERVER)
                : server.get().refusal();
        if (server.isPresent() && refusal.isEmpty()) {
            return entry.put("job_id", jobs.start(server.get(), requestId, work));
        }
        Reason reason = refusal.orElseThrow();
        return entry.put("error_code", reason.code()).put("error_msg", reason.message(errors));
    }
}
