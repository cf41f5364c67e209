package io.github.cphshare.client.error;

/** Something that the request names does not exist: the address, the object, or a server. */
public final class NotFoundException extends ServiceException {
    NotFoundException(ErrorAnswer answer) {
        super(answer);
    }
}
