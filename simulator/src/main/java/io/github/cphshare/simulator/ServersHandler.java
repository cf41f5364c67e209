package io.github.cphshare.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cphshare.simulator.Servers.Known;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What is told of servers: ListCloudPhoneServers and ShowCloudPhoneServerDetail. */
final class ServersHandler {
    private final Access access;
    private final String projectId;
    private final Servers servers;

    ServersHandler(Access access, String projectId, Servers servers) {
        this.access = access;
        this.projectId = projectId;
        this.servers = servers;
    }

    /** ListCloudPhoneServers. */
    Handler list(Operation operation) {
        return request -> list(operation, request);
    }

    /** ShowCloudPhoneServerDetail. */
    Handler details(Operation operation) {
        return request -> details(operation, request);
    }

    private Answer details(Operation operation, Request request) throws Refusal {
        access.admit(operation, request, problem -> "CPS.0016");
        Known known = servers.find(request.pathParameters().getOrDefault("server_id", ""))
                .orElseThrow(() -> access.refusal("CPS.0015", "there is no such server"));
        ObjectNode answer = Json.object().put("request_id", request.id());
        answer.setAll(entry(known));
        known.server().shareVolume().ifPresent(volume -> answer.putObject("share_volume_info")
                .put("volume_type", "SSD")
                .put("size", volume.sizeGb())
                .put("version", volume.version()));
        return Answer.json(200, answer);
    }

    private Answer list(Operation operation, Request request) throws Refusal {
        access.admit(operation, request, ServersHandler::code);
        Page page = Page.of(operation, request);
        List<Predicate<Known>> filters = filters(request);
        ObjectNode answer = Json.object().put("request_id", request.id());
        List<Known> shown;
        if (filters.isEmpty()) {
            answer.put("count", servers.count());
            shown = servers.page(page.offset(), page.limit());
        } else {
            List<Known> fitting = candidates(request).stream()
                    .filter(known -> filters.stream().allMatch(filter -> filter.test(known)))
                    .toList();
            answer.put("count", fitting.size());
            shown = page.cut(fitting);
        }
        ArrayNode list = answer.putArray("servers");
        shown.forEach(known -> list.add(entry(known)));
        return Answer.json(200, answer);
    }

    private static String code(Problem problem) {
        return switch (problem.field()) {
            case "offset", "limit" -> "CPS.0002";
            case "server_id" -> "CPS.0016";
            case "server_name" -> "CPS.0087";
            case "status" -> "CPS.0010";
            case "network_version" -> "CPS.0240";
            case "phone_model_name" -> "CPS.0028";
            default -> "APIGW.0602";
        };
    }

    private List<Known> candidates(Request request) {
        Optional<String> id = request.query("server_id");
        return id.isPresent() ? servers.find(id.get()).stream().toList() : servers.where(known -> true);
    }

    private static List<Predicate<Known>> filters(Request request) {
        return Stream.of(
                        filter(request, "server_id", (known, id) -> known.server()
                                .id()
                                .equals(id)),
                        filter(request, "server_name", (known, part) -> known.server()
                                .name()
                                .contains(part)),
                        filter(request, "network_version", (known, version) -> SimulatedServer.NETWORK.equals(version)),
                        filter(request, "phone_model_name", (known, name) -> known.server()
                                .phoneModel()
                                .equals(name)),
                        filter(
                                request,
                                "status",
                                (known, status) -> known.server().status() == Integer.parseInt(status)),
                        filter(
                                request,
                                "create_since",
                                (known, time) -> known.created().toEpochMilli() >= Long.parseLong(time)),
                        filter(
                                request,
                                "create_until",
                                (known, time) -> known.created().toEpochMilli() < Long.parseLong(time)))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Predicate<Known>> filter(Request request, String parameter, Fits fits) {
        return request.query(parameter).map(value -> known -> fits.test(known, value));
    }

    /** What the list and the details have in common. */
    private ObjectNode entry(Known known) {
        SimulatedServer server = known.server();
        return Json.object()
                .put("server_name", server.name())
                .put("server_id", server.id())
                .put("server_model_name", SimulatedServer.SERVER_MODEL)
                .put("phone_model_name", server.phoneModel())
                .put("availability_zone", "az-1")
                .put("status", server.status())
                .put("network_version", SimulatedServer.NETWORK)
                .put("enterprise_project_id", "0")
                .put(
                        "resource_project_id",
                        new StringBuilder(projectId).reverse().toString())
                .put("create_time", Times.text(known.created()))
                .put("update_time", Times.text(known.updated()));
    }

    /** Whether a server is what a parameter asks for. */
    private interface Fits {
        boolean test(Known known, String value);
    }
}
