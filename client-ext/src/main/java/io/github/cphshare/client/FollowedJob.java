package io.github.cphshare.client;

import io.github.cphshare.client.ServerOutcome.State;
import io.github.cphshare.client.error.CphShareException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A job that is followed on one server, and what is known of it. A fleet has many of them, so it keeps no more than it must.
 * Not thread-safe.
 */
final class FollowedJob {
    private final String jobId;
    private final @Nullable String requestId;
    private final String serverId;
    private JobState last = JobState.NOTHING;
    private Duration lastSeen = Duration.ZERO;
    private boolean seen;
    private int unseenLooks;
    private boolean alone;
    /** The service said one thing and the opposite: whatever it says from now on, it is not known. */
    private boolean contradicted;
    /** Named for another server as well: what is told of it without a server may be about that one. */
    private boolean shared;

    private @Nullable State end;
    private @Nullable String why;

    /**
     * @param requestId by which the service tells of it among others; {@code null} if it has to be asked for alone
     */
    FollowedJob(String jobId, @Nullable String requestId, String serverId) {
        this.jobId = jobId;
        this.requestId = requestId;
        this.serverId = serverId;
        this.alone = requestId == null;
    }

    /** It was named for another server as well. */
    void share() {
        shared = true;
    }

    /** The same job as it was named for another server as well: nothing can be learnt of that one. */
    FollowedJob alsoOn(String otherServer, String finding) {
        share();
        FollowedJob other = new FollowedJob(jobId, requestId, otherServer);
        other.contradict();
        other.end(State.UNKNOWN, finding);
        return other;
    }

    String jobId() {
        return jobId;
    }

    @Nullable
    String requestId() {
        return requestId;
    }

    String serverId() {
        return serverId;
    }

    boolean isContradicted() {
        return contradicted;
    }

    void contradict() {
        contradicted = true;
    }

    /** Whether it has no end yet. */
    boolean isOpen() {
        return end == null;
    }

    /** Whether the service said how it ended. */
    boolean hasEnded() {
        return end == State.SUCCEEDED || end == State.FAILED;
    }

    /** Whether a look at its request should show it. */
    boolean isExpected() {
        return isOpen() && !alone;
    }

    boolean isAskedAlone() {
        return alone;
    }

    void askAlone() {
        alone = true;
    }

    boolean wasSeen() {
        return seen;
    }

    /** When it was last told of, by the time that has passed; zero if it never was. */
    Duration lastSeen() {
        return lastSeen;
    }

    void see(JobState told, Duration now) {
        last = told.withoutIds();
        seen = true;
        lastSeen = now;
        unseenLooks = 0;
    }

    /** A look at its request did not show it. Gives how many in a row did not. */
    int miss() {
        return ++unseenLooks;
    }

    void end(State state, @Nullable String reason) {
        end = state;
        why = reason;
    }

    /** Why nothing else is known of it, where that is so. */
    @Nullable
    String why() {
        return why;
    }

    /** Whether what is told may be about another server. */
    boolean isElsewhere(JobState told) {
        // Of one that has an end it is heard all the same: it may take that back.
        return told.serverId() == null ? shared && isOpen() : !told.serverId().equals(serverId);
    }

    /** What is odd where {@link #isElsewhere}. */
    String elsewhere(JobState told) {
        if (told.serverId() == null) {
            return "The service told of job " + jobId + ", which it named for several servers, without a server.";
        }
        return "The service told that job " + jobId + " is on server " + told.serverId() + ", and before that it is on "
                + serverId + ".";
    }

    /** What is odd where the end of the job is taken back; {@code null} where it is not. */
    @Nullable
    String contradiction(JobState told) {
        if (told.isEnd() && hasEnded() && told.state() != end) {
            return "The service told of job " + jobId + " that it succeeded, and that it failed.";
        }
        if (told.is(JobState.RUNNING) && hasEnded()) {
            // Whoever pushes again to a server whose job failed must not do it beside a job that goes on.
            String ended = end == State.FAILED ? "failed" : "succeeded";
            return "The service told of job " + jobId + " that it " + ended + ", and later that it runs.";
        }
        return null;
    }

    /** How it ended; until then one that nobody tells of counts as running: it may be late. */
    State state() {
        return end == null ? State.RUNNING : end;
    }

    /** What the job put out, once it has succeeded. */
    @Nullable
    String output() {
        return last.output();
    }

    /**
     * What is known of it, as an outcome of its server.
     *
     * @param outage why the service told nothing the last time; {@code null} if it did
     */
    ServerOutcome outcome(@Nullable CphShareException outage) {
        if (end != null) {
            return ServerOutcome.of(serverId, end, jobId, last, why);
        }
        String silence = outage == null ? "" : "; the last answer was a failure: " + outage.getMessage();
        if (!seen) {
            return unknown("the service has not told of its job yet" + silence);
        }
        if (unseenLooks > 0) {
            return unknown("the service no longer tells of its job" + silence);
        }
        if (!last.is(JobState.RUNNING)) {
            return unknown(last.undocumented() + silence);
        }
        String ran = outage == null ? null : "it ran when the service last answered" + silence;
        return ServerOutcome.of(serverId, State.RUNNING, jobId, last, ran);
    }

    private ServerOutcome unknown(String reason) {
        return ServerOutcome.of(serverId, State.UNKNOWN, jobId, last, reason);
    }
}
