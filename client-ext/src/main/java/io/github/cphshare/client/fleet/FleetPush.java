package io.github.cphshare.client.fleet;

import io.github.cphshare.client.PushRequest;
import io.github.cphshare.client.validation.InvalidRequestException;
import io.github.cphshare.client.validation.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which archive to push to which servers, any number of them, and where to write down what was done. Immutable, and valid:
 * what breaks a rule is refused when it is built.
 */
public final class FleetPush {
    private static final String OURS = "cph-share: without a journal a broken run could not tell whom it pushed to";

    private final PushRequest request;
    private final Path journal;
    private final FleetOptions options;

    private FleetPush(PushRequest request, Path journal, FleetOptions options) {
        this.request = request;
        this.journal = journal;
        this.options = options;
    }

    /**
     * Begins a push.
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
        return request.bucketName();
    }

    /**
     * The key of the archive in the bucket.
     *
     * @return the key, ending in {@code .tar}
     */
    public String objectPath() {
        return request.objectPath();
    }

    /**
     * The cloud phone servers to push to.
     *
     * @return their ids, each once; at least one, unmodifiable
     */
    public List<String> serverIds() {
        return request.serverIds();
    }

    /**
     * Where it is written down what was done.
     *
     * @return the name of a file that the push makes
     */
    public Path journal() {
        return journal;
    }

    /**
     * How it is carried out.
     *
     * @return the options
     */
    public FleetOptions options() {
        return options;
    }

    @Override
    public String toString() {
        return "FleetPush{" + bucketName() + "/" + objectPath() + " -> "
                + serverIds().size() + " servers, journal " + journal + "}";
    }

    /** Collects the values of a {@link FleetPush}. Not thread-safe. */
    public static final class Builder {
        private final PushRequest.Builder request = PushRequest.builder();
        private @Nullable Path journal;
        private FleetOptions options = FleetOptions.defaults();

        private Builder() {}

        /**
         * Sets the bucket that holds the archive.
         *
         * @param bucketName the name of a bucket in the region of the servers
         * @return this
         */
        public Builder bucketName(@Nullable String bucketName) {
            request.bucketName(bucketName);
            return this;
        }

        /**
         * Sets the key of the archive in the bucket, as it is, without URL encoding.
         *
         * @param objectPath the key of a {@code .tar} object
         * @return this
         */
        public Builder objectPath(@Nullable String objectPath) {
            request.objectPath(objectPath);
            return this;
        }

        /**
         * Adds cloud phone servers.
         *
         * @param ids the ids of servers (not of phones); each once
         * @return this
         */
        public Builder serverIds(Collection<? extends @Nullable String> ids) {
            request.serverIds(ids);
            return this;
        }

        /**
         * Sets where it is written down what is done.
         *
         * @param file a file that is not there yet, in a folder that is, on a local disk: its lines are safe only as far as
         *     the disk keeps what was synced
         * @return this
         */
        public Builder journal(@Nullable Path file) {
            journal = file;
            return this;
        }

        /**
         * Sets how it is carried out.
         *
         * @param options {@link FleetOptions#defaults()} unless set
         * @return this
         */
        public Builder options(FleetOptions options) {
            this.options = Objects.requireNonNull(options, "options");
            return this;
        }

        /**
         * Makes the push. Nothing is written or sent yet.
         *
         * @return a valid push
         * @throws InvalidRequestException with everything that is wrong with the values
         */
        public FleetPush build() {
            List<Violation> violations = new ArrayList<>();
            PushRequest valid = null;
            try {
                valid = request.build();
            } catch (InvalidRequestException e) {
                violations.addAll(e.violations());
            }
            if (journal == null) {
                violations.add(Violation.of("journal", "required", "must be given", null, OURS));
            }
            if (valid == null || journal == null) {
                throw new InvalidRequestException(violations);
            }
            return new FleetPush(valid, journal, options);
        }
    }
}
