package io.github.cphshare.client;

import io.github.cphshare.client.call.Retries;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is different for one call: time-outs, repetition and additional headers. Immutable; what is not set is as the
 * client has it.
 */
public final class RequestOptions {
    private static final RequestOptions NONE = builder().build();

    private final @Nullable Duration connectTimeout;
    private final @Nullable Duration readTimeout;
    private final @Nullable Duration callTimeout;
    private final @Nullable Retries retries;
    private final Map<String, String> headers;

    private RequestOptions(Builder builder) {
        this.connectTimeout = builder.connectTimeout;
        this.readTimeout = builder.readTimeout;
        this.callTimeout = builder.callTimeout;
        this.retries = builder.retries;
        this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(builder.headers));
    }

    /**
     * Nothing different.
     *
     * @return the options that leave all as the client has it
     */
    public static RequestOptions none() {
        return NONE;
    }

    /**
     * Begins options.
     *
     * @return an empty builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * How long connecting may take.
     *
     * @return the time, zero for no limit; {@code null} for the client's
     */
    public @Nullable Duration connectTimeout() {
        return connectTimeout;
    }

    /**
     * How long the service may be silent.
     *
     * @return the time, zero for no limit; {@code null} for the client's
     */
    public @Nullable Duration readTimeout() {
        return readTimeout;
    }

    /**
     * How long the whole call may take, all attempts and the waits between them included.
     *
     * @return the time, zero for no limit; {@code null} for the client's
     */
    public @Nullable Duration callTimeout() {
        return callTimeout;
    }

    /**
     * When the call is repeated.
     *
     * @return the policy; {@code null} for the client's
     */
    public @Nullable Retries retries() {
        return retries;
    }

    /**
     * Headers that are sent as well.
     *
     * @return an unmodifiable map of names to values
     */
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public String toString() {
        // The names only: a header of the caller's may well be a secret.
        return "RequestOptions{connectTimeout=" + connectTimeout + ", readTimeout=" + readTimeout + ", callTimeout="
                + callTimeout + ", retries=" + retries + ", headers=" + headers.keySet() + "}";
    }

    /** Collects {@link RequestOptions}. Not thread-safe. */
    public static final class Builder {
        /** Set by the client or by HTTP itself; another value would break the call or leak into another's hands. */
        private static final Set<String> RESERVED = caseless(
                RequestSigner.TOKEN_HEADER,
                RequestSigner.SIGNATURE_HEADER,
                Signer.DATE_HEADER,
                RequestSigner.SECURITY_TOKEN_HEADER,
                RequestSigner.PROJECT_HEADER,
                "Host",
                "Content-Type",
                "Content-Length",
                "Content-Encoding",
                "Transfer-Encoding",
                "Accept-Encoding",
                "Connection",
                "Expect");

        private @Nullable Duration connectTimeout;
        private @Nullable Duration readTimeout;
        private @Nullable Duration callTimeout;
        private @Nullable Retries retries;
        private final Map<String, String> headers = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Limits how long connecting may take; as {@link CphShareClient.Builder#connectTimeout} does for all.
         *
         * @param timeout the limit, in milliseconds precision; zero for none
         * @return this
         */
        public Builder connectTimeout(Duration timeout) {
            this.connectTimeout = Timeouts.checked("connectTimeout", timeout);
            return this;
        }

        /**
         * Limits how long the service may be silent.
         *
         * @param timeout the limit, in milliseconds precision; zero for none
         * @return this
         */
        public Builder readTimeout(Duration timeout) {
            this.readTimeout = Timeouts.checked("readTimeout", timeout);
            return this;
        }

        /**
         * Limits how long the whole call may take, all attempts and the waits between them included; as {@link
         * CphShareClient.Builder#callTimeout} does for all.
         *
         * @param timeout the limit, in milliseconds precision; zero for none
         * @return this
         */
        public Builder callTimeout(Duration timeout) {
            this.callTimeout = Timeouts.checked("callTimeout", timeout);
            return this;
        }

        /**
         * Sets when the call is repeated.
         *
         * @param retries the policy, such as {@link Retries#atLeastOnce()}
         * @return this
         */
        public Builder retries(Retries retries) {
            this.retries = Objects.requireNonNull(retries, "retries");
            return this;
        }

        /**
         * Adds a header.
         *
         * @param name its name; not one that the client or HTTP sets
         * @param value its value, visible ASCII characters, blanks and tabs
         * @return this
         * @throws IllegalArgumentException if the name is reserved, or if name or value can't be sent; the value is not
         *     in the message
         */
        public Builder header(String name, String value) {
            if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
                throw new IllegalArgumentException("Not the name of a header.");
            }
            if (RESERVED.contains(name)) {
                throw new IllegalArgumentException("The header " + name + " is not set by options.");
            }
            if (!value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= '~'))) {
                throw new IllegalArgumentException("The value of " + name + " has a character that can't be sent.");
            }
            headers.put(name, value);
            return this;
        }

        /**
         * Makes the options.
         *
         * @return the options
         */
        public RequestOptions build() {
            return new RequestOptions(this);
        }

        private static Set<String> caseless(String... names) {
            Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            Collections.addAll(set, names);
            return Collections.unmodifiableSet(set);
        }
    }
}
