package io.github.cphshare.client;

import io.github.cphshare.client.auth.CredentialsException;
import io.github.cphshare.client.error.MalformedResponseException;
import io.github.cphshare.client.error.ServiceException;
import io.github.cphshare.client.error.ServiceUnavailableException;
import io.github.cphshare.client.error.ThrottledException;
import io.github.cphshare.client.error.TransportException;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Which failures of a question pass by themselves. A question changes nothing, so it may be asked again after each. */
final class Outage {
    private Outage() {}

    static boolean isOne(@Nullable Throwable failure) {
        if (failure instanceof CredentialsException) {
            // IAM was not there, or said no: the cause tells which.
            return failure.getCause() instanceof IOException || isOne(failure.getCause());
        }
        return failure instanceof TransportException
                || failure instanceof ThrottledException
                || failure instanceof ServiceUnavailableException
                // A proxy's page, or half an answer.
                || failure instanceof MalformedResponseException
                || (failure instanceof ServiceException answer && answer.retryable());
    }

    /** How long the answer asks to wait. */
    static Duration retryAfter(Throwable failure) {
        Duration asked = failure instanceof ThrottledException throttled ? throttled.retryAfter() : null;
        return asked == null ? Duration.ZERO : asked;
    }
}
