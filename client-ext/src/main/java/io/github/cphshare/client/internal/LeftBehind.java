package io.github.cphshare.client.internal;

import org.jspecify.annotations.Nullable;

/** What is not serialised with a failure: it may be as large as a fleet, and the message tells the same in words. Stateless. */
public final class LeftBehind {
    private LeftBehind() {}

    /**
     * Insists on it.
     *
     * @param <T> what it is
     * @param value what the failure was made with; {@code null} where it was read again since
     * @param name what it is called
     * @return the value
     * @throws IllegalStateException if it is not there; something empty in its place would say that nothing went wrong
     */
    public static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalStateException("The " + name
                    + " was not serialised with this failure; the failure's message tells the same in words.");
        }
        return value;
    }
}
