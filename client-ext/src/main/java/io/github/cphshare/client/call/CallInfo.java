package io.github.cphshare.client.call;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which call something is told about. Immutable; has no secret in it, and neither headers nor body of the request. */
public final class CallInfo {
    private final long number;
    private final String operation;
    private final String method;
    private final String host;
    private final String path;

    /**
     * @param number tells the calls of a client apart
     * @param operation the operation's id in the contract
     * @param method the HTTP method
     * @param host the host of the endpoint
     * @param path the path, without a query
     */
    public CallInfo(long number, String operation, String method, String host, String path) {
        this.number = number;
        this.operation = operation;
        this.method = method.toUpperCase(Locale.ROOT);
        this.host = host;
        this.path = path;
    }

    /**
     * Tells the calls of a client apart; all attempts of a call have the same.
     *
     * @return a number that grows from call to call
     */
    public long number() {
        return number;
    }

    /**
     * What is asked for.
     *
     * @return the operation's id in the contract, such as {@code pushShareFiles}
     */
    public String operation() {
        return operation;
    }

    /**
     * The HTTP method.
     *
     * @return the method, in upper case
     */
    public String method() {
        return method;
    }

    /**
     * Where the call goes.
     *
     * @return the host, without a port
     */
    public String host() {
        return host;
    }

    /**
     * The path, without a query.
     *
     * @return the path; where the project comes with the credentials, a placeholder stands for it
     */
    public String path() {
        return path;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CallInfo that
                && number == that.number
                && operation.equals(that.operation)
                && method.equals(that.method)
                && host.equals(that.host)
                && path.equals(that.path);
    }

    @Override
    public int hashCode() {
        return Objects.hash(number, operation, method, host, path);
    }

    @Override
    public String toString() {
        return operation + " #" + number + " (" + method + " " + host + path + ")";
    }
}
