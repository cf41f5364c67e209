package io.github.cphshare.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The projects of IAM, of which there is one here. Refusals are in IAM's shape. */
final class ProjectsHandler implements Handler {
    private final Operation operation;
    private final Clock clock;
    private final Tokens tokens;
    private final Signatures signatures;
    private final TokenHandler.Project project;

    ProjectsHandler(
            Operation operation, Clock clock, Tokens tokens, Signatures signatures, TokenHandler.Project project) {
        this.operation = operation;
        this.clock = clock;
        this.tokens = tokens;
        this.signatures = signatures;
        this.project = project;
    }

    @Override
    public Answer handle(Request request) {
        List<Problem> problems = operation.parameterProblems(request);
        if (!problems.isEmpty()) {
            return TokenHandler.invalid(problems);
        }
        if (!knows(request)) {
            return TokenHandler.failure(401, "Unauthorized", "The request you have made requires authentication.");
        }
        String name = request.queryParameters().get("name");
        ObjectNode body = Json.object();
        ArrayNode projects = body.putArray("projects");
        if (name == null || name.equals(project.name())) {
            projects.addObject()
                    .put("id", project.id())
                    .put("name", project.name())
                    .put("enabled", true);
        }
        return Answer.json(200, body);
    }

    /** A token of any scope will do. */
    private boolean knows(Request request) {
        Optional<String> token = request.header("X-Auth-Token");
        if (token.isPresent()) {
            return tokens.find(token.get())
                    .filter(grant -> !grant.expired(clock.instant()))
                    .isPresent();
        }
        return request.header("Authorization").isPresent()
                && signatures.refusal(request).isEmpty();
    }
}
