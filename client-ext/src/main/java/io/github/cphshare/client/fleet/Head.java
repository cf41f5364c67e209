package io.github.cphshare.client.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a journal is about: it stands in the first line, and the servers in the lines behind it. No secrets.
 *
 * @param endpoint the address of the service
 * @param project the project, or {@code null} where it was not known when the journal began: there were no credentials to name
 *     it, or an earlier version did not ask them
 * @param bucket the bucket of the archive
 * @param object the key of the archive
 * @param servers how many there are
 * @param digest of the list of servers
 * @param at when the journal began
 */
record Head(
        String endpoint,
        @Nullable String project,
        String bucket,
        String object,
        int servers,
        String digest,
        Instant at) {
    /** What this code writes, and the only one that it reads. */
    static final int VERSION = 1;

    /** Of the ids in their order, a line feed after each. */
    static String digestOf(List<String> ids) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String id : ids) {
                sha256.update((id + "\n").getBytes(UTF_8));
            }
            return "sha256:" + HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java platform has SHA-256", e);
        }
    }
}
