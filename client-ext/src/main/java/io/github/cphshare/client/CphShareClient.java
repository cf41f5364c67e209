package io.github.cphshare.client;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.github.cphshare.client.auth.CredentialsException;
import io.github.cphshare.client.auth.CredentialsProvider;
import io.github.cphshare.client.error.MalformedResponseException;
import io.github.cphshare.client.error.ServiceException;
import io.github.cphshare.client.error.TransportException;
import io.github.cphshare.client.validation.InvalidRequestException;
import io.github.cphshare.client.validation.PushRules;
import io.github.cphshare.client.validation.Violation;
import io.github.cphshare.generated.ServiceEndpoints;
import io.github.cphshare.generated.api.SharedStorageApi;
import io.github.cphshare.generated.json.GeneratedJsonAdapterFactory;
import io.github.cphshare.generated.model.PushShareFilesResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;

/**
 * Pushes files to the shared storage of cloud phone servers.
 *
 * <p>Immutable and thread-safe: make one for a project and share it. A push has no idempotency key, so a request goes
 * out once and is never repeated by itself, but for one case that is certainly safe: when the gateway did not accept a
 * token (401, APIGW.0301 or APIGW.0307) and the provider has another, it goes out once more with that. {@link
 * io.github.cphshare.client.error.CphShareException#delivery()} of a failure says whether it may have reached the
 * service. Redirects are not followed, and credentials go to no host but the endpoint.
 */
public final class CphShareClient implements AutoCloseable {
    private final HttpStack http;
    private final Transport transport;
    private final Retrofit retrofit;
    private final Endpoint endpoint;
    private final @Nullable String projectId;
    private final SharedStorageApi sharedStorage;
    private final JsonAdapter<PushShareFilesResponse> pushResponses;

    private CphShareClient(Endpoint endpoint, @Nullable String projectId, HttpStack http) {
        this.endpoint = endpoint;
        this.projectId = projectId;
        this.http = http;
        this.transport = new Transport(http.client());
        Moshi moshi = new Moshi.Builder().add(new GeneratedJsonAdapterFactory()).build();
        this.retrofit = new Retrofit.Builder()
                .baseUrl(endpoint.url())
                .client(http.client())
                .addConverterFactory(new JsonConverterFactory(moshi))
                .build();
        this.sharedStorage = retrofit.create(SharedStorageApi.class);
        this.pushResponses = moshi.adapter(PushShareFilesResponse.class);
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
     * @throws TransportException if the network failed
     * @throws ServiceException if the service refused the request as a whole, or failed
     * @throws MalformedResponseException if the answer is a 2xx, but not the documented one
     */
    public PushReceipt push(PushRequest request) {
        return push(request, RequestOptions.none());
    }

    /**
     * Like {@link #push(PushRequest)}, with time-outs and headers for this call.
     *
     * @param request the archive and the servers
     * @param options what is different for this call
     * @return what was answered, server by server
     */
    public PushReceipt push(PushRequest request, RequestOptions options) {
        return transport.send(
                sharedStorage.pushShareFiles(projectInPath(), request.toWire()),
                pushResponses,
                options,
                (response, answer) -> receipt(request, response, answer));
    }

    /**
     * Like {@link #push(PushRequest)}, without waiting.
     *
     * @param request the archive and the servers
     * @return completed with what was answered, or with one of the failures of {@link #push(PushRequest)}; cancelling
     *     it cancels the call, which may have reached the service by then
     */
    public CompletableFuture<PushReceipt> pushAsync(PushRequest request) {
        return pushAsync(request, RequestOptions.none());
    }

    /**
     * Like {@link #pushAsync(PushRequest)}, with time-outs and headers for this call.
     *
     * @param request the archive and the servers
     * @param options what is different for this call
     * @return completed with what was answered, or with a failure
     */
    public CompletableFuture<PushReceipt> pushAsync(PushRequest request, RequestOptions options) {
        return transport.sendAsync(
                sharedStorage.pushShareFiles(projectInPath(), request.toWire()),
                pushResponses,
                options,
                (response, answer) -> receipt(request, response, answer));
    }

    private String projectInPath() {
        return projectId != null ? projectId : ProjectPlaceholder.VALUE;
    }

    private static PushReceipt receipt(PushRequest request, PushShareFilesResponse response, Answer answer) {
        if (response.requestId() == null && response.jobs() == null) {
            throw answer.malformed("it has neither request_id nor jobs.");
        }
        return PushReceipt.of(request, response, answer.requestId());
    }

    /**
     * A generated interface, for what this class does not offer. Its calls are authenticated and go out once, like
     * those of this class; validation, receipts and our failures are left to the caller ({@link
     * io.github.cphshare.client.error.ErrorAnswer} helps with error bodies). Generated types may change with each
     * version of the contract.
     *
     * @param <T> the interface
     * @param api one of {@code io.github.cphshare.generated.api}
     * @return an implementation, thread-safe
     */
    public <T> T generated(Class<T> api) {
        return retrofit.create(api);
    }

    /**
     * Lets go of threads and connections. Calls that run are not ended. An {@link OkHttpClient} that was given to the
     * builder is left alone.
     */
    @Override
    public void close() {
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
        private boolean allowPlainHttp;
        private @Nullable CredentialsProvider credentials;
        private @Nullable String projectId;
        private @Nullable OkHttpClient okHttpClient;
        private Clock clock = Clock.systemUTC();
        private Timeouts timeouts = Timeouts.UNSET;

        private Builder() {}

        /**
         * Sets the endpoint by the region of the servers.
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
         * Sets the project that the servers belong to. It may be left out where the credentials name theirs ({@link
         * CredentialsProvider#namesProject()}); given, it counts.
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
         * silent repetition are off all the same. Its application interceptors run before the credentials are added;
         * its network interceptors see them.
         *
         * @param client the client; it stays the caller's to close
         * @return this
         */
        public Builder okHttpClient(@Nullable OkHttpClient client) {
            this.okHttpClient = client;
            return this;
        }

        /**
         * Sets the clock that dates signatures.
         *
         * @param clock the clock; the system's unless set
         * @return this
         */
        public Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        /**
         * Limits how long connecting may take.
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
         * @param timeout the limit; zero for none. Default: 60 seconds, or that of the caller's own client
         * @return this
         */
        public Builder readTimeout(Duration timeout) {
            timeouts = new Timeouts(timeouts.connect(), Timeouts.checked("readTimeout", timeout), timeouts.call());
            return this;
        }

        /**
         * Limits how long a whole call may take.
         *
         * @param timeout the limit; zero for none. Default: 120 seconds, or that of the caller's own client
         * @return this
         */
        public Builder callTimeout(Duration timeout) {
            timeouts = new Timeouts(timeouts.connect(), timeouts.read(), Timeouts.checked("callTimeout", timeout));
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
            if (projectId != null || credentials == null || !credentials.namesProject()) {
                violations.addAll(PushRules.checkProjectId(projectId));
            }
            if (credentials == null) {
                violations.add(Violation.of("credentials", "required", "must be given", null, OURS));
            }
            if (address == null || credentials == null || !violations.isEmpty()) {
                throw new InvalidRequestException(violations);
            }
            AuthenticationInterceptor authentication =
                    new AuthenticationInterceptor(address, credentials, projectId, clock);
            return new CphShareClient(address, projectId, HttpStack.create(okHttpClient, authentication, timeouts));
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
