package io.github.cphshare.client;

import io.github.cphshare.client.internal.EndpointRules;
import io.github.cphshare.client.validation.Violation;
import java.util.List;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The address of the service, with a path that ends in a slash so that nothing of it is lost when paths are added. */
record Endpoint(HttpUrl url) {
    private static final String FIELD = "endpoint";
    private static final String SOURCE = "cph-share: a credential is a secret, and the service speaks HTTPS only";

    /** Reads an endpoint, or says what is wrong with it. */
    static @Nullable Endpoint parse(String text, boolean allowPlainHttp, List<Violation> violations) {
        HttpUrl url = HttpUrl.parse(text.strip());
        if (url == null) {
            violations.add(Violation.of(FIELD, "url", "must be an https:// URL", withoutSecrets(text), SOURCE));
            return null;
        }
        int before = violations.size();
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            violations.add(Violation.of(FIELD, "noUserInfo", "must not hold a user or a password", null, SOURCE));
        }
        if (url.query() != null || url.fragment() != null) {
            // Without the value: people put secrets into queries.
            violations.add(Violation.of(FIELD, "noQuery", "must have no query and no fragment", null, SOURCE));
        }
        if (!allowPlainHttp && !EndpointRules.isConfidential(url)) {
            violations.add(Violation.of(
                    FIELD,
                    "https",
                    "must be https: plain http is for loopback, or has to be allowed explicitly",
                    url.toString(),
                    SOURCE));
        }
        if (violations.size() > before) {
            return null;
        }
        return new Endpoint(url.newBuilder().addPathSegment("").build()); // fills an empty last segment, or adds it
    }

    /** Where what it says cannot be told apart, whatever stands before an @ or in a query may be a secret. */
    private static @Nullable String withoutSecrets(String text) {
        return text.contains("@") || text.contains("?") || text.contains("#") ? null : text;
    }

    /** Whether a request goes where the credentials belong. */
    boolean covers(HttpUrl request) {
        return request.scheme().equals(url.scheme())
                && request.host().equals(url.host())
                && request.port() == url.port();
    }
}
