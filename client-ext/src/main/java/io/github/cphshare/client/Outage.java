package io.github.cphshare.client;

import io.github.cphshare.client.auth.CredentialsException;
import io.github.cphshare.client.error.ClientClosedException;
import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.MalformedResponseException;
import io.github.cphshare.client.error.ServiceException;
import java.io.IOException;
import java.time.Duration;

/** Which failures of a question pass by themselves. A question changes nothing, so it may be asked again after each. */
final class Outage {
    private Outage() {}

    static boolean isOne(CphShareException failure) {
        if (failure instanceof CredentialsException) {
            // IAM was not there, or said no: the cause tells which.
            Throwable cause = failure.getCause();
            return cause instanceof IOException || (cause instanceof CphShareException iam && isOne(iam));
        }
        // A proxy's page and half an answer pass as well. A closed client does not; the pause after it ends the
        // waiting.
        return failure instanceof MalformedResponseException
                || failure instanceof ClientClosedException
                || Repetition.helps(failure);
    }

    /** How long the answer asks to wait. */
    static Duration retryAfter(CphShareException failure) {
        Duration asked = failure instanceof ServiceException answer ? answer.retryAfter() : null;
        return asked == null ? Duration.ZERO : asked;
    }
}
