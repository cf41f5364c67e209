package io.github.cphshare.client;

import io.github.cphshare.client.auth.AkSkCredentials;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import okhttp3.HttpUrl;
import okio.ByteString;

/**
 * SDK-HMAC-SHA256: the signature by which the gateway knows the holder of an access key and that nobody changed the
 * request (API request signing guide, devg-apisign, signature algorithm).
 */
final class Signer {
    static final String DATE_HEADER = "X-Sdk-Date";

    private static final String ALGORITHM = "SDK-HMAC-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Signer() {}

    /** An instant as {@code X-Sdk-Date} has it. */
    static String date(Instant instant) {
        return TIME.format(instant);
    }

    /** When a request was signed. */
    static Instant instant(String date) {
        return Instant.from(TIME.parse(date));
    }

    /**
     * The value of {@code Authorization}.
     *
     * @param headers the headers that shall be signed, in any case, each as it will be sent; {@code X-Sdk-Date} among
     *     them, and {@code Host}
     * @param bodyHash SHA-256 of the bytes that will be sent, which are none where there is no body
     */
    static String authorization(
            AkSkCredentials key, String method, HttpUrl url, Map<String, String> headers, ByteString bodyHash) {
        TreeMap<String, String> signed = new TreeMap<>();
        headers.forEach((name, value) -> signed.put(name.toLowerCase(Locale.ROOT), value.strip()));
        String names = String.join(";", signed.keySet());
        String request = canonicalRequest(method, url, signed, names, bodyHash);
        String date = signed.get(DATE_HEADER.toLowerCase(Locale.ROOT));
        ByteString toSign = ByteString.encodeUtf8(String.join(
                "\n", ALGORITHM, date, ByteString.encodeUtf8(request).sha256().hex()));
        // The key as it is: unlike others, this algorithm derives none from date, region and service.
        String signature =
                toSign.hmacSha256(ByteString.encodeUtf8(key.secretKey())).hex();
        return ALGORITHM + " Access=" + key.accessKey() + ", SignedHeaders=" + names + ", Signature=" + signature;
    }

    private static String canonicalRequest(
            String method, HttpUrl url, SortedMap<String, String> headers, String names, ByteString bodyHash) {
        StringBuilder lines = new StringBuilder();
        headers.forEach(
                (name, value) -> lines.append(name).append(':').append(value).append('\n'));
        return String.join("\n", method, canonicalPath(url), canonicalQuery(url), lines, names, bodyHash.hex());
    }

    /** It ends with a slash, whether the path that is sent does or not. */
    private static String canonicalPath(HttpUrl url) {
        StringBuilder path = new StringBuilder("/");
        for (String segment : url.pathSegments()) {
            path.append(encoded(segment));
            if (path.charAt(path.length() - 1) != '/') {
                path.append('/');
            }
        }
        return path.toString();
    }

    private static String canonicalQuery(HttpUrl url) {
        TreeMap<String, List<String>> parameters = new TreeMap<>();
        for (int i = 0; i < url.querySize(); i++) {
            String value = url.queryParameterValue(i);
            parameters
                    .computeIfAbsent(encoded(url.queryParameterName(i)), name -> new ArrayList<>())
                    .add(value == null ? "" : encoded(value));
        }
        List<String> pairs = new ArrayList<>();
        parameters.forEach((name, values) -> values.stream().sorted().forEach(value -> pairs.add(name + "=" + value)));
        return String.join("&", pairs);
    }

    /** As RFC 3986 has it; the JDK encodes for forms. */
    private static String encoded(String text) {
        if (text.chars().allMatch(Signer::isUnreserved)) {
            return text;
        }
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0;
    }
}
