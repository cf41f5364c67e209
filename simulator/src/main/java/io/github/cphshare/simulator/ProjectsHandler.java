package io.github.cphshare.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The projects of IAM, of which there is one here. Refusals are in IAM's shape. */
final class ProjectsHandler implements Handler {
    private final Operation operation;
    private final Access access;
    private final TokenHandler.Project project;

    ProjectsHandler(Operation operation, Access access, TokenHandler.Project project) {
        this.operation = operation;
        this.access = access;
        this.project = project;
    }

    @Override
    public Answer handle(Request request) {
        List<Problem> problems = operation.parameterProblems(request);
        if (!problems.isEmpty()) {
            return TokenHandler.invalid(problems);
        }
        if (!access.knows(request)) {
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
}
