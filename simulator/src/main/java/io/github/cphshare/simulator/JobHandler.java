package io.github.cphshare.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** ShowJob. */
final class JobHandler implements Handler {
    private final Operation operation;
    private final Access access;
    private final Jobs jobs;

    JobHandler(Operation operation, Access access, Jobs jobs) {
        this.operation = operation;
        this.access = access;
        this.jobs = jobs;
    }

    @Override
    public Answer handle(Request request) throws Refusal {
        access.admit(operation, request, problem -> "CPS.0011");
        SimulatedJob job = jobs.find(request.pathParameters().getOrDefault("job_id", ""))
                .orElseThrow(() -> access.refusal("CPS.0011", "there is no such job"));
        return Answer.json(200, answer(request, job));
    }

    /** What is not there is null, as in the documented example. */
    private static ObjectNode answer(Request request, SimulatedJob job) {
        return Json.object()
                .put("request_id", request.id())
                .put("job_id", job.jobId())
                .put("server_id", job.serverId())
                .put("begin_time", Times.text(job.beginTime()))
                .put("end_time", job.endTime().map(Times::text).orElse(null))
                .put("status", job.status())
                .put("error_code", job.errorCode().orElse(null))
                .put("error_msg", job.errorMessage().orElse(null))
                .put("execute_msg", job.executeMessage().orElse(null));
    }
}
