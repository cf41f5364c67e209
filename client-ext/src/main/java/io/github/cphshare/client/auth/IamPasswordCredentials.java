package io.github.cphshare.client.auth;

import io.github.cphshare.client.internal.IamConnections;
import io.github.cphshare.client.internal.IamEndpoints;
import io.github.cphshare.generated.iam.constraint.ConstraintViolation;
import io.github.cphshare.generated.iam.constraint.KeystoneCreateUserTokenByPasswordRequestBodyConstraints;
import io.github.cphshare.generated.iam.model.AccountName;
import io.github.cphshare.generated.iam.model.AuthScope;
import io.github.cphshare.generated.iam.model.KeystoneCreateUserTokenByPasswordRequestBody;
import io.github.cphshare.generated.iam.model.PasswordAuth;
import io.github.cphshare.generated.iam.model.PasswordIdentity;
import io.github.cphshare.generated.iam.model.PasswordMethod;
import io.github.cphshare.generated.iam.model.PasswordUser;
import io.github.cphshare.generated.iam.model.ScopeProject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that IAM gives for the name and password of an IAM user, scoped to one project (IAM API Reference, Obtaining a
 * User Token Through Password Authentication).
 *
 * <p>A token is good for 24 hours. It is asked for by the first request, kept, and renewed in the background from 30
 * minutes before its end; requests go on with the old one meanwhile. One that lives for less than two hours is renewed when
 * three quarters of that have passed. However many threads need one, IAM is asked once at
 * a time. When the service does not accept a token before its end (password changed, user disabled, permissions
 * changed), one new one is asked for and that request is repeated once.
 *
 * <p>Whatever goes wrong between here and IAM is a {@link CredentialsException}: the push was not sent. If IAM answered,
 * its cause is a {@link io.github.cphshare.client.error.ServiceException} with status, code and category. What the cloud
 * phone service says about a token is an {@link io.github.cphshare.client.error.AuthenticationException}. The password
 * is in neither.
 *
 * <p>IAM locks a user, also for everybody else, after a few wrong passwords in a row, by default five within 15 minutes (IAM
 * User Guide, Login Authentication Policy). So after two refusals (401) it is not asked again for 15 minutes.
 *
 * <p>An account that is a HUAWEI ID, a federated user, and a user with login protection can't do this (ibid.); use an
 * access key for those. Thread-safe; share one between clients.
 */
public final class IamPasswordCredentials implements CredentialsProvider {
    private final HttpUrl endpoint;
    private final TokenCache tokens;

    private IamPasswordCredentials(HttpUrl endpoint, TokenCache tokens) {
        this.endpoint = endpoint;
        this.tokens = tokens;
    }

    /**
     * Begins a provider.
     *
     * @return an empty builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Credentials credentials() {
        return tokens.get();
    }

    @Override
    public @Nullable Credentials replacement(Credentials refused) {
        return refused instanceof TokenCredentials token ? tokens.insteadOf(token) : null;
    }

    /**
     * IAM's answer names the project.
     *
     * @return {@code true}
     */
    @Override
    public boolean namesProject() {
        return true;
    }

    @Override
    public String toString() {
        return "IamPasswordCredentials{" + endpoint + "}";
    }

    /** Collects what IAM needs. Not thread-safe. */
    public static final class Builder {
        private @Nullable String account;
        private @Nullable String user;
        private @Nullable String password;
        private @Nullable String region;
        private @Nullable String endpoint;
        private @Nullable String projectId;
        private Clock clock = Clock.systemUTC();
        private Executor background = Builder::inThreadOfItsOwn;
        private @Nullable OkHttpClient okHttpClient;

        private Builder() {}

        /**
         * Sets the account that the user belongs to ({@code domain} in IAM's words).
         *
         * @param account the account's name
         * @return this
         */
        public Builder account(@Nullable String account) {
            this.account = account;
            return this;
        }

        /**
         * Sets the IAM user.
         *
         * @param user the user's name
         * @return this
         */
        public Builder user(@Nullable String user) {
            this.user = user;
            return this;
        }

        /**
         * Sets the password.
         *
         * @param password the user's password
         * @return this
         */
        public Builder password(@Nullable String password) {
            this.password = password;
            return this;
        }

        /**
         * Sets the region: its IAM is asked (the global one where the region has none of its own, or none is set), and
         * without a project id the token is for the region's project, which is named like it.
         *
         * @param region a region id such as {@code cn-north-4}
         * @return this
         */
        public Builder region(@Nullable String region) {
            this.region = region;
            return this;
        }

        /**
         * Sets the address of IAM; it outranks that of the region.
         *
         * @param endpoint an {@code https://} URL; plain {@code http://} only to loopback
         * @return this
         */
        public Builder endpoint(@Nullable String endpoint) {
            this.endpoint = endpoint;
            return this;
        }

        /**
         * Sets the project that the tokens are for, such as a sub-project of a region.
         *
         * @param projectId the project's id; unless set, the project of the region
         * @return this
         */
        public Builder projectId(@Nullable String projectId) {
            this.projectId = projectId;
            return this;
        }

        /**
         * Sets the clock by which tokens end.
         *
         * @param clock the clock; the system's unless set
         * @return this
         */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Sets what renews a token in time, while its predecessor is still good.
         *
         * @param background runs one short task a day; a new daemon thread for each unless set
         * @return this
         */
        public Builder background(Executor background) {
            this.background = Objects.requireNonNull(background, "background");
            return this;
        }

        /**
         * Uses the proxy, TLS, name resolution and time-outs of an existing client. Its interceptors and listeners are
         * left out: the request holds the password.
         *
         * @param client the client; it stays the caller's to close
         * @return this
         */
        public Builder okHttpClient(@Nullable OkHttpClient client) {
            this.okHttpClient = client;
            return this;
        }

        /**
         * Makes the provider. Nothing is sent yet.
         *
         * @return a provider
         * @throws CredentialsException with everything that is missing or wrong
         */
        public IamPasswordCredentials build() {
            List<String> problems = new ArrayList<>();
            String secret = password == null ? "" : password;
            KeystoneCreateUserTokenByPasswordRequestBody body = body(secret);
            for (ConstraintViolation violation : KeystoneCreateUserTokenByPasswordRequestBodyConstraints.check(body)) {
                problems.add(violation.field() + " " + violation.message());
            }
            if (region == null && projectId == null) {
                problems.add("a region or a project id must be given");
            }
            HttpUrl address = IamEndpoints.find(endpoint, region, problems);
            if (address == null || !problems.isEmpty()) {
                throw new CredentialsException(
                        "IAM can't be asked for a token: " + String.join("; ", problems) + ".", null);
            }
            IamClient iam = new IamClient(IamConnections.client(okHttpClient, address), address, clock);
            Password hidden = new Password(secret);
            return new IamPasswordCredentials(
                    address, new TokenCache(() -> iam.token(body, hidden), clock, background));
        }

        private KeystoneCreateUserTokenByPasswordRequestBody body(String secret) {
            ScopeProject.Builder project = ScopeProject.builder();
            if (projectId != null) {
                project.id(projectId);
            } else if (region != null) {
                project.name(region);
            }
            PasswordUser asking = PasswordUser.builder()
                    .name(user == null ? "" : user)
                    .password(secret)
                    .domain(AccountName.builder()
                            .name(account == null ? "" : account)
                            .build())
                    .build();
            return KeystoneCreateUserTokenByPasswordRequestBody.builder()
                    .auth(PasswordAuth.builder()
                            .identity(PasswordIdentity.builder()
                                    .methods(List.of("password"))
                                    .password(PasswordMethod.builder()
                                            .user(asking)
                                            .build())
                                    .build())
                            .scope(AuthScope.builder().project(project.build()).build())
                            .build())
                    .build();
        }

        private static void inThreadOfItsOwn(Runnable task) {
            Thread thread = new Thread(task, "cph-share-iam");
            thread.setDaemon(true);
            thread.start();
        }
    }
}
