package io.github.cphshare.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request as it came, whole. */
final class Request {
    private final String method;
    private final String rawPath;
    private final String rawQuery;
    private final Map<String, List<String>> headers;
    private final Map<String, String> pathParameters;
    private final byte[] body;
    private final String id;

    /** Takes the map of headers to be case-insensitive, as that of the JDK's server is. */
    Request(
            String method,
            String rawPath,
            String rawQuery,
            Map<String, List<String>> headers,
            Map<String, String> pathParameters,
            byte[] body,
            String id) {
        this.method = method;
        this.rawPath = rawPath;
        this.rawQuery = rawQuery;
        this.headers = headers;
        this.pathParameters = Map.copyOf(pathParameters);
        this.body = body;
        this.id = id;
    }

    String method() {
        return method;
    }

    String rawPath() {
        return rawPath;
    }

    String rawQuery() {
        return rawQuery;
    }

    Map<String, List<String>> headers() {
        return headers;
    }

    Optional<String> header(String name) {
        List<String> values = headers.get(name);
        return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    Map<String, String> pathParameters() {
        return pathParameters;
    }

    /** The (first) value of a query parameter, decoded. */
    Optional<String> query(String name) {
        return Optional.ofNullable(queryParameters().get(name));
    }

    /** How often the query names a parameter. */
    int count(String name) {
        int count = 0;
        for (String pair : rawQuery.split("&", -1)) {
            count += decoded(pair.split("=", 2)[0]).equals(name) ? 1 : 0;
        }
        return count;
    }

    Map<String, String> queryParameters() {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : rawQuery.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            if (!parts[0].isEmpty()) {
                values.putIfAbsent(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
            }
        }
        return values;
    }

    Request withoutBody() {
        return new Request(method, rawPath, rawQuery, headers, pathParameters, new byte[0], id);
    }

    byte[] body() {
        return body;
    }

    /** The id that the gateway gave to it. */
    String id() {
        return id;
    }

    /** Percent-decodes; unlike in a form, a plus is a plus, as object keys may hold one. */
    static String decoded(String raw) {
        return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
