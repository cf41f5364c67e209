package io.github.cphshare.client.fleet;

import io.github.cphshare.client.ServerAnswer;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.RandomAccess;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What became of a push to a fleet, whether it ran to its end or not. Immutable.
 *
 * <p>Each server is in exactly one {@link FleetState}. The states are kept compactly; {@link FleetServer} objects are made
 * when they are asked for.
 */
public final class FleetOutcome {
    private final Ledger ledger;
    private final Map<Integer, Reason> lost;
    private final FleetEnd end;
    private final @Nullable Throwable cause;
    private final List<String> findings;

    /** @param ledger not changed any more */
    FleetOutcome(
            Ledger ledger, Map<Integer, Reason> lost, FleetEnd end, @Nullable Throwable cause, List<String> findings) {
        this.ledger = ledger;
        this.lost = Map.copyOf(lost);
        this.end = end;
        this.cause = cause;
        this.findings = List.copyOf(findings);
    }

    /**
     * All servers.
     *
     * @return one a server, in the order of the push; unmodifiable
     */
    public List<FleetServer> servers() {
        return new Servers();
    }

    /**
     * The servers in a state.
     *
     * @param state the state
     * @return them, in the order of the push; unmodifiable
     */
    public List<FleetServer> in(FleetState state) {
        return servers().stream().filter(server -> server.state() == state).toList();
    }

    /**
     * How many servers are in a state.
     *
     * @param state the state
     * @return their number
     */
    public int count(FleetState state) {
        int count = 0;
        for (int server = 1; server <= ledger.size(); server++) {
            if (state(server) == state) {
                count++;
            }
        }
        return count;
    }

    /**
     * The servers that can be pushed to again, with another journal: their jobs failed, or they were refused. Those that
     * were not pushed to are left to a resumed run, and those that are unknown or run may have the files already.
     *
     * @return their ids
     */
    public List<String> failedServers() {
        return servers().stream()
                .filter(server -> server.state() == FleetState.FAILED || server.state() == FleetState.REFUSED)
                .map(FleetServer::serverId)
                .toList();
    }

    /**
     * Why the run ended.
     *
     * @return the reason
     */
    public FleetEnd end() {
        return end;
    }

    /**
     * What made the run give up.
     *
     * @return mostly a {@link io.github.cphshare.client.error.CphShareException}; {@code null} unless {@link #end()} is
     *     {@link FleetEnd#GAVE_UP}
     */
    public @Nullable Throwable cause() {
        return cause;
    }

    /**
     * What was odd in this run: several answers about a server, an end that the service took back, a line of the journal that
     * was not finished.
     *
     * @return sentences for people, at most some 100; mostly none
     */
    public List<String> findings() {
        return findings;
    }

    /**
     * Whether a resumed run has something to do: servers that were not pushed to, or jobs that have no known end.
     *
     * @return {@code false} where only a decision about unknown servers is left, or nothing
     */
    public boolean resumable() {
        return ledger.count(Standing.OPEN) > 0 || ledger.count(Standing.ACCEPTED) > 0;
    }

    /**
     * Answers to a push about servers that were not asked for, or that name no server, in this run and those before; their
     * jobs are not followed.
     *
     * @return the first 100 of these answers; mostly none
     */
    public List<ServerAnswer> unexpected() {
        return Receipts.unexpected(ledger.unexpected());
    }

    /**
     * Whether the push succeeded on each server, and the service started it nowhere else: as {@link
     * io.github.cphshare.client.PushOutcome#allSucceeded()} says of one request.
     *
     * @return {@code true} only if the service said so of each server, and {@linkplain #unexpected() of no other}
     */
    public boolean allSucceeded() {
        return count(FleetState.SUCCEEDED) == ledger.size()
                && ledger.unexpected().isEmpty();
    }

    /**
     * Insists on {@link #allSucceeded()}.
     *
     * @return this
     * @throws FleetFailedException if it did not; it holds this outcome
     */
    public FleetOutcome requireAllSucceeded() {
        if (!allSucceeded()) {
            throw new FleetFailedException(this);
        }
        return this;
    }

    @Override
    public String toString() {
        String counts = Arrays.stream(FleetState.values())
                .map(state -> count(state) + " "
                        + state.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
        int unexpected = ledger.unexpected().size();
        return "FleetOutcome{" + counts + (unexpected == 0 ? "" : ", " + unexpected + " unexpected") + "; " + end
                + (cause == null ? "" : ": " + cause.getMessage()) + "}";
    }

    private FleetState state(int server) {
        return lost.containsKey(server) || ledger.isToBePushedToAgain(server)
                ? FleetState.UNKNOWN
                : stateOf(ledger.standing(server));
    }

    /** How a standing looks when nothing is in flight any more. */
    static FleetState stateOf(Standing standing) {
        return switch (standing) {
            case OPEN -> FleetState.NOT_PUSHED;
            case ASKED, UNKNOWN -> FleetState.UNKNOWN;
            case REFUSED -> FleetState.REFUSED;
            case ACCEPTED -> FleetState.RUNNING;
            case SUCCEEDED -> FleetState.SUCCEEDED;
            case FAILED -> FleetState.FAILED;
        };
    }

    static FleetServer server(Ledger ledger, int server, FleetState state, @Nullable Reason reason) {
        return new FleetServer(ledger.id(server), state, ledger.requestId(server), ledger.job(server), reason);
    }

    private final class Servers extends AbstractList<FleetServer> implements RandomAccess {
        @Override
        public FleetServer get(int index) {
            if (index < 0 || index >= size()) {
                throw new IndexOutOfBoundsException(index);
            }
            int server = index + 1;
            return server(ledger, server, state(server), lost.getOrDefault(server, ledger.reason(server)));
        }

        @Override
        public int size() {
            return ledger.size();
        }
    }
}
