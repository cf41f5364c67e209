package io.github.cphshare.client.error;

/** Something that the request names is in a state in which it cannot be used, for example frozen. */
public final class ConflictException extends ServiceException {
    ConflictException(ErrorAnswer answer) {
        super(answer);
    }
}
