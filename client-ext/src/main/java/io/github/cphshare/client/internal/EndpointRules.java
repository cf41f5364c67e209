package io.github.cphshare.client.internal;

import okhttp3.HttpUrl;

/** The rule that every address has to keep which credentials are sent to. Stateless. */
public final class EndpointRules {
    /** 127.0.0.300 is no address: it would be looked up, as a name. */
    private static final String LOOPBACK = "localhost|::1|127(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}";

    private EndpointRules() {}

    /**
     * Whether nobody on the way can read what is sent there: HTTPS, or this machine. A host counts as this machine by
     * its name alone, since a look-up could be answered by whoever answers look-ups.
     *
     * @param url the address
     * @return {@code true} for {@code https://}, and for loopback
     */
    public static boolean isConfidential(HttpUrl url) {
        return url.isHttps() || url.host().matches(LOOPBACK);
    }
}
