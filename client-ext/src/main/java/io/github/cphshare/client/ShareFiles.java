package io.github.cphshare.client;

import com.squareup.moshi.JsonAdapter;
import io.github.cphshare.client.file.ShareListing;
import io.github.cphshare.client.file.ShareListingException;
import io.github.cphshare.generated.api.CommaSeparated;
import io.github.cphshare.generated.api.SharedStorageApi;
import io.github.cphshare.generated.constraint.ConstraintViolation;
import io.github.cphshare.generated.constraint.SharedStorageApiConstraints;
import io.github.cphshare.generated.model.ListShareFilesResponse;
import io.github.cphshare.generated.model.ServerJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lists shared storage: starts the job that does it, follows it, and reads what it put out. Thread-safe. */
final class ShareFiles {
    private final SharedStorageApi api;
    private final JsonAdapter<ListShareFilesResponse> answers;
    private final Transport transport;
    private final JobSource jobs;
    private final Pace pace;
    private final String project;

    ShareFiles(ServiceCalls calls, JobSource jobs, Pace pace) {
        this.api = calls.api(SharedStorageApi.class);
        this.answers = calls.moshi().adapter(ListShareFilesResponse.class);
        this.transport = calls.transport();
        this.project = calls.project();
        this.jobs = jobs;
        this.pace = pace;
    }

    ShareListing list(String serverId, String path, int offset, Duration deadline) {
        check(serverId, path, offset);
        JobFollowing following = new JobFollowing(deadline, jobs, PollSchedule.DEFAULT, pace.chance());
        ServerAnswer started = transport.send(
                api.listShareFiles(
                        project,
                        path,
                        CommaSeparated.of(List.of(serverId)),
                        offset,
                        SharedStorageApiConstraints.LIST_SHARE_FILES_LIMIT_MAXIMUM),
                answers,
                RequestOptions.none(),
                (response, answer) -> {
                    answer.requireJobsOrId(response.jobs(), response.requestId());
                    return answerOf(serverId, path, response, answer);
                });
        String job = started.jobId();
        if (!started.accepted() || job == null) {
            throw ShareListingException.refused(serverId, path, started.errorCode(), started.errorMessage());
        }
        // By its own id: of all that tells of jobs, only ShowJob is documented to hand out a listing.
        following.follow(null, serverId, job);
        FollowedJob followed = following.jobs().get(0);
        ServerOutcome outcome = new Waiter<>(
                        following,
                        jobs,
                        pace,
                        () -> {},
                        () -> following.outcomeOf(followed),
                        (why, cause) -> ShareListingException.unknown(serverId, path, why + "."))
                .await();
        return switch (outcome.state()) {
            case SUCCEEDED -> ShareListing.parse(serverId, path, offset, followed.output());
            case FAILED, REFUSED ->
                throw ShareListingException.refused(serverId, path, outcome.errorCode(), outcome.errorMessage());
            case RUNNING ->
                throw ShareListingException.unknown(
                        serverId, path, "its job still ran when the waiting ended, after " + deadline);
            case UNKNOWN -> throw ShareListingException.unknown(serverId, path, Objects.requireNonNull(outcome.why()));
        };
    }

    private static void check(String serverId, String path, int offset) {
        List<ConstraintViolation> found = new ArrayList<>();
        found.addAll(SharedStorageApiConstraints.listShareFilesServerIds(List.of(serverId)));
        found.addAll(SharedStorageApiConstraints.listShareFilesPath(path));
        found.addAll(SharedStorageApiConstraints.listShareFilesOffset(offset));
        ServiceJobs.require(found);
    }

    /** What the service said about this server; an answer about another one says nothing. */
    private static ServerAnswer answerOf(String serverId, String path, ListShareFilesResponse response, Answer answer) {
        for (@Nullable ServerJob job : Objects.requireNonNullElse(response.jobs(), List.<@Nullable ServerJob>of())) {
            ServerAnswer told = job == null ? null : ServerAnswer.of(answer.withoutSecrets(job));
            if (told != null && serverId.equals(told.serverId())) {
                return told;
            }
        }
        throw ShareListingException.unknown(serverId, path, "the service said nothing about the server");
    }
}
