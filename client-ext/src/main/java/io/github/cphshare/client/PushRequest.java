package io.github.cphshare.client;

import io.github.cphshare.client.validation.InvalidRequestException;
import io.github.cphshare.client.validation.PushRules;
import io.github.cphshare.client.validation.Violation;
import io.github.cphshare.generated.model.PushShareFilesRequestBody;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which archive to push, and to which servers. Immutable, and valid: what breaks a rule is refused when it is built.
 *
 * <p>Source of the fields: CPH API Reference, cph_api_0534, Table 3. Their limits stand in the contract and are checked by
 * {@link PushRules}.
 */
public final class PushRequest {
    private final String bucketName;
    private final String objectPath;
    private final List<String> serverIds;
    private final PushShareFilesRequestBody wire;

    private PushRequest(String bucketName, String objectPath, List<String> serverIds) {
        this.bucketName = bucketName;
        this.objectPath = objectPath;
        this.wire = new PushShareFilesRequestBody(bucketName, objectPath, serverIds);
        this.serverIds = wire.serverIds(); // the copy that nobody can change
    }

    /**
     * Begins a request.
     *
     * @return an empty builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The bucket that holds the archive.
     *
     * @return its name
     */
    public String bucketName() {
        return bucketName;
    }

    /**
     * The key of the archive in the bucket.
     *
     * @return the key, ending in {@code .tar}
     */
    public String objectPath() {
        return objectPath;
    }

    /**
     * The cloud phone servers to push to.
     *
     * @return their ids, each once; at least one, unmodifiable
     */
    public List<String> serverIds() {
        return serverIds;
    }

    /**
     * Begins another request from this one.
     *
     * @return a builder with the values of this request
     */
    public Builder toBuilder() {
        return new Builder().bucketName(bucketName).objectPath(objectPath).serverIds(serverIds);
    }

    /**
     * The same archive for other servers, for example for {@link PushOutcome#failedServers()}.
     *
     * @param ids the ids of servers; at least one
     * @return another request
     * @throws InvalidRequestException with everything that is wrong with the servers
     */
    public PushRequest toServers(Collection<String> ids) {
        return new Builder()
                .bucketName(bucketName)
                .objectPath(objectPath)
                .serverIds(ids)
                .build();
    }

    PushShareFilesRequestBody toWire() {
        return wire;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PushRequest that
                && bucketName.equals(that.bucketName)
                && objectPath.equals(that.objectPath)
                && serverIds.equals(that.serverIds);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * bucketName.hashCode() + objectPath.hashCode()) + serverIds.hashCode();
    }

    @Override
    public String toString() {
        return "PushRequest{" + bucketName + "/" + objectPath + " -> " + serverIds.size() + " servers}";
    }

    /** Collects the values of a {@link PushRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String bucketName;
        private @Nullable String objectPath;
        private final List<@Nullable String> serverIds = new ArrayList<>();

        private Builder() {}

        /**
         * Sets the bucket that holds the archive.
         *
         * @param bucketName the name of a bucket in the region of the servers
         * @return this
         */
        public Builder bucketName(@Nullable String bucketName) {
            this.bucketName = bucketName;
            return this;
        }

        /**
         * Sets the key of the archive in the bucket, as it is, without URL encoding.
         *
         * @param objectPath the key of a {@code .tar} object
         * @return this
         */
        public Builder objectPath(@Nullable String objectPath) {
            this.objectPath = objectPath;
            return this;
        }

        /**
         * Adds a cloud phone server.
         *
         * @param serverId the id of a server (not of a phone)
         * @return this
         */
        public Builder serverId(@Nullable String serverId) {
            serverIds.add(serverId);
            return this;
        }

        /**
         * Adds cloud phone servers.
         *
         * @param ids the ids of servers (not of phones)
         * @return this
         */
        public Builder serverIds(Collection<? extends @Nullable String> ids) {
            serverIds.addAll(ids);
            return this;
        }

        /**
         * Makes the request.
         *
         * @return a valid request
         * @throws InvalidRequestException with everything that is wrong with the values
         */
        public PushRequest build() {
            PushRequest request = unchecked();
            List<Violation> violations = PushRules.check(request.toWire());
            if (!violations.isEmpty()) {
                throw new InvalidRequestException(violations);
            }
            return request;
        }

        @SuppressWarnings("NullAway") // Seen by the rules only, which refuse it if anything is null.
        private PushRequest unchecked() {
            return new PushRequest(bucketName, objectPath, serverIds);
        }
    }
}
