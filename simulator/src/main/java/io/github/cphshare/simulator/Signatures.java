package io.github.cphshare.simulator;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The access keys that are accepted, and the check of SDK-HMAC-SHA256 signatures made with them (SIGNING-2025). Shares
 * no code with any client. Thread-safe.
 */
final class Signatures {
    private static final String ALGORITHM = "SDK-HMAC-SHA256";
    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
    private static final Pattern AUTHORIZATION =
            Pattern.compile(ALGORITHM + " Access=([^, ]+), ?SignedHeaders=([^, ]+), ?Signature=([0-9a-f]{64})");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** "15 minutes": SIGNING-2025, FAQ. */
    private static final Duration SKEW = Duration.ofMinutes(15);
    /** "More than five in a row lock the key for five minutes": GATEWAY-2025, row 0301. */
    private static final int FAILURES = 5;

    private static final Duration LOCKED = Duration.ofMinutes(5);

    private final Clock clock;
    private final Map<String, Key> keys;
    private final Map<String, Attempts> failed = new HashMap<>();

    Signatures(Clock clock, Map<String, Key> keys) {
        this.clock = clock;
        this.keys = Map.copyOf(keys);
    }

    /**
     * Checks the signature of a request.
     *
     * @return why it is not accepted; nothing if it is
     */
    synchronized Optional<Rejection> rejection(Request request) {
        Matcher fields = AUTHORIZATION.matcher(request.header("Authorization").orElse(""));
        if (!fields.matches()) {
            return unexplained("is not of the form '" + ALGORITHM + " Access=…, SignedHeaders=…, Signature=…'");
        }
        String accessKey = fields.group(1);
        Key key = keys.get(accessKey);
        if (key == null) {
            return rejected(
                    "names an access key that nobody has",
                    "Get secretKey failed,ak:" + accessKey + ",err:ak not exist");
        }
        Instant now = clock.instant();
        Attempts attempts = failed.getOrDefault(accessKey, Attempts.NONE);
        if (attempts.count() > FAILURES && now.isBefore(attempts.last().plus(LOCKED))) {
            return rejected(
                    "is of an access key that is locked after too many failures",
                    "AK access failed to reach the limit,forbidden");
        }
        Optional<Rejection> rejection = rejection(request, key, now, fields.group(2), fields.group(3));
        if (rejection.isPresent()) {
            failed.put(accessKey, attempts.oneMore(now));
        } else {
            failed.remove(accessKey);
        }
        return rejection;
    }

    private static Optional<Rejection> rejection(
            Request request, Key key, Instant now, String names, String signature) {
        List<String> signed = Arrays.asList(names.split(";", -1));
        if (!signed.equals(signed.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .distinct()
                .sorted()
                .toList())) {
            return unexplained("names SignedHeaders that are not in lower case, sorted, each once");
        }
        if (!signed.stream()
                .allMatch(
                        name -> request.headers().getOrDefault(name, List.of()).size() == 1)) {
            // What else came in such a header, or would come, is not signed.
            return unexplained("names SignedHeaders that did not come, or came more than once");
        }
        String date = request.header("X-Sdk-Date").orElse("");
        Instant time;
        try {
            time = Instant.from(TIME.parse(date));
        } catch (DateTimeException e) {
            return unexplained("came without an X-Sdk-Date such as 20260102T030405Z");
        }
        if (Duration.between(time, now).abs().compareTo(SKEW) > 0) {
            return rejected(
                    "is more than " + SKEW.toMinutes() + " minutes away from the simulator's clock",
                    "calc aksk signature fail:signature expired, signature time:" + date + ", server time:"
                            + TIME.format(now));
        }
        if (!signed.contains("x-sdk-date")) {
            return unexplained("does not sign x-sdk-date");
        }
        if (!key.securityToken().equals(request.header("X-Security-Token"))) {
            return unexplained(
                    key.securityToken().isPresent()
                            ? "is of a temporary access key, and its X-Security-Token did not come with it"
                            : "is of a permanent access key, and came with an X-Security-Token");
        }
        String canonical = canonicalRequest(request, signed, names);
        String expected = hex(hmac(key.secretKey(), ALGORITHM + "\n" + date + "\n" + hex(sha256(bytes(canonical)))));
        // In constant time, as a gateway would.
        return MessageDigest.isEqual(bytes(expected), bytes(signature))
                ? Optional.empty()
                : rejected(
                        "is not the one that follows from the request and the secret key",
                        "verify aksk signature fail, canonicalRequest:" + canonical.replace('\n', '|'));
    }

    /** No document tells in which words the gateway answers this. */
    private static Optional<Rejection> unexplained(String why) {
        return rejected(why, "");
    }

    private static Optional<Rejection> rejected(String why, String gateway) {
        return Optional.of(new Rejection(why, gateway));
    }

    private static String canonicalRequest(Request request, List<String> signed, String names) {
        String headers = signed.stream()
                .map(name -> name + ":" + request.header(name).orElse("").strip() + "\n")
                .collect(Collectors.joining());
        String payload = request.header("X-Sdk-Content-Sha256")
                .filter(UNSIGNED::equals)
                .orElseGet(() -> hex(sha256(request.body())));
        return String.join(
                "\n",
                request.method(),
                canonicalPath(request.rawPath()),
                canonicalQuery(request.rawQuery()),
                headers,
                names,
                payload);
    }

    private static String canonicalPath(String rawPath) {
        String path = Arrays.stream(rawPath.split("/", -1))
                .map(segment -> encoded(Request.decoded(segment)))
                .collect(Collectors.joining("/"));
        return path.endsWith("/") ? path : path + "/";
    }

    private static String canonicalQuery(String rawQuery) {
        List<String[]> pairs = new ArrayList<>();
        for (String pair : rawQuery.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            if (!pair.isEmpty()) {
                String value = parts.length == 1 ? "" : encoded(Request.decoded(parts[1]));
                pairs.add(new String[] {encoded(Request.decoded(parts[0])), value});
            }
        }
        return pairs.stream()
                .sorted((a, b) -> a[0].equals(b[0]) ? a[1].compareTo(b[1]) : a[0].compareTo(b[0]))
                .map(pair -> pair[0] + "=" + pair[1])
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        StringBuilder out = new StringBuilder();
        for (String each : URLEncoder.encode(text, StandardCharsets.UTF_8).split("", -1)) {
            out.append(each.equals("+") ? "%20" : each.equals("*") ? "%2A" : each);
        }
        return out.toString().replace("%7E", "~");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] hmac(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(key), "HmacSHA256"));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /**
     * Why a signature is not accepted.
     *
     * @param why in words for the journal, without any value of the request
     * @param gateway in those of the gateway, with values as it gives them; empty where no document has any
     */
    record Rejection(String why, String gateway) {}

    /** A secret key, and the security token that has to come with it if it is a temporary one. */
    record Key(String secretKey, Optional<String> securityToken) {
        @Override
        public String toString() {
            return "Key[***]";
        }
    }

    private record Attempts(int count, Instant last) {
        static final Attempts NONE = new Attempts(0, Instant.MIN);

        Attempts oneMore(Instant now) {
            return new Attempts(count + 1, now);
        }
    }
}
