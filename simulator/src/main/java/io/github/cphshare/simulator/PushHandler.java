package io.github.cphshare.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cphshare.simulator.Buckets.StoredObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** PushShareFiles. */
final class PushHandler implements Handler {
    private final Operation operation;
    private final ErrorCatalog errors;
    private final Access access;
    private final Buckets buckets;
    private final Dispatch dispatch;

    PushHandler(Operation operation, ErrorCatalog errors, Access access, Buckets buckets, Dispatch dispatch) {
        this.operation = operation;
        this.errors = errors;
        this.access = access;
        this.buckets = buckets;
        this.dispatch = dispatch;
    }

    @Override
    public Answer handle(Request request) throws Refusal {
        access.admit(operation, request, problem -> "CPS.0046");
        JsonNode body = checkedBody(request);
        Work unpacking = new Unpacking(archive(body), errors);
        ObjectNode answer = Json.object().put("request_id", request.id());
        ArrayNode jobs = answer.putArray("jobs");
        for (JsonNode serverId : body.path("server_ids")) {
            jobs.add(dispatch.start(serverId.asText(), request.id(), unpacking));
        }
        return Answer.json(200, answer);
    }

    private JsonNode checkedBody(Request request) throws Refusal {
        JsonNode body;
        try {
            body = operation.readBody(request);
        } catch (Operation.UnreadableBody e) {
            throw Refusal.of(errors, "APIGW.0201", List.of(e.problem()));
        }
        List<Problem> problems = operation.bodyProblems(body);
        if (!problems.isEmpty()) {
            throw bodyRefusal(body, problems);
        }
        return body;
    }

    /** One code fits into an answer: the first that applies. All problems are in the journal. */
    private Refusal bodyRefusal(JsonNode body, List<Problem> problems) {
        Predicate<String> wrong = name -> problems.stream().anyMatch(problem -> problem.concerns(name));
        if (wrong.test("file_paths")) {
            return Refusal.of(errors, "CPS.0155", problems);
        }
        if (wrong.test("bucket_name")) {
            return Refusal.of(errors, "CPS.0134", problems);
        }
        if (wrong.test("object_path")) {
            return Refusal.of(errors, "CPS.0135", problems);
        }
        if (wrong.test("server_ids")) {
            JsonNode servers = body.path("server_ids");
            boolean none = servers.isMissingNode() || (servers.isArray() && servers.isEmpty());
            return Refusal.of(errors, none ? "CPS.0095" : "CPS.0094", problems);
        }
        return Refusal.of(errors, "APIGW.0201", problems);
    }

    private Archive archive(JsonNode body) throws Refusal {
        String bucket = body.path("bucket_name").asText();
        String key = body.path("object_path").asText();
        Optional<StoredObject> object = buckets.find(bucket, key);
        if (object.isEmpty()) {
            throw access.refusal("CPS.0104", buckets.exists(bucket) ? "no such object" : "no such bucket");
        }
        return object.get().archive();
    }
}
