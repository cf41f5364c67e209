package io.github.cphshare.client;

import io.github.cphshare.client.ServerOutcome.State;
import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.internal.LeftBehind;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A push did not succeed on each server. The receipt or the outcome says where, and why. */
public final class PushFailedException extends CphShareException {
    private static final int SHOWN = 5;

    // Not part of what is serialised with an exception: the message tells the same in words.
    private final transient @Nullable PushReceipt receipt;
    private final transient @Nullable PushOutcome outcome;

    PushFailedException(PushReceipt receipt) {
        super(
                message(
                        receipt,
                        Stream.concat(receipt.refused().stream(), receipt.unclear().stream())
                                .toList()),
                null,
                receipt.startedNothing() ? Delivery.NOT_PROCESSED : Delivery.UNKNOWN,
                "Jobs run on the accepted servers. Push again to the refused ones only, once their reason is mended;"
                        + " look at the unclear and the missing ones first.",
                receipt.requestId());
        this.receipt = receipt;
        this.outcome = PushFollowing.outcomeOf(receipt);
    }

    PushFailedException(PushOutcome outcome) {
        super(
                message(
                        outcome,
                        outcome.servers().stream()
                                .filter(server -> server.state() != State.SUCCEEDED)
                                .sorted(Comparator.comparing(ServerOutcome::state))
                                .toList()),
                null,
                outcome.refused().size() == outcome.servers().size()
                                && outcome.unexpected().isEmpty()
                                && outcome.unknownRequests().isEmpty()
                        ? Delivery.NOT_PROCESSED
                        : Delivery.UNKNOWN,
                "Push again to the failed and the refused servers only, once their reason is mended; look at the unknown"
                        + " ones first.",
                null);
        this.receipt = null;
        this.outcome = outcome;
    }

    /**
     * What the service answered to the push, where nobody waited for the jobs.
     *
     * @return the receipt; {@code null} if the failure is about the outcome of jobs, or was serialised and read again
     */
    public @Nullable PushReceipt receipt() {
        return receipt;
    }

    /**
     * What is known, server by server. Where nobody waited for the jobs, those of accepted servers are running.
     *
     * @return the outcome
     * @throws IllegalStateException if this failure was serialised and read again; its message tells the same
     */
    public PushOutcome outcome() {
        return LeftBehind.required(outcome, "outcome");
    }

    private static String message(Object what, List<?> servers) {
        String reasons =
                servers.stream().limit(SHOWN).map(server -> "\n  " + server).collect(Collectors.joining());
        String rest = servers.size() > SHOWN ? "\n  and " + (servers.size() - SHOWN) + " more" : "";
        return what + reasons + rest;
    }
}
