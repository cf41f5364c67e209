package io.github.cphshare.client.internal;

import java.net.Proxy;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** Keeps what is sent in the clear on this machine. Stateless. */
public final class ThisMachine {
    private ThisMachine() {}

    /**
     * Leaves the proxy out where plain HTTP goes to this machine: a proxy is another one, reads what is meant for this one on
     * its way, and would look for the address on itself.
     *
     * @param http builds a client that sends there and nowhere else
     * @param address where it sends
     */
    public static void reachDirectly(OkHttpClient.Builder http, HttpUrl address) {
        if (!address.isHttps() && EndpointRules.isConfidential(address)) {
            http.proxy(Proxy.NO_PROXY);
        }
    }
}
