package io.github.cphshare.client.fleet;

import org.jspecify.annotations.Nullable;

/**
 * Why something did not go as asked.
 *
 * @param code the service's error code, where there is one
 * @param message the same in words, cut; the service's or ours
 */
record Reason(@Nullable String code, @Nullable String message) {
    /** Kept for each server of a fleet, so not as long as a service might like. */
    private static final int LONGEST = 300;

    Reason {
        code = cut(code);
        message = cut(message);
    }

    static @Nullable String cut(@Nullable String text) {
        if (text == null || text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + "…";
    }
}
