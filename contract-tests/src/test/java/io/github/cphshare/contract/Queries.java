package io.github.cphshare.contract;

import io.github.cphshare.client.CphShareClient;
import io.github.cphshare.client.error.ErrorAnswer;
import io.github.cphshare.generated.api.CommaSeparated;
import io.github.cphshare.generated.api.JobsApi;
import io.github.cphshare.generated.model.ListJobsResponse;
import io.github.cphshare.generated.model.ShowJobResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import retrofit2.Call;
import retrofit2.Response;

/**
 * Queries about jobs, for what no method of {@link CphShareClient} shows: the answer itself. Whoever waits for jobs hears
 * what became of servers, not in which words it was told; and it outlasts a failure where it can. Everything else is asked
 * through the client's own methods; those that wait are pinned beside these, with the same query.
 */
final class Queries {
    private final CphShareClient client;
    private final String projectId;

    Queries(CphShareClient client, String projectId) {
        this.client = client;
        this.projectId = projectId;
    }

    ListJobsResponse jobs(String requestId, int offset, int limit) {
        return answer(client.generated(JobsApi.class)
                .listJobs(projectId, null, CommaSeparated.of(List.of(requestId)), offset, limit));
    }

    ShowJobResponse job(String jobId) {
        return answer(client.generated(JobsApi.class).showJob(projectId, jobId));
    }

    private static <T> T answer(Call<T> call) {
        try {
            Response<T> response = call.execute();
            if (response.isSuccessful()) {
                return Objects.requireNonNull(response.body());
            }
            String body = Objects.requireNonNull(response.errorBody()).string();
            throw ErrorAnswer.of(response.code(), response.headers(), body, UnaryOperator.identity())
                    .toException();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
