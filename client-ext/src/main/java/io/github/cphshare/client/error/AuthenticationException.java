package io.github.cphshare.client.error;

/** The credentials are missing, wrong or expired. More than five failures in a row lock an access key for five minutes. */
public final class AuthenticationException extends ServiceException {
    AuthenticationException(ErrorAnswer answer) {
        super(answer);
    }
}
