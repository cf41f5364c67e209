package io.github.cphshare.client.fleet;

import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.internal.LeftBehind;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A push to a fleet did not succeed on each server. The outcome says where, and why. */
public final class FleetFailedException extends CphShareException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 5;

    // Not part of what is serialised with an exception: the message tells the same in words.
    private final transient @Nullable FleetOutcome outcome;

    FleetFailedException(FleetOutcome outcome) {
        super(
                message(outcome),
                outcome.cause(),
                outcome.count(FleetState.NOT_PUSHED) == outcome.servers().size()
                        ? Delivery.NOT_PROCESSED
                        : Delivery.UNKNOWN,
                outcome.resumable()
                        ? "Resume the journal: it pushes to those that were not pushed to, and follows the jobs."
                        : advice(outcome),
                null);
        this.outcome = outcome;
    }

    private static String advice(FleetOutcome outcome) {
        return outcome.count(FleetState.SUCCEEDED) == outcome.servers().size()
                ? "Look at the servers that nobody asked for: the push may have reached them as well."
                : "Look at the unknown servers' jobs or files; push to the failed and the refused ones with a new"
                        + " journal, once their reason is mended.";
    }

    /**
     * What became of the push.
     *
     * @return the outcome, server by server
     * @throws IllegalStateException if this failure was serialised and read again; its message tells the same
     */
    public FleetOutcome outcome() {
        return LeftBehind.required(outcome, "outcome");
    }

    private static String message(FleetOutcome outcome) {
        String some = outcome.servers().stream()
                .filter(server -> server.state() != FleetState.SUCCEEDED)
                .limit(SHOWN)
                .map(server -> "\n  " + server)
                .collect(Collectors.joining());
        int others = outcome.servers().size() - outcome.count(FleetState.SUCCEEDED) - SHOWN;
        String strangers = outcome.unexpected().stream()
                .limit(SHOWN)
                .map(answer -> "\n  not asked for: " + answer)
                .collect(Collectors.joining());
        return outcome + some + (others > 0 ? "\n  and " + others + " more" : "") + strangers;
    }
}
