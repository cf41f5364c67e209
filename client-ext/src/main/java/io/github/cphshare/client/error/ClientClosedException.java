package io.github.cphshare.client.error;

/** The client was closed before the request could be sent. */
public final class ClientClosedException extends CphShareException {

    /** Makes the failure of a call to a client that is closed. */
    public ClientClosedException() {
        super(
                "The client is closed.",
                null,
                Delivery.NOT_SENT,
                "Nothing was sent: make a new client, and close it after its last call.",
                null);
    }
}
