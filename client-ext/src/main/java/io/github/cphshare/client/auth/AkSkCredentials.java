package io.github.cphshare.client.auth;

import org.jspecify.annotations.Nullable;

/**
 * An access key pair: requests are signed with it (SDK-HMAC-SHA256; API request signing guide, devg-apisign), and the
 * secret key itself is never sent. A temporary pair comes with a security token, which travels as {@code
 * X-Security-Token}. Immutable.
 *
 * <p>More than five failed signatures in a row lock an access key for five minutes, and a signature is refused when the
 * clocks of caller and service differ by more than 15 minutes (API Gateway, error codes, row APIGW.0301).
 */
public final class AkSkCredentials implements Credentials {
    private final String accessKey;
    private final String secretKey;
    private final @Nullable String securityToken;
    private final @Nullable String projectId;

    private AkSkCredentials(
            String accessKey, String secretKey, @Nullable String securityToken, @Nullable String projectId) {
        this.accessKey = accessKey;
        this.secretKey = secretKey;
        this.securityToken = securityToken;
        this.projectId = projectId;
    }

    /**
     * Takes a permanent pair.
     *
     * @param accessKey the access key id (AK)
     * @param secretKey the secret access key (SK)
     * @return the credentials
     * @throws CredentialsException if one is missing or blank, or has a character that no key can have
     */
    public static AkSkCredentials of(@Nullable String accessKey, @Nullable String secretKey) {
        return of(accessKey, secretKey, null);
    }

    /**
     * Takes a pair, permanent or temporary.
     *
     * @param accessKey the access key id (AK)
     * @param secretKey the secret access key (SK)
     * @param securityToken the security token of a temporary pair; {@code null} for a permanent one
     * @return the credentials
     * @throws CredentialsException if a key is missing or blank, or one of the three has a character that it cannot have
     */
    public static AkSkCredentials of(
            @Nullable String accessKey, @Nullable String secretKey, @Nullable String securityToken) {
        String ak = Secret.checked("access key", accessKey);
        if (ak.indexOf(',') >= 0) {
            // It would end the field of the Authorization header.
            throw new CredentialsException("The access key has a comma, which no access key can have.", null);
        }
        return new AkSkCredentials(
                ak,
                Secret.checked("secret key", secretKey),
                securityToken == null ? null : Secret.checked("security token", securityToken),
                null);
    }

    /**
     * The same credentials, known to be for a project.
     *
     * @param projectId the project's id; {@code null} for none in particular
     * @return new credentials
     */
    public AkSkCredentials withProjectId(@Nullable String projectId) {
        return new AkSkCredentials(accessKey, secretKey, securityToken, projectId);
    }

    /**
     * The access key id (AK), which is sent with each signature and is no secret.
     *
     * @return the id
     */
    public String accessKey() {
        return accessKey;
    }

    /**
     * The secret access key (SK).
     *
     * @return the secret that signs; don't log or send it
     */
    public String secretKey() {
        return secretKey;
    }

    /**
     * The security token of a temporary pair.
     *
     * @return the secret, for the header {@code X-Security-Token}; {@code null} for a permanent pair
     */
    public @Nullable String securityToken() {
        return securityToken;
    }

    @Override
    public @Nullable String projectId() {
        return projectId;
    }

    @Override
    public String toString() {
        return "AkSkCredentials{accessKey=" + accessKey + ", secretKey=***"
                + (securityToken == null ? "" : ", securityToken=***") + "}";
    }
}
