package io.github.cphshare.client.internal;

import io.github.cphshare.client.error.NotFoundException;
import java.util.Locale;

/** What an answer "not found" speaks of. Stateless. */
public final class NotFound {
    private static final String CODES_OF_THE_SERVICE = "CPS";

    private NotFound() {}

    /**
     * Whether the service said it. What stands before it, a gateway or a proxy, knows neither servers nor jobs: there the
     * address is wrong, or the service is away.
     *
     * @param failure the answer
     * @return {@code true} if it has a code of the service
     */
    public static boolean isOfTheService(NotFoundException failure) {
        String code = failure.errorCode();
        return code != null && code.strip().toUpperCase(Locale.ROOT).startsWith(CODES_OF_THE_SERVICE);
    }
}
