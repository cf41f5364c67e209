package io.github.cphshare.client;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.github.cphshare.client.auth.CredentialsException;
import io.github.cphshare.client.auth.CredentialsProvider;
import io.github.cphshare.client.call.CallListener;
import io.github.cphshare.client.call.Retries;
import io.github.cphshare.client.error.MalformedResponseException;
import io.github.cphshare.client.error.ServiceException;
import io.github.cphshare.client.error.TransportException;
import io.github.cphshare.client.internal.JsonConverterFactory;
import io.github.cphshare.client.validation.InvalidRequestException;
import io.github.cphshare.client.validation.PushRules;
import io.github.cphshare.client.validation.Violation;
import io.github.cphshare.generated.ServiceEndpoints;
import io.github.cphshare.generated.api.SharedStorageApi;
import io.github.cphshare.generated.json.GeneratedJsonAdapterFactory;
import io.github.cphshare.generated.model.PushShareFilesRequestBody;
import io.github.cphshare.generated.model.PushShareFilesResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
 * <p>An access key that was refused three times in a row is not used for five minutes, since the gateway would lock it:
 * calls fail with a {@link CredentialsException}, and nothing is sent.
 */
public final class CphShareClient implements AutoCloseable {
    /** As the documents have it, without a charset: JSON is UTF-8. */
    private static final MediaType JSON = MediaType.get("application/json");

    private final HttpStack http;
    private final Transport transport;
    private final Retrofit retrofit;
    private final Endpoint endpoint;
    private final @Nullable String projectId;
    private final PushRequests pushRequests;
    private final JsonAdapter<PushShareFilesResponse> pushResponses;

    private CphShareClient(Endpoint endpoint, @Nullable String projectId, HttpStack http, Transport transport) {
        this.endpoint = endpoint;
        this.projectId = projectId;
        this.http = http;
        this.transport = transport;
        Moshi moshi = new Moshi.Builder().add(new GeneratedJsonAdapterFactory()).build();
        this.retrofit = new Retrofit.Builder()
                .baseUrl(endpoint.url())
                .client(http.client())
                .addConverterFactory(new JsonConverterFactory(moshi, JSON))
                .build();
        this.pushRequests = new PushRequests(
                retrofit.create(SharedStorageApi.class), projectInPath(), moshi.adapter(PushShareFilesRequestBody.class));
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
     * @param request the archive and the servers
     * @return completed with what was answered, or with one of the failures of {@link #push(PushRequest)}; cancelling
     *     it ends the call, which may have reached the service by then, and all further attempts
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
     * A generated interface, for what this class does not offer. Its calls are authenticated, and go out once; the
     * repetition of calls, validation, receipts and our failures are left to the caller ({@link
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
     * Lets go of threads and connections. An attempt that is under way goes on to its end; no further one begins: calls
     * that wait for their next attempt end with the failure of the last one, and new calls with a {@link
     * TransportException} that says {@code NOT_SENT}. An {@link OkHttpClient} that was given to the builder is left alone.
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
         * Sets the clock that dates signatures. Time-outs go by another one, which does not jump.
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
         * Limits how long a whole call may take, all attempts and the waits between them included.
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
            this.retries = retries;
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
            listeners.add(listener);
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
            HttpStack http = HttpStack.create(okHttpClient, authentication, timeouts);
            Transport transport =
                    new Transport(http.client(), retries, pace != null ? pace : Pace.real(), listeners, clock);
            return new CphShareClient(address, projectId, http, transport);
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
