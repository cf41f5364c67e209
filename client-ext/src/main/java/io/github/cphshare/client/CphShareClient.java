package io.github.cphshare.client;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.github.cphshare.client.auth.CredentialsException;
import io.github.cphshare.client.auth.CredentialsProvider;
import io.github.cphshare.client.call.CallListener;
import io.github.cphshare.client.call.Retries;
import io.github.cphshare.client.error.ClientClosedException;
import io.github.cphshare.client.error.MalformedResponseException;
import io.github.cphshare.client.error.ServiceException;
import io.github.cphshare.client.error.TransportException;
import io.github.cphshare.client.file.ShareListing;
import io.github.cphshare.client.file.ShareListingException;
import io.github.cphshare.client.internal.IamConnections;
import io.github.cphshare.client.internal.IamEndpoints;
import io.github.cphshare.client.internal.JsonConverterFactory;
import io.github.cphshare.client.server.PhoneModel;
import io.github.cphshare.client.server.PreflightReport;
import io.github.cphshare.client.server.Server;
import io.github.cphshare.client.server.ServerDirectory;
import io.github.cphshare.client.validation.InvalidRequestException;
import io.github.cphshare.client.validation.PushRules;
import io.github.cphshare.client.validation.Violation;
import io.github.cphshare.generated.ServiceEndpoints;
import io.github.cphshare.generated.api.SharedStorageApi;
import io.github.cphshare.generated.json.GeneratedJsonAdapterFactory;
import io.github.cphshare.generated.model.PushShareFilesRequestBody;
import io.github.cphshare.generated.model.PushShareFilesResponse;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;

/**
 * Pushes files to the shared storage of cloud phone servers.
 *
 * <p>Immutable and thread-safe: make one for a project and share it. A push has no idempotency key, so it is sent again
 * only when the one before was certainly not acted on: no connection, a refusal of the gateway that waiting can mend
 * ({@link Retries#safe()}, unless set otherwise), or a token that was not accepted (401, APIGW.0301 or APIGW.0307) where
 * the provider has another; that once. {@link io.github.cphshare.client.error.CphShareException#delivery()} of a failure
 * says whether it may have reached the service. Redirects are not followed, and credentials go to no host but the
 * endpoint and IAM.
 *
 * <p>{@link io.github.cphshare.client.fleet.FleetPusher} pushes to any number of servers by way of a client, and can go on
 * after a crash.
 *
 * <p>An access key that was refused three times in a row is not used for five minutes, since the gateway would lock it:
 * calls fail with a {@link CredentialsException}, and nothing is sent.
 */
public final class CphShareClient implements AutoCloseable {
    /** As the documents have it, without a charset: JSON is UTF-8. */
    private static final MediaType JSON = MediaType.get("application/json");

    private static final Duration LISTING = Duration.ofMinutes(2);
    private static final AwaitListener NOBODY = progress -> {};

    private final HttpStack http;
    private final Transport transport;
    private final ServiceCalls calls;
    private final Endpoint endpoint;
    private final @Nullable String projectId;
    private final PushRequests pushRequests;
    private final JsonAdapter<PushShareFilesResponse> pushResponses;
    private final Pace pace;
    private final AuthenticationInterceptor authentication;

    private CphShareClient(
            Endpoint endpoint,
            @Nullable String projectId,
            HttpStack http,
            Transport transport,
            Pace pace,
            AuthenticationInterceptor authentication) {
        this.endpoint = endpoint;
        this.projectId = projectId;
        this.http = http;
        this.transport = transport;
        Moshi moshi = new Moshi.Builder().add(new GeneratedJsonAdapterFactory()).build();
        Retrofit retrofit = new Retrofit.Builder()
                .baseUrl(endpoint.url())
                .client(http.client())
                .addConverterFactory(new JsonConverterFactory(moshi, JSON))
                .build();
        this.calls =
                new ServiceCalls(retrofit, moshi, transport, projectId != null ? projectId : ProjectPlaceholder.VALUE);
        this.pushRequests = new PushRequests(
                calls.api(SharedStorageApi.class), calls.project(), moshi.adapter(PushShareFilesRequestBody.class));
        this.pushResponses = moshi.adapter(PushShareFilesResponse.class);
        this.pace = pace;
        this.authentication = authentication;
    }

    /**
     * Begins a client.
     *
     * @return an empty builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Pushes an archive and waits for the service's answer, not for the jobs that it starts.
     *
     * @param request the archive and the servers
     * @return what was answered, server by server; look at it, since a success may hold refusals
     * @throws CredentialsException if there are no credentials; nothing was sent
     * @throws ClientClosedException if the client was closed before; nothing was sent
     * @throws TransportException if the network failed
     * @throws ServiceException if the service refused the request as a whole, or failed
     * @throws MalformedResponseException if the answer is a 2xx, but not the documented one
     */
    public PushReceipt push(PushRequest request) {
        return push(request, RequestOptions.none());
    }

    /**
     * Like {@link #push(PushRequest)}, with time-outs, repetition and headers for this call.
     *
     * @param request the archive and the servers
     * @param options what is different for this call
     * @return what was answered, server by server
     */
    public PushReceipt push(PushRequest request, RequestOptions options) {
        return transport.send(
                pushRequests.of(request),
                pushResponses,
                options,
                (response, answer) -> receipt(request, response, answer));
    }

    /**
     * Like {@link #push(PushRequest)}, without waiting and without a thread that waits between attempts.
     *
     * <p>What depends on the future, and does not say where it runs, runs where the answer was taken in, and holds one of the
     * places for calls at once until it is over: 64, or those of the caller's own client. There it must not wait for another
     * call; chain that ({@code thenCompose}), or give it a thread of its own ({@code thenApplyAsync}).
     *
     * @param request the archive and the servers
     * @return completed with what was answered, or with one of the failures of {@link #push(PushRequest)}; cancelling
     *     it, or another end such as a time-out of its own, ends the call, which may have reached the service by then, and
     *     all further attempts
     */
    public CompletableFuture<PushReceipt> pushAsync(PushRequest request) {
        return pushAsync(request, RequestOptions.none());
    }

    /**
     * Like {@link #pushAsync(PushRequest)}, with time-outs, repetition and headers for this call.
     *
     * @param request the archive and the servers
     * @param options what is different for this call
     * @return completed with what was answered, or with a failure
     */
    public CompletableFuture<PushReceipt> pushAsync(PushRequest request, RequestOptions options) {
        return transport.sendAsync(
                pushRequests.of(request),
                pushResponses,
                options,
                (response, answer) -> receipt(request, response, answer));
    }

    // What is not needed for a push is made when it is asked for: it costs little, but the first of it costs
    // milliseconds.

    private JobSource jobs() {
        return new ServiceJobs(calls, Duration.ofMillis(http.client().callTimeoutMillis()));
    }

    private ServerDirectory directory() {
        return new ServerDirectory(calls);
    }

    /**
     * Waits until the jobs of a push have ended, or until a deadline.
     *
     * <p>Asks for the jobs in intervals that grow from a second to 20, by chance, and longer where the service asks for
     * it ({@code Retry-After}). Throttling, network failures and answers of a service that is not there are waited out.
     * A job that the service does not know right after the push may come yet; one that it does not know a minute later
     * is unknown, never a success.
     *
     * <p>At the deadline the outcome says what is known by then, with the other servers as running or unknown; {@link
     * PushOutcome#requireAllSucceeded()} insists on more. Whatever ends the waiting, the jobs go on, and can be waited for
     * again with the same receipt, also by another process ({@link PushReceipt#builder()}).
     *
     * @param receipt what was answered to the push
     * @param deadline how long to wait, by a clock that changes of the system's time do not move; zero looks once
     * @return what became of the push on each server
     * @throws AwaitTimeoutException if the thread is interrupted, which stays to be seen, or the client is closed; it
     *     holds the outcome so far
     * @throws CredentialsException if there are no credentials
     * @throws ServiceException if the service refuses to tell of the jobs, and waiting does not help
     */
    public PushOutcome await(PushReceipt receipt, Duration deadline) {
        return await(receipt, deadline, NOBODY);
    }

    /**
     * Like {@link #await(PushReceipt, Duration)}, and tells how far it is.
     *
     * @param receipt what was answered to the push
     * @param deadline how long to wait; zero looks once
     * @param listener is called after each answer
     * @return what became of the push on each server
     */
    public PushOutcome await(PushReceipt receipt, Duration deadline, AwaitListener listener) {
        return waiter(List.of(receipt), deadline, listener).await();
    }

    /**
     * Like {@link #await(PushReceipt, Duration)}, without a thread that waits.
     *
     * @param receipt what was answered to the push
     * @param deadline how long to wait; zero looks once
     * @return completed with what became of the push, or with one of the failures of {@link #await(PushReceipt,
     *     Duration)}; cancelling it stops the asking, and changes nothing about the jobs
     */
    public CompletableFuture<PushOutcome> awaitAsync(PushReceipt receipt, Duration deadline) {
        return awaitAsync(receipt, deadline, NOBODY);
    }

    /**
     * Like {@link #awaitAsync(PushReceipt, Duration)}, and tells how far it is.
     *
     * @param receipt what was answered to the push
     * @param deadline how long to wait; zero looks once
     * @param listener is called after each answer
     * @return completed with what became of the push, or with a failure
     */
    public CompletableFuture<PushOutcome> awaitAsync(PushReceipt receipt, Duration deadline, AwaitListener listener) {
        return waiter(List.of(receipt), deadline, listener).awaitAsync();
    }

    /**
     * Waits until the jobs of pushes have ended of which only the request ids are known: all jobs that the service tells
     * of count, on whichever servers. Prefer {@link #await(PushReceipt, Duration)}, which knows which jobs there have to
     * be.
     *
     * @param requestIds ids of requests, as {@link PushReceipt#requestId()} had them; at least one
     * @param deadline how long to wait; zero looks once
     * @param listener is called after each answer
     * @return what became of the pushes on each server that has a job; {@link PushOutcome#unknownRequests()} are those
     *     that have none
     * @throws InvalidRequestException with everything that is wrong with the ids; nothing was sent
     */
    public PushOutcome awaitRequests(Collection<String> requestIds, Duration deadline, AwaitListener listener) {
        ServiceJobs.requireRequestIds(requestIds);
        JobFollowing following = following(deadline);
        return waiter(PushFollowing.ofRequests(requestIds, following), listener).await();
    }

    /**
     * Like {@link #await(PushReceipt, Duration, AwaitListener)}, for several pushes at once: their jobs are asked for
     * together.
     *
     * @param receipts what was answered to the pushes; a server is in one of them only
     * @param deadline how long to wait; zero looks once
     * @param listener is called after each answer
     * @return what became of the pushes on each server
     */
    public PushOutcome awaitAll(Collection<PushReceipt> receipts, Duration deadline, AwaitListener listener) {
        return waiter(receipts, deadline, listener).await();
    }

    /** The waiting for several pushes at once. */
    Waiter<PushOutcome> waiter(Collection<PushReceipt> receipts, Duration deadline, AwaitListener listener) {
        return waiter(PushFollowing.of(receipts, following(deadline)), listener);
    }

    private JobFollowing following(Duration deadline) {
        return new JobFollowing(deadline, jobs(), PollSchedule.DEFAULT, pace.chance());
    }

    private Waiter<PushOutcome> waiter(PushFollowing following, AwaitListener listener) {
        return new Waiter<>(
                following.jobs(),
                jobs(),
                pace,
                () -> following.tell(listener),
                following::outcome,
                (why, cause) -> new AwaitTimeoutException(following.outcome(), why, cause));
    }

    private static PushReceipt receipt(PushRequest request, PushShareFilesResponse response, Answer answer) {
        answer.requireJobsOrId(response.jobs(), response.requestId());
        return PushReceipt.of(request, response, answer);
    }

    /**
     * The cloud phone servers of the project.
     *
     * @return the servers, the newest first. A page of 100 is asked for only when it is needed, and so are the phone models
     *     that tell of shared storage; the failures of a call come out of whatever takes the servers from the stream. One
     *     that is made or deleted meanwhile may be missing
     */
    public Stream<Server> servers() {
        return directory().servers();
    }

    /**
     * Like {@link #servers()}, with the details of those of which a list cannot tell whether they have shared storage.
     *
     * @return the servers, without those that are deleted meanwhile; each is asked for only when it is needed, by a call of
     *     its own
     */
    public Stream<Server> serversInDetail() {
        return directory().serversInDetail();
    }

    /**
     * One cloud phone server, with what only its details say.
     *
     * @param id the id of a server
     * @return the server
     * @throws io.github.cphshare.client.error.NotFoundException if there is none in the project
     * @throws InvalidRequestException if it is not an id that can be asked for
     */
    public Server server(String id) {
        return directory().server(id);
    }

    /**
     * The models of cloud phones.
     *
     * @return the models; a page of 100 is asked for only when it is needed
     */
    public Stream<PhoneModel> phoneModels() {
        return directory().phoneModels();
    }

    /**
     * Looks before a push whether it can work: whether the servers exist, are in a state that can be pushed to, and have
     * shared storage. What it finds is told, not thrown; only calls that fail are.
     *
     * <p>It lists servers by the hundred, or looks at them one by one, whichever takes fewer calls. What it says is true
     * for this moment, and a push may be refused all the same. Who may not list phone models is told all the rest: a finding
     * says of which servers the shared storage is then not known.
     *
     * @param request what would be pushed, and where
     * @return what speaks against it
     */
    public PreflightReport preflight(PushRequest request) {
        return directory().preflight(request.serverIds());
    }

    /**
     * Lists a directory in the shared storage of a server, and waits for it for up to two minutes.
     *
     * @param serverId the id of a server
     * @param path the directory, by an absolute path such as {@code /data/app}
     * @return the first entries, 50 at most and as many as fit into the 1024 bytes of the service; see {@link
     *     ShareListing#nextOffset()}
     * @throws ShareListingException if the server was refused, or its job failed, did not end or put out no listing
     * @throws InvalidRequestException with everything that is wrong with the id and the path; nothing was sent
     */
    public ShareListing listShareFiles(String serverId, String path) {
        return listShareFiles(serverId, path, 0, LISTING);
    }

    /**
     * Like {@link #listShareFiles(String, String)}, from an entry on.
     *
     * @param serverId the id of a server
     * @param path the directory, by an absolute path
     * @param offset how many entries to leave out from the front
     * @param deadline how long to wait for the job that lists
     * @return the entries
     */
    public ShareListing listShareFiles(String serverId, String path, int offset, Duration deadline) {
        return new ShareFiles(calls, jobs(), pace).list(serverId, path, offset, deadline);
    }

    /**
     * A generated interface, for what this class does not offer. Its calls are authenticated, and go out once, or
     * twice where a token was not accepted and the provider has another; all other repetition, validation, receipts and
     * our failures are left to the caller ({@link io.github.cphshare.client.error.ErrorAnswer} helps with error bodies).
     * Generated types may change with each version of the contract.
     *
     * @param <T> the interface
     * @param api one of {@code io.github.cphshare.generated.api}
     * @return an implementation, thread-safe
     */
    public <T> T generated(Class<T> api) {
        return calls.retrofit().newBuilder().client(http.forOthers()).build().create(api);
    }

    /**
     * Where the client sends its requests.
     *
     * @return the address of the service, with a slash at its end
     */
    public URI endpoint() {
        return endpoint.url().uri();
    }

    /**
     * The project that the client was made for.
     *
     * @return its id, or {@code null} where the credentials name it
     */
    public @Nullable String projectId() {
        return projectId;
    }

    /**
     * Finds out which project calls go to: the client's, or the one that the credentials name. For that the credentials are
     * asked for now, which may be a login, and IAM where it knows the project of the region; the service is not asked.
     *
     * @return its id; a later call goes to another one where the credentials then name another one
     * @throws CredentialsException if there are no credentials, or nobody names a project
     */
    public String resolveProjectId() {
        return authentication.projectId();
    }

    /**
     * Lets go of threads and connections. An attempt that is under way goes on to its end; no further one begins: calls
     * that wait for their next attempt end with the failure of the last one, and new calls with a {@link
     * ClientClosedException}. An {@link OkHttpClient} that was given to the builder is left alone.
     */
    @Override
    public void close() {
        transport.close();
        http.close();
    }

    @Override
    public String toString() {
        return "CphShareClient{" + endpoint.url() + ", project "
                + (projectId != null ? projectId : "of the credentials") + "}";
    }

    /** Collects the configuration of a {@link CphShareClient}. Not thread-safe. */
    public static final class Builder {
        private static final String OURS = "cph-share: needed to reach the service";

        private @Nullable String region;
        private @Nullable String endpoint;
        private @Nullable String iamEndpoint;
        private boolean allowPlainHttp;
        private @Nullable CredentialsProvider credentials;
        private @Nullable String projectId;
        private @Nullable OkHttpClient okHttpClient;
        private Clock clock = Clock.systemUTC();
        private Timeouts timeouts = Timeouts.UNSET;
        private Retries retries = Retries.safe();
        private final List<CallListener> listeners = new ArrayList<>();
        private @Nullable Pace pace;

        private Builder() {}

        /**
         * Sets the endpoint by the region of the servers, and where to look for the project if none is given.
         *
         * @param region a region id of the contract, such as {@code cn-north-4}
         * @return this
         */
        public Builder region(@Nullable String region) {
            this.region = region;
            return this;
        }

        /**
         * Sets the endpoint by its address; it outranks {@link #region(String)}.
         *
         * @param endpoint an {@code https://} URL, with a path if the service is behind one
         * @return this
         */
        public Builder endpoint(@Nullable String endpoint) {
            this.endpoint = endpoint;
            return this;
        }

        /**
         * Sets the address of IAM, which is asked for the project of the region; it outranks that of the credentials ({@link
         * CredentialsProvider#iamEndpoint()}), and that of the region. See {@link #projectId}.
         *
         * @param endpoint an {@code https://} URL; plain {@code http://} only to loopback
         * @return this
         */
        public Builder iamEndpoint(@Nullable String endpoint) {
            this.iamEndpoint = endpoint;
            return this;
        }

        /**
         * Allows an {@code http://} endpoint that is not on loopback. Credentials then travel readable for everyone on
         * the way.
         *
         * @return this
         */
        public Builder allowPlainHttp() {
            this.allowPlainHttp = true;
            return this;
        }

        /**
         * Sets where credentials come from.
         *
         * @param credentials the provider, for example {@link CredentialsProvider#token(String)}
         * @return this
         */
        public Builder credentials(@Nullable CredentialsProvider credentials) {
            this.credentials = credentials;
            return this;
        }

        /**
         * Sets the project that the servers belong to. Given, it counts. It may be left out where the credentials name
         * theirs ({@link CredentialsProvider#namesProject()}), and where the region is given: then the first call asks
         * IAM for the project that is named like the region (KeystoneListProjects), and the client keeps the answer. An
         * account with none or several of that name makes calls fail with a {@link CredentialsException}.
         *
         * @param projectId the id of the project in the region of the endpoint
         * @return this
         */
        public Builder projectId(@Nullable String projectId) {
            this.projectId = projectId;
            return this;
        }

        /**
         * Uses the connections, threads, proxy, TLS, interceptors and time-outs of an existing client. Redirects and
         * silent repetition are off all the same, its cache is not used, and neither is its proxy for what is sent in plain
         * HTTP to loopback. Its application interceptors run before the credentials are added, and get the answer without
         * them; its network interceptors and event listeners see them.
         *
         * <p>A client of our own asks each connection of HTTP/2 every 30 seconds for a sign of life. Of this one it is left to
         * the caller: without a {@code pingInterval}, a connection that is gone without a word is noticed by nobody, and each
         * push on it ends at its time-out, with an unknown outcome.
         *
         * @param client the client; it stays the caller's to close
         * @return this
         */
        public Builder okHttpClient(@Nullable OkHttpClient client) {
            this.okHttpClient = client;
            return this;
        }

        /**
         * Sets the clock that dates signatures. Time-outs go by another one, which does not jump.
         *
         * @param clock the clock; the system's unless set
         * @return this
         */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Limits how long connecting may take. A server that is silent in the handshake of TLS, which comes next, is met
         * by the limit of silence or of the whole call; nothing was sent by then.
         *
         * @param timeout the limit; zero for none. Default: 10 seconds, or that of the caller's own client
         * @return this
         */
        public Builder connectTimeout(Duration timeout) {
            timeouts = new Timeouts(Timeouts.checked("connectTimeout", timeout), timeouts.read(), timeouts.call());
            return this;
        }

        /**
         * Limits how long the service may be silent.
         *
         * @param timeout the limit; zero for none. Default: 60 seconds for what only reads, and none but that of the whole
         *     call for a push, which silence tells nothing about; or that of the caller's own client
         * @return this
         */
        public Builder readTimeout(Duration timeout) {
            timeouts = new Timeouts(timeouts.connect(), Timeouts.checked("readTimeout", timeout), timeouts.call());
            return this;
        }

        /**
         * Limits how long a whole call may take, all attempts and the waits between them included. What it waits for
         * comes on top: a login at IAM, which has limits of its own, and its turn, where it is asynchronous and 64 others
         * run; one whose time is over by then is not sent.
         *
         * @param timeout the limit; zero for none. Default: 120 seconds, or that of the caller's own client
         * @return this
         */
        public Builder callTimeout(Duration timeout) {
            timeouts = new Timeouts(timeouts.connect(), timeouts.read(), Timeouts.checked("callTimeout", timeout));
            return this;
        }

        /**
         * Sets when calls are repeated.
         *
         * @param retries the policy; {@link Retries#safe()} unless set
         * @return this
         */
        public Builder retries(Retries retries) {
            this.retries = Objects.requireNonNull(retries, "retries");
            return this;
        }

        /**
         * Adds a listener to the calls. All calls are also logged by SLF4J, logger {@code io.github.cphshare.client}, at
         * level debug.
         *
         * @param listener is told after those that were added before
         * @return this
         */
        public Builder listener(CallListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /** For tests, which neither wait nor leave anything to chance. */
        Builder pace(Pace pace) {
            this.pace = pace;
            return this;
        }

        /**
         * Makes the client. Nothing is sent yet.
         *
         * @return a client
         * @throws InvalidRequestException with everything that is wrong with the configuration
         */
        public CphShareClient build() {
            List<Violation> violations = new ArrayList<>();
            Endpoint address = address(violations);
            boolean named = projectId != null || (credentials != null && credentials.namesProject());
            HttpUrl iam = named || region == null || credentials == null ? null : iam(region, credentials, violations);
            if (projectId != null || (!named && region == null)) {
                violations.addAll(PushRules.checkProjectId(projectId));
            }
            if (credentials == null) {
                violations.add(Violation.of("credentials", "required", "must be given", null, OURS));
            }
            if (address == null || credentials == null || !violations.isEmpty()) {
                throw new InvalidRequestException(violations);
            }
            RequestSigner signer = new RequestSigner(clock);
            KeyGuard guard = new KeyGuard(clock);
            ProjectLookup lookup = iam == null || region == null
                    ? null
                    : new ProjectLookup(IamConnections.client(okHttpClient, iam), iam, region, signer, guard);
            AuthenticationInterceptor authentication =
                    new AuthenticationInterceptor(address, credentials, projectId, lookup, signer, guard);
            Pace real = pace != null ? pace : Pace.real();
            HttpStack http = HttpStack.create(okHttpClient, address, authentication, timeouts, real.nanoTime());
            Transport transport = new Transport(http.client(), retries, real, listeners, clock);
            return new CphShareClient(address, projectId, http, transport, real, authentication);
        }

        private @Nullable HttpUrl iam(String region, CredentialsProvider credentials, List<Violation> violations) {
            List<String> problems = new ArrayList<>();
            String endpoint = iamEndpoint != null ? iamEndpoint : credentials.iamEndpoint();
            HttpUrl iam = IamEndpoints.find(endpoint, region, problems);
            problems.forEach(problem -> violations.add(Violation.of(
                    "project_id", "required", "must be given, or IAM be asked for it: " + problem, null, OURS)));
            return iam;
        }

        private @Nullable Endpoint address(List<Violation> violations) {
            if (endpoint != null) {
                return Endpoint.parse(endpoint, allowPlainHttp, violations);
            }
            if (region == null) {
                violations.add(Violation.of("endpoint", "required", "must be given, or a region", null, OURS));
                return null;
            }
            if (!ServiceEndpoints.regions().contains(region)) {
                violations.add(Violation.of(
                        "region",
                        "enum",
                        "must be one of " + String.join(", ", ServiceEndpoints.regions())
                                + "; for another one give the endpoint",
                        region,
                        "the contract, servers"));
                return null;
            }
            return Endpoint.parse(ServiceEndpoints.forRegion(region).toString(), allowPlainHttp, violations);
        }
    }
}
