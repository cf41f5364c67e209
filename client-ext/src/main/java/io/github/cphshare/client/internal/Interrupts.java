package io.github.cphshare.client.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Makes of an interrupt what OkHttp 4 makes of it: OkHttp 5 throws it undeclared where the thread waits for a connection.
 * Stateless.
 */
public final class Interrupts implements Interceptor {
    @Override
    public Response intercept(Chain chain) throws IOException {
        try {
            return chain.proceed(chain.request());
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                throw failure(e);
            }
            throw e;
        }
    }

    /**
     * The failure, and the interrupt stays to be seen.
     *
     * @param interrupt what was thrown
     * @return to be thrown
     */
    public static IOException failure(Throwable interrupt) {
        Thread.currentThread().interrupt();
        return (IOException) new InterruptedIOException("interrupted").initCause(interrupt);
    }
}
