package io.github.cphshare.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** ListCloudPhoneModels: the models of the contract's example, and those that the set-up adds. */
final class ModelsHandler implements Handler {
    private final Operation operation;
    private final Access access;
    private final List<JsonNode> models;

    /** Takes the further models as name and {@code extend_spec}; one with the name of an example takes its place. */
    ModelsHandler(Operation operation, Access access, Map<String, String> further) {
        this.operation = operation;
        this.access = access;
        Map<String, JsonNode> byName = new LinkedHashMap<>();
        operation
                .example(200)
                .orElseThrow()
                .path("phone_models")
                .forEach(model -> byName.put(model.path("phone_model_name").asText(), model));
        further.forEach((name, extendSpec) -> byName.put(
                name,
                Json.object()
                        .put("phone_model_name", name)
                        .put("server_model_name", SimulatedServer.SERVER_MODEL)
                        .put("status", 1)
                        .put("extend_spec", extendSpec)));
        models = List.copyOf(byName.values());
    }

    @Override
    public Answer handle(Request request) throws Refusal {
        access.admit(operation, request, problem -> problem.concerns("status") ? "CPS.0010" : "CPS.0002");
        Optional<Integer> status = request.query("status").map(Integer::parseInt);
        List<JsonNode> fitting = new ArrayList<>();
        for (JsonNode model : models) {
            if (status.isEmpty() || model.path("status").asInt() == status.get()) {
                fitting.add(model);
            }
        }
        ObjectNode answer = Json.object().put("request_id", request.id());
        ArrayNode page = answer.putArray("phone_models");
        Page.of(operation, request).cut(fitting).forEach(page::add);
        return Answer.json(200, answer);
    }
}
