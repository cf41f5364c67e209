package io.github.cphshare.simulator;

import java.util.List;

/**
 * A ready set-up to try things on: four servers, one of them without shared storage, an empty bucket, an IAM user and an access
 * key.
 */
public final class SampleWorld {
    /** The project's id: the one of the contract's examples. */
    public static final String PROJECT_ID = "0503ddaa18000ff21ff0c009e65d5482";

    /** The bucket's name: the one of the contract's examples. */
    public static final String BUCKET = "bucket-a";

    /** The account of the IAM user. */
    public static final String ACCOUNT = "sample-account";

    /** The IAM user's name. */
    public static final String USER = "sample-user";

    /** The IAM user's password; it opens this simulator and nothing else. */
    public static final String PASSWORD = "sample-password";

    /** The access key id (AK), with which requests may be signed in place of a token. */
    public static final String ACCESS_KEY = "sample-access-key";

    /** The secret access key (SK); like the password it opens this simulator and nothing else. */
    public static final String SECRET_KEY = "sample-secret-key";

    /** The servers that accept a push; the first two are those of the contract's examples. */
    public static final List<String> SERVERS = List.of(
            "1234567b8bab40ffb711234cb80d0234", "1678567b8bab40f93711234cb80d0764", "1789567b8bab40f1c711234cb80d0ab5");

    /** The server without shared storage: refused inside a 200 with CPS.0137. */
    public static final String SERVER_WITHOUT_SHARED_STORAGE = "1900567b8bab40f55711234cb80d0ce9";

    /** It may run for days. */
    private static final int KEPT_REQUESTS = 10_000;

    private SampleWorld() {}

    /**
     * The set-up, to be changed or started. It keeps the last 10,000 requests and their jobs.
     *
     * @return a new builder, with a random token and a random port
     */
    public static CphSimulator.Builder builder() {
        CphSimulator.Builder builder = CphSimulator.builder()
                .project(PROJECT_ID)
                .bucket(BUCKET)
                .user(ACCOUNT, USER, PASSWORD)
                .accessKey(ACCESS_KEY, SECRET_KEY)
                .keptRequests(KEPT_REQUESTS)
                .server(SimulatedServer.withoutSharedStorage(SERVER_WITHOUT_SHARED_STORAGE));
        SERVERS.forEach(id -> builder.server(SimulatedServer.withSharedStorage(id)));
        return builder;
    }

    /**
     * How to call a simulator with this set-up: its address, token, access key, bucket and servers, and two commands to try.
     *
     * @param simulator started from {@link #builder()}
     * @return text of several lines, without a closing newline; it shows token and key
     */
    public static String guide(CphSimulator simulator) {
        String push = simulator.endpoint() + "/v1/" + simulator.projectId() + "/cloud-phone/phones/share-files";
        return """
                CPH simulator, listening at %s (end it with Ctrl-C)

                Project   %s
                Token     %s
                          or signed, by HUAWEICLOUD_SDK_AK=%s and HUAWEICLOUD_SDK_SK=%s
                Bucket    %s
                Servers   %s
                          %s (no shared storage)

                Store an archive, then push it:
                  curl -T test.tar %s/buckets/%s/test.tar
                  curl %s \\
                    -H 'X-Auth-Token: %s' -H 'Content-Type: application/json' \\
                    -d '{"bucket_name":"%s","object_path":"test.tar","server_ids":["%s"]}'""".formatted(
                        simulator.endpoint(),
                        simulator.projectId(),
                        simulator.token(),
                        ACCESS_KEY,
                        SECRET_KEY,
                        BUCKET,
                        String.join("\n          ", SERVERS),
                        SERVER_WITHOUT_SHARED_STORAGE,
                        simulator.endpoint(),
                        BUCKET,
                        push,
                        simulator.token(),
                        BUCKET,
                        SERVERS.get(0));
    }
}
