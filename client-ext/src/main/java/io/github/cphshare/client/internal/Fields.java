package io.github.cphshare.client.internal;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Fields of answers: empty is absent. Stateless. */
public final class Fields {
    private Fields() {}

    /**
     * A text.
     *
     * @param value the field
     * @return its value; {@code null} where that is empty or blank
     */
    public static @Nullable String present(@Nullable String value) {
        return value == null || (!beginsVisibly(value) && value.isBlank()) ? null : value;
    }

    /** Nearly all do, and of them nothing more has to be looked at. */
    private static boolean beginsVisibly(String value) {
        return !value.isEmpty() && value.charAt(0) > ' ' && value.charAt(0) < 0x7F;
    }

    /**
     * A time of the service.
     *
     * @param value the field
     * @return the time; {@code null} also where it can't be read, since nothing is decided by it
     */
    public static @Nullable Instant time(@Nullable String value) {
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
