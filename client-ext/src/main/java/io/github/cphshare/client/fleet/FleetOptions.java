package io.github.cphshare.client.fleet;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;

/** How a push to a fleet is carried out. Immutable. */
public final class FleetOptions {
    /**
     * No greatest number of servers is documented for PushShareFiles; 100 is that of its sibling PushShareApps
     * (cph_api_0546).
     */
    private static final int SERVERS_PER_REQUEST = 100;

    /** A line of the journal holds the answer to a request; it should stay one that a person can look at. */
    private static final int MOST_SERVERS_PER_REQUEST = 1_000;

    private static final int REQUESTS_IN_FLIGHT = 4;
    private static final int MOST_REQUESTS_IN_FLIGHT = 64;
    private static final Duration DEADLINE = Duration.ofMinutes(30);
    private static final Duration LONGEST_DEADLINE = Duration.ofDays(7);

    private static final FleetOptions DEFAULTS = builder().build();

    private final int serversPerRequest;
    private final int requestsInFlight;
    private final Duration deadline;
    private final boolean followJobs;
    private final FleetListener listener;
    private final Predicate<? super FleetServer> pushUnknownAgain;

    private FleetOptions(Builder builder) {
        this.serversPerRequest = builder.serversPerRequest;
        this.requestsInFlight = builder.requestsInFlight;
        this.deadline = builder.deadline;
        this.followJobs = builder.followJobs;
        this.listener = builder.listener;
        this.pushUnknownAgain = builder.pushUnknownAgain;
    }

    /**
     * What is done unless told otherwise.
     *
     * @return the defaults that the methods of {@link Builder} name
     */
    public static FleetOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Begins options.
     *
     * @return a builder with the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * How many servers a request asks for.
     *
     * @return the greatest number
     */
    public int serversPerRequest() {
        return serversPerRequest;
    }

    /**
     * How many requests wait for their answers at the same time.
     *
     * @return the greatest number
     */
    public int requestsInFlight() {
        return requestsInFlight;
    }

    /**
     * How long the whole run may take.
     *
     * @return the time, for pushing and for following the jobs
     */
    public Duration deadline() {
        return deadline;
    }

    /**
     * Whether the jobs are followed to their ends.
     *
     * @return {@code false} to end when all is pushed
     */
    public boolean followJobs() {
        return followJobs;
    }

    FleetListener listener() {
        return listener;
    }

    Predicate<? super FleetServer> pushUnknownAgain() {
        return pushUnknownAgain;
    }

    @Override
    public String toString() {
        return "FleetOptions{" + serversPerRequest + " servers a request, " + requestsInFlight
                + " requests in flight, deadline " + deadline + (followJobs ? "" : ", without following jobs") + "}";
    }

    /** Collects {@link FleetOptions}. Not thread-safe. */
    public static final class Builder {
        private int serversPerRequest = SERVERS_PER_REQUEST;
        private int requestsInFlight = REQUESTS_IN_FLIGHT;
        private Duration deadline = DEADLINE;
        private boolean followJobs = true;
        private FleetListener listener = progress -> {};
        private Predicate<? super FleetServer> pushUnknownAgain = server -> false;

        private Builder() {}

        /**
         * Sets how many servers a request asks for. Each request that fails without an answer leaves that many servers
         * unknown.
         *
         * @param number from 1 to 1,000; 100 unless set
         * @return this
         */
        public Builder serversPerRequest(int number) {
            serversPerRequest = checked("serversPerRequest", number, MOST_SERVERS_PER_REQUEST);
            return this;
        }

        /**
         * Sets how many requests may wait for their answers at the same time. A run begins with one, and gets there as
         * long as nothing is throttled. A client that was made with an {@code OkHttpClient} of one's own is also bound by
         * its {@code Dispatcher}, which by itself lets five calls to a host run at once.
         *
         * @param number from 1 to 64; 4 unless set
         * @return this
         */
        public Builder requestsInFlight(int number) {
            requestsInFlight = checked("requestsInFlight", number, MOST_REQUESTS_IN_FLIGHT);
            return this;
        }

        /**
         * Sets how long the whole run may take. What is in flight then is given up, and its servers are unknown.
         *
         * @param time more than zero, at most 7 days; 30 minutes unless set
         * @return this
         */
        public Builder deadline(Duration time) {
            if (time.isNegative() || time.isZero() || time.compareTo(LONGEST_DEADLINE) > 0) {
                throw new IllegalArgumentException("deadline must be more than zero and at most 7 days, was " + time);
            }
            deadline = time;
            return this;
        }

        /**
         * Sets whether the jobs are followed to their ends.
         *
         * @param follow {@code false} to end when all is pushed; the jobs run on, and a resumed run can follow them.
         *     {@code true} unless set
         * @return this
         */
        public Builder followJobs(boolean follow) {
            followJobs = follow;
            return this;
        }

        /**
         * Sets who is told of the progress.
         *
         * @param listener nobody unless set
         * @return this
         */
        public Builder listener(FleetListener listener) {
            this.listener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Lets a resumed run push again to servers that may have been pushed to. There is no idempotency key: where the
         * first push was acted on, there will be two.
         *
         * @param decision is asked once of each server that is unknown when the run resumes; and of each whose job an earlier
         *     run started and got lost, once the service was asked about the jobs and knows nothing of it. Where the service
         *     contradicted itself about the jobs of a server, it is pushed to when none of them runs any more, and so only where
         *     jobs are followed. No unless set
         * @return this
         */
        public Builder pushUnknownAgain(Predicate<? super FleetServer> decision) {
            pushUnknownAgain = Objects.requireNonNull(decision, "decision");
            return this;
        }

        /**
         * Makes the options.
         *
         * @return the options
         */
        public FleetOptions build() {
            return new FleetOptions(this);
        }

        private static int checked(String name, int number, int most) {
            if (number < 1 || number > most) {
                throw new IllegalArgumentException(name + " must be between 1 and " + most + ", was " + number);
            }
            return number;
        }
    }
}
