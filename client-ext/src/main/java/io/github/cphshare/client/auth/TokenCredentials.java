package io.github.cphshare.client.auth;

import org.jspecify.annotations.Nullable;

/**
 * The token of an IAM user, scoped to the project: it travels as {@code X-Auth-Token} (CPH API Reference,
 * cph_api_0534, Table 2). Immutable.
 */
public final class TokenCredentials implements Credentials {
    private final String token;
    private final @Nullable String projectId;

    private TokenCredentials(String token, @Nullable String projectId) {
        this.token = token;
        this.projectId = projectId;
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
        return new TokenCredentials(Secret.checked("token", token), null);
    }

    /**
     * The same token, known to be scoped to a project.
     *
     * @param projectId the project's id; {@code null} if it is not known
     * @return new credentials
     */
    public TokenCredentials withProjectId(@Nullable String projectId) {
        return new TokenCredentials(token, projectId);
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
    public @Nullable String projectId() {
        return projectId;
    }

    @Override
    public String toString() {
        return "TokenCredentials{***}";
    }
}
