package io.github.cphshare.client;

import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.internal.Interrupts;
import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Carries what is no failure but a defect, of an interceptor or a provider of the caller, through OkHttp to whoever waits for the
 * call: of a call without a thread OkHttp would say that it was cancelled, and throw the defect where nobody sees it. Stateless.
 */
final class Defects implements Interceptor {

    /** A defect on its way. */
    static final class Carrier extends IOException {
        private final transient Throwable defect;

        Carrier(Throwable defect) {
            super(defect);
            this.defect = defect;
        }

        /** To be thrown: throws the defect itself, or with it what may be thrown undeclared: Kotlin does not ask for that. */
        RuntimeException thrown() {
            if (defect instanceof Error error) {
                throw error;
            }
            throw defect instanceof RuntimeException known ? known : new UndeclaredThrowableException(defect);
        }
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        if (WireProbe.ifAny(chain.call()) == null) {
            return chain.proceed(chain.request()); // Somebody else's call, and so theirs to deal with.
        }
        try {
            return chain.proceed(chain.request());
        } catch (IOException e) {
            throw e;
        } catch (CphShareException e) {
            throw new CallFailure(e); // No defect: what an interceptor made of an answer, say.
        } catch (Throwable e) {
            throw e instanceof InterruptedException ? Interrupts.failure(e) : new Carrier(e);
        }
    }
}
