package io.github.cphshare.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** ListShareFiles: starts a job on each server that lists a directory. */
final class FilesHandler implements Handler {
    private final Operation operation;
    private final ErrorCatalog errors;
    private final Access access;
    private final Dispatch dispatch;

    FilesHandler(Operation operation, ErrorCatalog errors, Access access, Dispatch dispatch) {
        this.operation = operation;
        this.errors = errors;
        this.access = access;
        this.dispatch = dispatch;
    }

    @Override
    public Answer handle(Request request) throws Refusal {
        access.admit(operation, request, FilesHandler::code);
        Page page = Page.of(operation, request);
        Work listing = new Listing(request.query("path").orElseThrow(), page.offset(), page.limit(), errors);
        ObjectNode answer = Json.object().put("request_id", request.id());
        ArrayNode jobs = answer.putArray("jobs");
        for (String serverId : request.query("server_ids").orElseThrow().split(",", -1)) {
            jobs.add(dispatch.start(serverId, request.id(), listing));
        }
        return Answer.json(200, answer);
    }

    private static String code(Problem problem) {
        return switch (problem.field()) {
            case "path" -> "CPS.0199";
            case "server_ids" -> problem.keyword().equals("required") ? "CPS.0095" : "CPS.0094";
            default -> "CPS.0002";
        };
    }
}
