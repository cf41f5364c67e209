package io.github.cphshare.client;

import io.github.cphshare.client.auth.CredentialsProvider;
import io.github.cphshare.client.tar.TarChecker;
import java.io.IOException;
import java.nio.file.Path;

/** The example of the README, compiled. {@link ReadmeTest} holds the two together. */
final class ReadmeExample {
    private ReadmeExample() {}

    static void run() throws IOException {
        // spotless:off
        TarChecker.strict().check(Path.of("test.tar")).requireAccepted(); // a copy of the object: refuse before you push
        CredentialsProvider credentials = CredentialsProvider.token(System.getenv("CPH_TOKEN"));
        try (CphShareClient cph = CphShareClient.builder()
                .region("cn-north-4").projectId("0503ddaa18000ff21ff0c009e65d5482").credentials(credentials).build()) {
            PushRequest request = PushRequest.builder() // valid, or refused with everything that is wrong with it
                    .bucketName("bucket-a").objectPath("my_apps/test.tar")
                    .serverId("1234567b8bab40ffb711234cb80d0234").build(); // or .serverIds(list)
            PushReceipt receipt = cph.push(request); // sent again only if certainly not processed
            receipt.requireAllAccepted(); // a 200 can hold refused servers
        }
        // spotless:on
    }
}
