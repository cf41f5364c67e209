package io.github.cphshare.simulator;

import io.github.cphshare.simulator.Buckets.StoredObject;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Objects in buckets, at an address of the simulator's own: {@code /buckets/{bucket}/{key}}. This is not the wire format
 * of OBS and takes no credentials; it is there so that a tar can be where a push looks for it.
 */
final class ObjectHandler implements Handler {
    private static final Pattern PATH = Pattern.compile("/buckets/([^/]+)/(.+)");

    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,18})-([0-9]{0,18})");

    private final Buckets buckets;

    private ObjectHandler(Buckets buckets) {
        this.buckets = buckets;
    }

    /** One of PUT, GET and HEAD. */
    static Route route(String method, Buckets buckets) {
        Route.Address address = (actual, rawPath) -> {
            Matcher matcher = PATH.matcher(rawPath);
            return actual.equals(method) && matcher.matches()
                    ? Optional.of(Map.of(
                            "bucket", Request.decoded(matcher.group(1)), "key", Request.decoded(matcher.group(2))))
                    : Optional.empty();
        };
        String id = method.toLowerCase(Locale.ROOT) + "Object";
        return new Route(id, Optional.empty(), address, new ObjectHandler(buckets), Limits.OBJECT, false);
    }

    @Override
    public Answer handle(Request request) {
        String bucket = request.pathParameters().getOrDefault("bucket", "");
        String key = request.pathParameters().getOrDefault("key", "");
        if (!buckets.exists(bucket)) {
            return Answer.error(404, null, "There is no such bucket.", request.id());
        }
        if (request.method().equals("PUT")) {
            StoredObject stored = buckets.put(bucket, key, request.body());
            return Answer.empty(200).with("ETag", stored.etag());
        }
        return buckets.find(bucket, key)
                .map(object -> answer(object, request))
                .orElseGet(() -> Answer.error(404, null, "There is no such object.", request.id()));
    }

    /** The object, or one part of it, as it is read by whoever looks at an archive's headers only. */
    private static Answer answer(StoredObject object, Request request) {
        if (!isWanted(object, request.header("If-Match").orElse("*"))) {
            return Answer.error(412, null, "The object is another one by now.", request.id());
        }
        byte[] content = object.content();
        Matcher range = RANGE.matcher(
                request.method().equals("GET") ? request.header("Range").orElse("") : "");
        long first = range.matches() ? Long.parseLong(range.group(1)) : 0;
        long last = range.matches() && !range.group(2).isEmpty() ? Long.parseLong(range.group(2)) : Long.MAX_VALUE;
        if (!range.matches() || last < first) {
            return bytes(200, content, object);
        }
        if (first >= content.length) {
            return Answer.error(416, null, "The object has no such part.", request.id())
                    .with("Content-Range", "bytes */" + content.length);
        }
        int end = (int) Math.min(content.length - 1L, last) + 1;
        return bytes(206, Arrays.copyOfRange(content, (int) first, end), object)
                .with("Content-Range", "bytes " + first + "-" + (end - 1) + "/" + content.length);
    }

    private static boolean isWanted(StoredObject object, String tags) {
        return tags.equals("*") || Arrays.asList(tags.split(" *, *")).contains(object.etag());
    }

    private static Answer bytes(int status, byte[] content, StoredObject object) {
        return Answer.of(status, "application/octet-stream", content).with("ETag", object.etag());
    }
}
