package io.github.cphshare.client.auth;

import org.jspecify.annotations.Nullable;

/** What all secrets have in common: visible ASCII, since they travel in headers, and never shown when they are wrong. */
final class Secret {
    private Secret() {}

    /** Checked here, since an HTTP library would print the value when it refuses it. */
    static String checked(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new CredentialsException("The " + name + " is missing or blank.", null);
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ' ' || c > '~') {
                throw new CredentialsException(
                        String.format(
                                "The %s has a character that no %s can have (U+%04X at %d of %d characters).",
                                name, name, (int) c, i + 1, value.length()),
                        null);
            }
        }
        return value;
    }
}
