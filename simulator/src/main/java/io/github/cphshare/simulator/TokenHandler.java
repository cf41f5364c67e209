package io.github.cphshare.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The IAM token by name and password. IAM has an error shape of its own. */
final class TokenHandler implements Handler {
    /** The form of the contract's example: microseconds, whether they are zero or not. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final Operation operation;
    private final Tokens tokens;
    private final Project project;
    private final Map<User, String> passwords;

    TokenHandler(Operation operation, Tokens tokens, Project project, Map<User, String> passwords) {
        this.operation = operation;
        this.tokens = tokens;
        this.project = project;
        this.passwords = Map.copyOf(passwords);
    }

    @Override
    public Answer handle(Request request) {
        List<Problem> problems = new ArrayList<>(operation.parameterProblems(request));
        JsonNode auth;
        try {
            JsonNode body = operation.readBody(request);
            problems.addAll(operation.bodyProblems(body));
            auth = body.path("auth");
        } catch (Operation.UnreadableBody e) {
            problems.add(e.problem());
            return invalid(problems);
        }
        if (!problems.isEmpty()) {
            return invalid(problems);
        }
        if (!knows(auth.path("identity"))) {
            return operation
                    .example(401)
                    .map(body -> Answer.json(401, body))
                    .orElseThrow()
                    .because(List.of("account, user or password is wrong"));
        }
        JsonNode scope = auth.path("scope").path("project");
        if (!scope.isMissingNode() && !project.is(scope)) {
            return failure(404, "Not Found", "The project does not exist.");
        }
        return issued(tokens.issue(!scope.isMissingNode()));
    }

    private boolean knows(JsonNode identity) {
        JsonNode user = identity.path("password").path("user");
        String password = passwords.get(new User(
                user.path("domain").path("name").asText(), user.path("name").asText()));
        return password != null && password.equals(user.path("password").asText());
    }

    private Answer issued(Tokens.Issued issued) {
        ObjectNode body = Json.object();
        ObjectNode token = body.putObject("token");
        token.put("expires_at", time(issued.grant().expiresAt()));
        token.put("issued_at", time(issued.grant().issuedAt()));
        token.putArray("methods").add("password");
        if (issued.grant().scopedToProject()) {
            token.putObject("project").put("id", project.id()).put("name", project.name());
        }
        return Answer.json(201, body).with("X-Subject-Token", issued.token());
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }

    static Answer invalid(List<Problem> problems) {
        List<String> said = problems.stream().map(Problem::toString).toList();
        return failure(400, "Bad Request", "The request is invalid: " + String.join("; ", said))
                .because(said);
    }

    static Answer failure(int status, String title, String message) {
        ObjectNode body = Json.object();
        body.putObject("error").put("code", status).put("message", message).put("title", title);
        return Answer.json(status, body).because(List.of(message));
    }

    record User(String account, String name) {}

    record Project(String id, String name) {
        /** By its id where the scope gives one, else by its name. */
        boolean is(JsonNode scope) {
            return scope.has("id")
                    ? id.equals(scope.path("id").asText())
                    : name.equals(scope.path("name").asText());
        }
    }
}
