package io.github.cphshare.client;

import io.github.cphshare.client.auth.CredentialsProvider;

/** What most tests of the client begin with. */
final class Clients {
    /** Looks like a token, and is one of nobody's. */
    static final String TOKEN = "MIIFAKEcanary/token+never==to-be-seen/0123456789";

    static final String PROJECT = "0503ddaa18000ff21ff0c009e65d5482";

    private Clients() {}

    /** Repeats what a client repeats by itself, but does not wait for it. */
    static CphShareClient.Builder of(String endpoint) {
        return CphShareClient.builder()
                .pace(new Waits().pace())
                .endpoint(endpoint)
                .projectId(PROJECT)
                .credentials(CredentialsProvider.token(TOKEN));
    }

    static PushRequest request() {
        return request("s1");
    }

    static PushRequest request(String... servers) {
        return PushRequest.builder()
                .bucketName("bucket-a")
                .objectPath("my_apps/test.tar")
                .serverIds(java.util.List.of(servers))
                .build();
    }
}
