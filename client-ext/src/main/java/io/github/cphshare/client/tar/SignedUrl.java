package io.github.cphshare.client.tar;

import io.github.cphshare.client.internal.EndpointRules;
import io.github.cphshare.client.validation.InvalidRequestException;
import io.github.cphshare.client.validation.Violation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The address of an object, whose query is as good as a password while the signature holds. */
record SignedUrl(HttpUrl url) {
    private static final String FIELD = "tarUrl";
    private static final String SOURCE = "cph-share: the query of a signed URL is a secret";
    private static final int SHORTEST_SECRET = 6;

    static SignedUrl parse(String text) {
        HttpUrl url = HttpUrl.parse(text.strip());
        if (url == null) {
            throw refused("url", "must be an https:// URL");
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw refused("noUserInfo", "must not hold a user or a password");
        }
        if (!EndpointRules.isConfidential(url)) {
            throw refused("https", "must be https: plain http is for loopback");
        }
        return new SignedUrl(url);
    }

    /** Without the value, which may hold the signature wherever it is misspelled. */
    private static InvalidRequestException refused(String rule, String message) {
        return new InvalidRequestException(List.of(Violation.of(FIELD, rule, message, null, SOURCE)));
    }

    /** Whether a failure's words, or those of its causes, hold a part of the query. */
    boolean isIn(IOException failure) {
        StringWriter words = new StringWriter();
        failure.printStackTrace(new PrintWriter(words));
        String said = words.toString();
        for (int i = 0; i < url.querySize(); i++) {
            if (isPart(url.queryParameterValue(i), said)) {
                return true;
            }
        }
        String query = url.encodedQuery() == null ? "" : url.encodedQuery();
        // A message may quote one value as it was sent.
        for (String parameter : query.split("&", -1)) {
            if (isPart(parameter.substring(parameter.indexOf('=') + 1), said)) {
                return true;
            }
        }
        return !query.isEmpty() && said.contains(query);
    }

    private static boolean isPart(@Nullable String value, String words) {
        return value != null && value.length() >= SHORTEST_SECRET && words.contains(value);
    }

    /** Scheme, host and path. */
    @Override
    public String toString() {
        return url.newBuilder().query(null).fragment(null).build().toString();
    }
}
