package io.github.cphshare.client.auth;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the client gets its credentials from. Asked once for each request, from the thread that sends it, so an
 * implementation has to be thread-safe and should be quick.
 */
@FunctionalInterface
public interface CredentialsProvider {

    /**
     * The credentials for the next request.
     *
     * @return the credentials
     * @throws CredentialsException if there are none
     */
    Credentials credentials();

    /**
     * Whether the credentials will say which project they are for ({@link Credentials#projectId()}). If so, a client
     * can be made without a project id.
     *
     * @return {@code false} unless the provider knows better
     */
    default boolean namesProject() {
        return false;
    }

    /**
     * The IAM that knows the credentials, where it is not that of the region. A client that has to ask for its project asks
     * there, unless it was given another address.
     *
     * @return an {@code https://} URL; {@code null} unless the provider knows better
     */
    default @Nullable String iamEndpoint() {
        return null;
    }

    /**
     * Other credentials, in place of some that the service did not accept although they should be good. Asked at most
     * once for a request, which is then repeated; the first was not acted on.
     *
     * @param refused what {@link #credentials()} gave for the request
     * @return others, or {@code null} if there are none, as is so unless the provider knows better
     * @throws CredentialsException if there should be others, but could not be had
     */
    default @Nullable Credentials replacement(Credentials refused) {
        return null;
    }

    /**
     * Always the same token. It is good for 24 hours at most (IAM API Reference).
     *
     * @param token the value of {@code X-Subject-Token}
     * @return a provider of the token
     * @throws CredentialsException if the token is missing or has a character that no header can carry
     */
    static CredentialsProvider token(@Nullable String token) {
        TokenCredentials credentials = TokenCredentials.of(token);
        return () -> credentials;
    }

    /**
     * Always the same access key pair, with which requests are signed.
     *
     * @param accessKey the access key id (AK)
     * @param secretKey the secret access key (SK)
     * @return a provider of the pair
     * @throws CredentialsException if a key is missing or has a character that no key can have
     */
    static CredentialsProvider akSk(@Nullable String accessKey, @Nullable String secretKey) {
        AkSkCredentials credentials = AkSkCredentials.of(accessKey, secretKey);
        return () -> credentials;
    }

    /**
     * Always the same temporary access key pair, with which requests are signed. For pairs that are renewed, implement
     * this interface.
     *
     * @param accessKey the access key id (AK)
     * @param secretKey the secret access key (SK)
     * @param securityToken the security token that came with the pair
     * @return a provider of the pair
     * @throws CredentialsException if one of the three is missing or has a character that it cannot have
     */
    static CredentialsProvider akSk(
            @Nullable String accessKey, @Nullable String secretKey, @Nullable String securityToken) {
        AkSkCredentials credentials =
                AkSkCredentials.of(accessKey, secretKey, Secret.checked("security token", securityToken));
        return () -> credentials;
    }

    /**
     * Credentials from where they usually are. The first of these that is there counts:
     *
     * <ol>
     *   <li>the environment variables {@code HUAWEICLOUD_SDK_AK} and {@code HUAWEICLOUD_SDK_SK}, with {@code
     *       HUAWEICLOUD_SDK_SECURITY_TOKEN} for a temporary pair
     *   <li>{@code CPH_TOKEN}: a token of IAM
     *   <li>{@code CPH_IAM_ACCOUNT}, {@code CPH_IAM_USER} and {@code CPH_IAM_PASSWORD}, with {@code CPH_REGION} or {@code
     *       HUAWEICLOUD_SDK_PROJECT_ID} for the project: an IAM user ({@link IamPasswordCredentials})
     *   <li>the file {@code .huaweicloud/credentials} in the user's home folder, or the one that {@code
     *       HUAWEICLOUD_SDK_CREDENTIALS_FILE} names: {@code ak}, {@code sk}, {@code security_token} and {@code
     *       project_id} of its section {@code [basic]}
     * </ol>
     *
     * <p>{@code HUAWEICLOUD_SDK_PROJECT_ID} names the project for each of the first three, and {@code
     * HUAWEICLOUD_SDK_IAM_ENDPOINT} another IAM than the region's for all of them. The names that begin with
     * {@code HUAWEICLOUD_SDK} and the file are those of the vendor's SDKs. A source that has only a part of what it needs
     * is an error. It is looked once, by the first request or when a client is built without a project id; what was found
     * is kept.
     *
     * @return a provider; its {@link CredentialsException} lists what was looked for, without values
     */
    static CredentialsProvider defaultChain() {
        return new DefaultChain(System::getenv, Path.of(System.getProperty("user.home", "")));
    }

    /**
     * A token that the caller looks after.
     *
     * @param supplier gives the token that is valid now; asked for each request
     * @return a provider of the supplier's tokens
     */
    static CredentialsProvider token(Supplier<@Nullable String> supplier) {
        return () -> {
            String token;
            try {
                token = supplier.get();
            } catch (RuntimeException e) {
                // Only its type: somebody else's message may hold the secret.
                throw new CredentialsException(
                        "The token supplier failed with " + e.getClass().getName() + ".", null);
            }
            return TokenCredentials.of(token);
        };
    }
}
