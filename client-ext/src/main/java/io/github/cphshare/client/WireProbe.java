package io.github.cphshare.client;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Remembers whether a request got as far as a connection, and with which secrets. Up to there nothing can have reached
 * the service; from there on anything may have. Travels with the request as a tag.
 */
final class WireProbe {
    /** Runs once a connection stands, right before the request is written to it. */
    static final Interceptor INTERCEPTOR = WireProbe::mark;

    private volatile boolean connected;
    private volatile Secrets secrets = Secrets.NONE;

    boolean connected() {
        return connected;
    }

    Secrets secrets() {
        return secrets;
    }

    /** Before a request that was certainly not acted on goes out once more. */
    static void startAgain(Request request) {
        WireProbe probe = request.tag(WireProbe.class);
        if (probe != null) {
            probe.connected = false;
        }
    }

    private static Response mark(Interceptor.Chain chain) throws IOException {
        WireProbe probe = chain.request().tag(WireProbe.class);
        if (probe != null) {
            probe.connected = true;
            probe.secrets = Secrets.of(chain.request());
        }
        return chain.proceed(chain.request());
    }
}
