package io.github.cphshare.simulator;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Objects in buckets, in memory. Thread-safe. */
final class Buckets {
    private final Map<String, Map<String, StoredObject>> buckets = new ConcurrentHashMap<>();

    void create(String bucket) {
        buckets.putIfAbsent(bucket, new ConcurrentHashMap<>());
    }

    boolean exists(String bucket) {
        return buckets.containsKey(bucket);
    }

    /** Takes the bytes as its own. */
    StoredObject put(String bucket, String key, byte[] content) {
        Map<String, StoredObject> objects = buckets.get(bucket);
        if (objects == null) {
            throw new IllegalArgumentException("there is no bucket " + bucket);
        }
        StoredObject object = new StoredObject(content);
        objects.put(key, object);
        return object;
    }

    Optional<StoredObject> find(String bucket, String key) {
        return Optional.ofNullable(buckets.getOrDefault(bucket, Map.of()).get(key));
    }

    /** An object's bytes, which nobody changes. */
    static final class StoredObject {
        private final byte[] content;
        private final Archive archive;
        /** Whoever reads an object part by part asks for it each time. */
        private final Lazy<String> etag = new Lazy<>(this::digest);

        private StoredObject(byte[] content) {
            this.content = content;
            this.archive = new Archive(content);
        }

        /** The same bytes, for whoever pushes them. */
        Archive archive() {
            return archive;
        }

        byte[] content() {
            return content;
        }

        /** The MD5 of the content in quotes, as object storage has it. */
        String etag() {
            return etag.get();
        }

        private String digest() {
            try {
                byte[] digest = MessageDigest.getInstance("MD5").digest(content);
                return '"' + HexFormat.of().formatHex(digest) + '"';
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has MD5", e);
            }
        }
    }
}
