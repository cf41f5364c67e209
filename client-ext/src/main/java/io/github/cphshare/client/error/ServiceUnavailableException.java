package io.github.cphshare.client.error;

/** The service, or something before it, failed for the moment. It may have acted; see {@link #delivery()}. */
public final class ServiceUnavailableException extends ServiceException {
    ServiceUnavailableException(ErrorAnswer answer) {
        super(answer);
    }
}
