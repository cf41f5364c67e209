package io.github.cphshare.simulator;

import io.github.cphshare.simulator.Buckets.StoredObject;
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
                .map(object -> Answer.of(200, "application/octet-stream", object.content())
                        .with("ETag", object.etag()))
                .orElseGet(() -> Answer.error(404, null, "There is no such object.", request.id()));
    }
}
