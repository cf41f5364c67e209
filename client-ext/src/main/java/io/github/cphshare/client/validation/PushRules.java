package io.github.cphshare.client.validation;

import io.github.cphshare.generated.constraint.ConstraintViolation;
import io.github.cphshare.generated.constraint.PushShareFilesRequestBodyConstraints;
import io.github.cphshare.generated.constraint.SharedStorageApiConstraints;
import io.github.cphshare.generated.model.PushShareFilesRequestBody;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a push: the limits of the contract, and what no schema can say. Nothing that the documents allow is
 * refused. Stateless.
 */
public final class PushRules {
    private static final String BUCKET_NAMING = "OBS SDK guide, naming of buckets, 2024-04-01";
    private static final String NAMED_TWICE =
            "cph-share: the service may start a job for each mention; no document says what it does";

    private static final int NOWHERE = -1;

    private static final Pattern IP_ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private PushRules() {}

    /**
     * Checks the body of a push.
     *
     * @param body the body
     * @return everything that is wrong with it, in the order of the fields; empty if nothing is
     */
    public static List<Violation> check(PushShareFilesRequestBody body) {
        List<Violation> violations = new ArrayList<>();
        addContractViolations(PushShareFilesRequestBodyConstraints.check(body), violations);
        addBucketNaming(body.bucketName(), violations);
        addServersNamedTwice(body.serverIds(), violations);
        return List.copyOf(violations);
    }

    /**
     * Checks the project that a push is made in.
     *
     * @param projectId the project id
     * @return everything that is wrong with it; empty if nothing is
     */
    public static List<Violation> checkProjectId(@Nullable String projectId) {
        List<Violation> violations = new ArrayList<>();
        addContractViolations(SharedStorageApiConstraints.pushShareFilesProjectId(projectId), violations);
        return List.copyOf(violations);
    }

    private static void addContractViolations(List<ConstraintViolation> found, List<Violation> violations) {
        for (ConstraintViolation v : found) {
            violations.add(Violation.of(v.field(), v.rule(), v.message(), v.rejectedValue(), v.source()));
        }
    }

    /** OBS refuses to create such buckets, so an archive cannot lie in one. */
    private static void addBucketNaming(@Nullable String bucket, List<Violation> violations) {
        if (bucket == null || bucket.isEmpty()) {
            return;
        }
        if (isSeparator(bucket.charAt(0)) || isSeparator(bucket.charAt(bucket.length() - 1))) {
            violations.add(bucketNaming("must begin and end with a letter or a digit", bucket));
        }
        if (bucket.contains("..") || bucket.contains(".-") || bucket.contains("-.")) {
            violations.add(bucketNaming("must not have a period beside a period or a hyphen", bucket));
        }
        if (Character.isDigit(bucket.charAt(0)) && IP_ADDRESS.matcher(bucket).matches()) {
            violations.add(bucketNaming("must not look like an IP address", bucket));
        }
    }

    private static Violation bucketNaming(String message, String bucket) {
        return Violation.of("bucket_name", "bucketNaming", message, bucket, BUCKET_NAMING);
    }

    private static boolean isSeparator(char c) {
        return c == '.' || c == '-';
    }

    private static void addServersNamedTwice(@Nullable List<@Nullable String> serverIds, List<Violation> violations) {
        if (serverIds == null) {
            return;
        }
        // Where each id was first, found by its hash: a map would make two objects for each of maybe thousands of ids.
        int[] firsts = new int[4 * Integer.highestOneBit(serverIds.size() + 1)];
        Arrays.fill(firsts, NOWHERE);
        for (int i = 0; i < serverIds.size(); i++) {
            String id = serverIds.get(i);
            int slot = id == null ? NOWHERE : slot(id, serverIds, firsts);
            if (slot != NOWHERE && firsts[slot] == NOWHERE) {
                firsts[slot] = i;
            } else if (slot != NOWHERE) {
                violations.add(Violation.of(
                        "server_ids[" + i + "]",
                        "namedTwice",
                        "must name each server once, is the same as server_ids[" + firsts[slot] + "]",
                        id,
                        NAMED_TWICE));
            }
        }
    }

    /** The slot of an id, or the free one that it may take; at least half of them are free. */
    private static int slot(String id, List<@Nullable String> serverIds, int[] firsts) {
        int hash = id.hashCode() * 0x9E3779B9; // Spreads hashes that differ in a few bits over all slots.
        int slot = hash >>> Integer.numberOfLeadingZeros(firsts.length - 1);
        while (firsts[slot] != NOWHERE && !id.equals(serverIds.get(firsts[slot]))) {
            slot = (slot + 1) & (firsts.length - 1);
        }
        return slot;
    }
}
