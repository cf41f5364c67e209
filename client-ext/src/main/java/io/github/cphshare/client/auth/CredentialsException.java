package io.github.cphshare.client.auth;

import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.Delivery;
import org.jspecify.annotations.Nullable;

/** There are no credentials that a request could be sent with. Nothing was sent, and no secret is in the message. */
public final class CredentialsException extends CphShareException {

    /**
     * @param message what is wrong, without any part of a secret
     * @param cause what caused it; its own message is not looked at, so it must not hold a secret either
     */
    public CredentialsException(String message, @Nullable Throwable cause) {
        super(message, cause, Delivery.NOT_SENT, "Give the client valid credentials; nothing was sent.", null);
    }
}
