package io.github.cphshare.client.auth;

import org.jspecify.annotations.Nullable;

/**
 * The token of an IAM user, scoped to the project: it travels as {@code X-Auth-Token} (CPH API Reference,
 * cph_api_0534, Table 2). Immutable.
 */
public final class TokenCredentials implements Credentials {
    private final String token;

    private TokenCredentials(String token) {
        this.token = token;
    }

    /**
     * Takes a token as it came from IAM.
     *
     * @param token the value of {@code X-Subject-Token}
     * @return the credentials
     * @throws CredentialsException if it is missing or blank, or has a character that no header can carry. Checked
     *     here, since an HTTP library would print the value when it refuses it
     */
    public static TokenCredentials of(@Nullable String token) {
        if (token == null || token.isBlank()) {
            throw new CredentialsException("The token is missing or blank.", null);
        }
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            if (c <= ' ' || c > '~') {
                throw new CredentialsException(
                        String.format(
                                "The token has a character that no token can have (U+%04X at %d of %d characters).",
                                (int) c, i + 1, token.length()),
                        null);
            }
        }
        return new TokenCredentials(token);
    }

    /**
     * The token itself.
     *
     * @return the secret, for the header {@code X-Auth-Token}; don't log it
     */
    public String token() {
        return token;
    }

    @Override
    public String toString() {
        return "TokenCredentials{***}";
    }
}
