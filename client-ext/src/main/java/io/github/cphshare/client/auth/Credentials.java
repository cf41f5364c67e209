package io.github.cphshare.client.auth;

import org.jspecify.annotations.Nullable;

/** What proves a caller's identity. Immutable; {@code toString} never shows a secret. */
public sealed interface Credentials permits TokenCredentials, AkSkCredentials {

    /**
     * The project that the credentials are for. A client that was given no project id works in this one.
     *
     * @return the project's id, or {@code null} where the credentials do not say
     */
    @Nullable
    String projectId();
}
