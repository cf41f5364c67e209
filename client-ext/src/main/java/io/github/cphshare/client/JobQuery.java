package io.github.cphshare.client;

import java.util.List;

/** One question to the service about jobs. */
sealed interface JobQuery {
    /** A page of the jobs that requests started. */
    record OfRequests(List<String> requestIds, int offset) implements JobQuery {}

    /** One job. */
    record OfJob(String jobId) implements JobQuery {}
}
