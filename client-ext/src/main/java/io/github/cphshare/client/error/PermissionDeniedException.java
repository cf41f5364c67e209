package io.github.cphshare.client.error;

/** The credentials are right, but may not do this: a permission is missing, or the account is restricted. */
public final class PermissionDeniedException extends ServiceException {
    PermissionDeniedException(ErrorAnswer answer) {
        super(answer);
    }
}
