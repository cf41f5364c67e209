package io.github.cphshare.client;

import io.github.cphshare.client.ServerOutcome.State;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What became of a push, server by server. Immutable.
 *
 * <p>Each server that was asked for is in it once, and in exactly one of {@link #succeeded()}, {@link #failed()}, {@link
 * #refused()}, {@link #running()} and {@link #unknown()}. A server counts as succeeded only when the service said so of
 * each job that it started for it.
 */
public final class PushOutcome {
    private final List<ServerOutcome> servers;
    private final List<ServerAnswer> unexpected;
    private final List<String> unknownRequests;
    private final List<String> findings;
    private final boolean complete;

    /**
     * @param servers each server once
     * @param complete whether the waiting came to its end, not to its deadline
     */
    PushOutcome(
            Collection<ServerOutcome> servers,
            Collection<ServerAnswer> unexpected,
            Collection<String> unknownRequests,
            Collection<String> findings,
            boolean complete) {
        this.servers = List.copyOf(servers);
        this.unexpected = List.copyOf(unexpected);
        this.unknownRequests = List.copyOf(unknownRequests);
        this.findings = List.copyOf(findings);
        this.complete = complete;
    }

    /**
     * All servers.
     *
     * @return one outcome a server: first those that were accepted, then the refused, then those that the service said
     *     nothing about
     */
    public List<ServerOutcome> servers() {
        return servers;
    }

    /**
     * The servers on which the push succeeded.
     *
     * @return their outcomes
     */
    public List<ServerOutcome> succeeded() {
        return in(State.SUCCEEDED);
    }

    /**
     * The servers on which the push failed.
     *
     * @return their outcomes, each with the service's code or message where it told one
     */
    public List<ServerOutcome> failed() {
        return in(State.FAILED);
    }

    /**
     * The servers that were refused.
     *
     * @return their outcomes, each with a code or a message
     */
    public List<ServerOutcome> refused() {
        return in(State.REFUSED);
    }

    /**
     * The servers whose jobs still ran when the waiting ended.
     *
     * @return their outcomes
     */
    public List<ServerOutcome> running() {
        return in(State.RUNNING);
    }

    /**
     * The servers of which it can't be told what became of them.
     *
     * @return their outcomes, each with the reason
     */
    public List<ServerOutcome> unknown() {
        return in(State.UNKNOWN);
    }

    private List<ServerOutcome> in(State state) {
        return servers.stream().filter(server -> server.state() == state).toList();
    }

    /**
     * Answers to the push about servers that were not asked for, or that name no server; their jobs are not followed.
     *
     * @return the answers, as {@link PushReceipt#unexpected()} has them
     */
    public List<ServerAnswer> unexpected() {
        return unexpected;
    }

    /**
     * Requests that were waited for by their id alone, and of which the service knows no job, or had told of none when the
     * waiting ended, or not all about them: jobs without their ids or their servers, or pages that come to no end.
     *
     * @return their ids; none where a receipt was waited for
     */
    public List<String> unknownRequests() {
        return unknownRequests;
    }

    /**
     * What was odd about the answers of the service, and was not counted: jobs that the push did not start, jobs on
     * other servers than the push said, an error beside a job; and why nothing could be told of a request.
     *
     * @return short texts for a person, each once; mostly none
     */
    public List<String> findings() {
        return findings;
    }

    /**
     * Whether the waiting came to its end: nothing more would be learned by waiting longer.
     *
     * @return {@code false} if it ended at its deadline
     */
    public boolean complete() {
        return complete;
    }

    /**
     * Whether the push succeeded on each server, and the service started it nowhere else: a push that reached a server that
     * nobody asked for is nothing to call done before somebody has looked.
     *
     * @return {@code true} only if the service said so of each server, and {@linkplain #unexpected() of no other}
     */
    public boolean allSucceeded() {
        return unexpected.isEmpty()
                && unknownRequests.isEmpty()
                && !servers.isEmpty()
                && servers.stream().allMatch(server -> server.state() == State.SUCCEEDED);
    }

    /**
     * The servers that can be pushed to again: those on which the push failed, and those that were refused. Not those
     * that are running or unknown: a second push would run beside the first. {@link
     * PushRequest#toServers(Collection)} makes the request.
     *
     * @return their ids
     */
    public List<String> failedServers() {
        return servers.stream()
                .filter(server -> server.state() == State.FAILED || server.state() == State.REFUSED)
                .map(ServerOutcome::serverId)
                .toList();
    }

    /**
     * Insists on {@link #allSucceeded()}.
     *
     * @return this
     * @throws PushFailedException if the push failed, was refused, or can't be told about for a server; it holds this
     *     outcome
     * @throws AwaitTimeoutException if nothing failed, but the deadline came first; it holds this outcome
     */
    public PushOutcome requireAllSucceeded() {
        if (allSucceeded()) {
            return this;
        }
        if (!complete && failedServers().isEmpty()) {
            throw new AwaitTimeoutException(this, "The deadline came before the end of the jobs", null);
        }
        throw new PushFailedException(this);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PushOutcome that
                && servers.equals(that.servers)
                && unexpected.equals(that.unexpected)
                && unknownRequests.equals(that.unknownRequests)
                && findings.equals(that.findings)
                && complete == that.complete;
    }

    @Override
    public int hashCode() {
        return 31 * servers.hashCode() + findings.hashCode();
    }

    @Override
    public String toString() {
        String counts = List.of(State.values()).stream()
                .map(state -> in(state).size() + " " + state.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return "PushOutcome{" + counts
                + unlessNone(unexpected, "unexpected")
                + unlessNone(unknownRequests, "unknown requests")
                + unlessNone(findings, "findings")
                + (complete ? "" : ", at the deadline") + "}";
    }

    private static String unlessNone(List<?> some, String what) {
        return some.isEmpty() ? "" : ", " + some.size() + " " + what;
    }
}
