package io.github.cphshare.client.auth;

/** What proves a caller's identity. Immutable; {@code toString} never shows a secret. */
public sealed interface Credentials permits TokenCredentials {}
