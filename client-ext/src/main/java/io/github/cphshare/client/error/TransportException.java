package io.github.cphshare.client.error;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The network failed: no connection, no answer, or an answer that broke off. {@link #delivery()} tells whether the
 * request may have reached the service.
 */
public final class TransportException extends CphShareException {

    /**
     * @param message what happened
     * @param cause the failure of the network
     * @param delivery {@link Delivery#NOT_SENT} if no connection was made, else {@link Delivery#UNKNOWN}
     * @param requestId the request id, if an answer had begun
     */
    public TransportException(
            String message, @Nullable IOException cause, Delivery delivery, @Nullable String requestId) {
        super(message, cause, delivery, advice(delivery), requestId);
    }

    private static String advice(Delivery delivery) {
        return delivery == Delivery.UNKNOWN
                ? "The service may have acted: look at the servers' jobs or files before sending again."
                : "Nothing was sent: check the endpoint and the network, then send again.";
    }
}
