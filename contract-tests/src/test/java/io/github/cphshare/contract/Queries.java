package io.github.cphshare.contract;

import io.github.cphshare.client.CphShareClient;
import io.github.cphshare.client.error.ErrorAnswer;
import io.github.cphshare.generated.api.CommaSeparated;
import io.github.cphshare.generated.api.JobsApi;
import io.github.cphshare.generated.api.ServersApi;
import io.github.cphshare.generated.api.SharedStorageApi;
import io.github.cphshare.generated.model.ListCloudPhoneModelsResponse;
import io.github.cphshare.generated.model.ListCloudPhoneServersResponse;
import io.github.cphshare.generated.model.ListJobsResponse;
import io.github.cphshare.generated.model.ListShareFilesResponse;
import io.github.cphshare.generated.model.ShowCloudPhoneServerDetailResponse;
import io.github.cphshare.generated.model.ShowJobResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Response;

/**
 * The queries, as the client makes them: through the generated interfaces. A method of {@link CphShareClient} that makes
 * one of them itself takes its place here, and nothing else has to change.
 */
final class Queries {
    private final CphShareClient client;
    private final String projectId;

    Queries(CphShareClient client, String projectId) {
        this.client = client;
        this.projectId = projectId;
    }

    ListJobsResponse jobs(
            @Nullable String requestId,
            @Nullable List<String> requestIds,
            @Nullable Integer offset,
            @Nullable Integer limit) {
        CommaSeparated<String> several = requestIds == null ? null : CommaSeparated.of(requestIds);
        return answer(client.generated(JobsApi.class).listJobs(projectId, requestId, several, offset, limit));
    }

    ShowJobResponse job(String jobId) {
        return answer(client.generated(JobsApi.class).showJob(projectId, jobId));
    }

    ListShareFilesResponse files(String path, List<String> serverIds, @Nullable Integer limit) {
        return answer(client.generated(SharedStorageApi.class)
                .listShareFiles(projectId, path, CommaSeparated.of(serverIds), null, limit));
    }

    ListCloudPhoneServersResponse servers(@Nullable Integer offset, @Nullable Integer limit) {
        return answer(client.generated(ServersApi.class)
                .listCloudPhoneServers(projectId, offset, limit, null, null, null, null, null, null, null));
    }

    ShowCloudPhoneServerDetailResponse server(String serverId) {
        return answer(client.generated(ServersApi.class).showCloudPhoneServerDetail(projectId, serverId));
    }

    ListCloudPhoneModelsResponse models(@Nullable Integer offset, @Nullable Integer limit) {
        return answer(client.generated(ServersApi.class).listCloudPhoneModels(projectId, null, offset, limit));
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
