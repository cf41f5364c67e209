package io.github.cphshare.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cphshare.simulator.Servers.Known;

/** ShowCloudPhoneServerDetail. */
final class ServerHandler implements Handler {
    private final Operation operation;
    private final Access access;
    private final String projectId;
    private final Servers servers;

    ServerHandler(Operation operation, Access access, String projectId, Servers servers) {
        this.operation = operation;
        this.access = access;
        this.projectId = projectId;
        this.servers = servers;
    }

    @Override
    public Answer handle(Request request) throws Refusal {
        access.admit(operation, request, problem -> "CPS.0016");
        Known known = servers.find(request.pathParameters().getOrDefault("server_id", ""))
                .orElseThrow(() -> access.refusal("CPS.0015", "there is no such server"));
        ObjectNode answer = Json.object().put("request_id", request.id());
        answer.setAll(ServersHandler.entry(known, projectId));
        known.server().shareVolume().ifPresent(volume -> answer.putObject("share_volume_info")
                .put("volume_type", "SSD")
                .put("size", volume.sizeGb())
                .put("version", volume.version()));
        return Answer.json(200, answer);
    }
}
