package io.github.cphshare.client.server;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Fields of answers: empty is absent, and what can't be read is as good as absent where nothing is decided by it. */
final class Texts {
    private Texts() {}

    static @Nullable String present(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }

    static @Nullable Instant time(@Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            return Instant.parse(value.strip());
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
