package io.github.cphshare.client;

import java.time.Duration;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** The three limits of a call; {@code null} leaves one as it is. */
record Timeouts(
        @Nullable Duration connect,
        @Nullable Duration read,
        @Nullable Duration call) {
    static final Timeouts UNSET = new Timeouts(null, null, null);

    /**
     * For a client of our own. The service is slow to answer when it is busy; more than two minutes is not an answer.
     * {@link OptionsInterceptor} has a push wait for as long as that.
     */
    static final Timeouts DEFAULTS =
            new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(120));

    static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    static Duration checked(String name, Duration timeout) {
        if (timeout.isNegative() || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    name + " must be between zero and " + LONGEST.toDays() + " days, was " + timeout);
        }
        // Below a millisecond OkHttp would take it for none at all.
        return timeout.isZero() || timeout.toMillis() > 0 ? timeout : Duration.ofMillis(1);
    }

    void applyTo(OkHttpClient.Builder client) {
        if (connect != null) {
            client.connectTimeout(connect);
        }
        if (read != null) {
            client.readTimeout(read);
            client.writeTimeout(read);
        }
        if (call != null) {
            client.callTimeout(call);
        }
    }
}
