package io.github.cphshare.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cphshare.simulator.Buckets.StoredObject;
import io.github.cphshare.simulator.SimulatedServer.Reason;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** PushShareFiles. */
final class PushHandler implements Handler {
    private final Operation operation;
    private final ErrorCatalog errors;
    private final Clock clock;
    private final String projectId;
    private final Tokens tokens;
    private final Signatures signatures;
    private final Buckets buckets;
    private final Servers servers;

    PushHandler(
            Operation operation,
            ErrorCatalog errors,
            Clock clock,
            String projectId,
            Tokens tokens,
            Signatures signatures,
            Buckets buckets,
            Servers servers) {
        this.operation = operation;
        this.errors = errors;
        this.clock = clock;
        this.projectId = projectId;
        this.tokens = tokens;
        this.signatures = signatures;
        this.buckets = buckets;
        this.servers = servers;
    }

    @Override
    public Answer handle(Request request) throws Refusal {
        boolean scopedToProject = authenticate(request);
        checkProject(request, scopedToProject);
        JsonNode body = checkedBody(request);
        byte[] tar = archive(body);
        ObjectNode answer = Json.object().put("request_id", request.id());
        ArrayNode jobs = answer.putArray("jobs");
        for (JsonNode serverId : body.path("server_ids")) {
            jobs.add(push(serverId.asText(), request.id(), tar));
        }
        return Answer.json(200, answer);
    }

    /** Whether the credentials, which are good, are good for the project. */
    private boolean authenticate(Request request) throws Refusal {
        Optional<String> token = request.header("X-Auth-Token");
        if (token.isEmpty()) {
            return authenticateBySignature(request);
        }
        Optional<Tokens.Grant> grant = tokens.find(token.get());
        if (grant.isEmpty()) {
            throw refusal("APIGW.0301", "the X-Auth-Token is not one that was issued here");
        }
        if (grant.get().expired(clock.instant())) {
            throw refusal("APIGW.0307", "the X-Auth-Token has expired");
        }
        return grant.get().scopedToProject();
    }

    private boolean authenticateBySignature(Request request) throws Refusal {
        if (request.header("Authorization").isEmpty()) {
            throw refusal("APIGW.0301", "there is neither X-Auth-Token nor Authorization");
        }
        Optional<String> why = signatures.refusal(request);
        if (why.isPresent()) {
            // The journal repeats no value; the answer does, as that of the real gateway.
            Problem problem = new Problem("header", "Authorization", "signature", "is not accepted");
            throw Refusal.explained(errors, "APIGW.0301", why.get(), List.of(problem));
        }
        return request.header("X-Project-Id").map(projectId::equals).orElse(true);
    }

    private void checkProject(Request request, boolean scopedToProject) throws Refusal {
        List<Problem> problems = operation.parameterProblems(request);
        if (!problems.isEmpty()) {
            throw Refusal.of(errors, "CPS.0046", problems);
        }
        if (!projectId.equals(request.pathParameters().get("project_id"))) {
            throw refusal("CPS.0046", "the project is not one of this endpoint");
        }
        if (!scopedToProject) {
            throw refusal("CPS.0001", "the credentials are not scoped to the project");
        }
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

    private byte[] archive(JsonNode body) throws Refusal {
        String bucket = body.path("bucket_name").asText();
        String key = body.path("object_path").asText();
        Optional<StoredObject> object = buckets.find(bucket, key);
        if (object.isEmpty()) {
            throw refusal("CPS.0104", buckets.exists(bucket) ? "no such object" : "no such bucket");
        }
        return object.get().content();
    }

    private ObjectNode push(String serverId, String requestId, byte[] tar) {
        ObjectNode job = Json.object().put("server_id", serverId);
        Optional<SimulatedServer> server = servers.find(serverId);
        Optional<Reason> refusal = server.isEmpty()
                ? Optional.of(Reason.UNKNOWN_SERVER)
                : server.get().refusal();
        if (server.isPresent() && refusal.isEmpty()) {
            return job.put("job_id", servers.startJob(server.get(), requestId, tar));
        }
        Reason reason = refusal.orElseThrow();
        return job.put("error_code", reason.code()).put("error_msg", reason.message(errors));
    }

    private Refusal refusal(String code, String why) {
        return Refusal.of(errors, code, List.of(new Problem("request", "", "", why)));
    }
}
