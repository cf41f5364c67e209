package io.github.cphshare.client;

import com.squareup.moshi.JsonAdapter;
import io.github.cphshare.client.call.Retries;
import io.github.cphshare.client.validation.InvalidRequestException;
import io.github.cphshare.client.validation.Violation;
import io.github.cphshare.generated.api.CommaSeparated;
import io.github.cphshare.generated.api.JobsApi;
import io.github.cphshare.generated.constraint.ConstraintViolation;
import io.github.cphshare.generated.constraint.JobsApiConstraints;
import io.github.cphshare.generated.model.Job;
import io.github.cphshare.generated.model.ListJobsResponse;
import io.github.cphshare.generated.model.ShowJobResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/** Asks the service about jobs: ListJobs for requests, ShowJob for one. Thread-safe. */
final class ServiceJobs implements JobSource {
    /** Whoever follows jobs repeats by itself, with all that it knows. */
    private static final RequestOptions ONCE =
            RequestOptions.builder().retries(Retries.none()).build();

    private final JobsApi api;
    private final JsonAdapter<ListJobsResponse> pages;
    private final JsonAdapter<ShowJobResponse> jobs;
    private final Transport transport;
    private final String project;
    private final Duration usualLimit;

    /** @param usualLimit how long the client lets a call take; zero for as long as it likes */
    ServiceJobs(ServiceCalls calls, Duration usualLimit) {
        this.api = calls.api(JobsApi.class);
        this.pages = calls.moshi().adapter(ListJobsResponse.class);
        this.jobs = calls.moshi().adapter(ShowJobResponse.class);
        this.transport = calls.transport();
        this.project = calls.project();
        this.usualLimit = usualLimit;
    }

    @Override
    public int pageSize() {
        return JobsApiConstraints.LIST_JOBS_LIMIT_MAXIMUM;
    }

    @Override
    public int requestsAtOnce() {
        return JobsApiConstraints.LIST_JOBS_REQUEST_IDS_MAX_ITEMS;
    }

    @Override
    public List<JobState> ask(JobQuery query, @Nullable Duration limit) {
        if (query instanceof JobQuery.OfJob one) {
            return transport.send(job(one), jobs, within(limit), ServiceJobs::told);
        }
        return transport.send(page((JobQuery.OfRequests) query), pages, within(limit), ServiceJobs::told);
    }

    @Override
    public CompletableFuture<List<JobState>> askAsync(JobQuery query, @Nullable Duration limit) {
        if (query instanceof JobQuery.OfJob one) {
            return transport.sendAsync(job(one), jobs, within(limit), ServiceJobs::told);
        }
        return transport.sendAsync(page((JobQuery.OfRequests) query), pages, within(limit), ServiceJobs::told);
    }

    @Override
    public boolean canBeAsked(JobQuery query) {
        return problems(query).isEmpty();
    }

    private static List<ConstraintViolation> problems(JobQuery query) {
        return query instanceof JobQuery.OfJob one
                ? JobsApiConstraints.showJobJobId(one.jobId())
                : JobsApiConstraints.listJobsRequestIds(List.copyOf(((JobQuery.OfRequests) query).requestIds()));
    }

    private Call<ShowJobResponse> job(JobQuery.OfJob query) {
        require(problems(query));
        return api.showJob(project, query.jobId());
    }

    private Call<ListJobsResponse> page(JobQuery.OfRequests query) {
        require(problems(query));
        return api.listJobs(project, null, CommaSeparated.of(query.requestIds()), query.offset(), pageSize());
    }

    private RequestOptions within(@Nullable Duration limit) {
        if (limit == null || (!usualLimit.isZero() && usualLimit.compareTo(limit) <= 0)) {
            return ONCE;
        }
        Duration most = limit.compareTo(Timeouts.LONGEST) < 0 ? limit : Timeouts.LONGEST;
        return RequestOptions.builder()
                .retries(Retries.none())
                .callTimeout(most)
                .build();
    }

    private static List<JobState> told(ListJobsResponse page, Answer answer) {
        answer.requireJobsOrId(page.jobs(), page.requestId());
        List<JobState> told = new ArrayList<>();
        for (@Nullable Job job : Objects.requireNonNullElse(page.jobs(), List.<@Nullable Job>of())) {
            // An entry that says nothing still counts: a full page is how one knows that there are more.
            told.add(job == null ? JobState.NOTHING : answer.withoutSecrets(JobState.of(job)));
        }
        return told;
    }

    private static List<JobState> told(ShowJobResponse job, Answer answer) {
        if (job.status() == null) {
            throw answer.malformed("it has no status.");
        }
        return List.of(answer.withoutSecrets(JobState.of(job)));
    }

    static void requireRequestIds(Collection<String> requestIds) {
        List<ConstraintViolation> found = new ArrayList<>();
        if (requestIds.isEmpty()) {
            found.addAll(JobsApiConstraints.listJobsRequestIds(List.of()));
        }
        requestIds.forEach(id -> found.addAll(JobsApiConstraints.listJobsRequestIds(List.of(id))));
        require(found);
    }

    static void require(List<ConstraintViolation> found) {
        if (!found.isEmpty()) {
            throw new InvalidRequestException(found.stream()
                    .map(v -> Violation.of(v.field(), v.rule(), v.message(), v.rejectedValue(), v.source()))
                    .toList());
        }
    }
}
