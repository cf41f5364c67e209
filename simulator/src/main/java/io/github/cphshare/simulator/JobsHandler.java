package io.github.cphshare.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** ListJobs. */
final class JobsHandler implements Handler {
    private final Operation operation;
    private final Access access;
    private final Jobs jobs;

    JobsHandler(Operation operation, Access access, Jobs jobs) {
        this.operation = operation;
        this.access = access;
        this.jobs = jobs;
    }

    @Override
    public Answer handle(Request request) throws Refusal {
        access.admit(operation, request, JobsHandler::code);
        List<SimulatedJob> found = jobs.of(requestIds(request));
        if (found.isEmpty()) {
            throw access.refusal("CPS.0050", "there is no job of such a request");
        }
        ObjectNode answer = Json.object().put("request_id", request.id());
        ArrayNode page = answer.putArray("jobs");
        Page.of(operation, request).cut(found).forEach(job -> page.add(entry(job)));
        return Answer.json(200, answer);
    }

    private static String code(Problem problem) {
        return switch (problem.field()) {
            case "offset", "limit" -> "CPS.0002";
            case "request_ids" -> problem.keyword().equals("maxItems") ? "CPS.0161" : "CPS.0049";
            default -> "CPS.0049";
        };
    }

    /** Where both are given, the several count. */
    private List<String> requestIds(Request request) throws Refusal {
        Optional<String> several = request.query("request_ids");
        if (several.isPresent()) {
            return List.of(several.get().split(",", -1));
        }
        return List.of(request.query("request_id")
                .orElseThrow(() -> access.refusal("CPS.0049", "neither request_id nor request_ids is given")));
    }

    /** What did not fail has empty texts, as in the documented example. */
    private static ObjectNode entry(SimulatedJob job) {
        ObjectNode entry = Json.object()
                .put("server_id", job.serverId())
                .put("job_id", job.jobId())
                .put("begin_time", Times.text(job.beginTime()));
        job.endTime().ifPresent(end -> entry.put("end_time", Times.text(end)));
        entry.put("status", job.status());
        entry.put("error_code", job.errorCode().orElse(""));
        entry.put("error_msg", job.errorMessage().orElse(""));
        job.executeMessage().ifPresent(message -> entry.put("execute_msg", message));
        return entry;
    }
}
