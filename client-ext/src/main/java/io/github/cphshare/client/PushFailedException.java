package io.github.cphshare.client;

import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.Delivery;
import java.util.List;
import java.util.stream.Collectors;

/** A push was taken, but not for every server as it was asked. The receipt says which. */
public final class PushFailedException extends CphShareException {
    private static final int SHOWN = 5;

    // Not part of what is serialised with an exception: the message tells the same in words.
    private final transient PushReceipt receipt;

    PushFailedException(PushReceipt receipt) {
        super(
                message(receipt),
                null,
                receipt.accepted().isEmpty()
                                && receipt.missing().isEmpty()
                                && receipt.doubled().isEmpty()
                        ? Delivery.NOT_PROCESSED
                        : Delivery.UNKNOWN,
                "Jobs run on the accepted servers. Push again to the refused ones only, once their reason is mended;"
                        + " look at the missing ones first.",
                receipt.requestId());
        this.receipt = receipt;
    }

    /**
     * What the service answered, server by server.
     *
     * @return the receipt
     */
    public PushReceipt receipt() {
        return receipt;
    }

    private static String message(PushReceipt receipt) {
        List<ServerAnswer> refused = receipt.refused();
        String reasons =
                refused.stream().limit(SHOWN).map(answer -> "\n  " + answer).collect(Collectors.joining());
        String rest = refused.size() > SHOWN ? "\n  and " + (refused.size() - SHOWN) + " more" : "";
        return receipt + reasons + rest;
    }
}
