package io.github.cphshare.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cphshare.client.CphShareClient;
import io.github.cphshare.client.PushRequest;
import io.github.cphshare.client.auth.CredentialsException;
import io.github.cphshare.client.auth.CredentialsProvider;
import io.github.cphshare.client.auth.IamPasswordCredentials;
import io.github.cphshare.client.error.AuthenticationException;
import io.github.cphshare.simulator.CphSimulator;
import io.github.cphshare.simulator.RecordedRequest;
import io.github.cphshare.simulator.SimulatedServer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every way in, from the client's reading of the contract to the simulator's, which shares no code with it. */
class LoginTest {
    private static final String SERVER = "1234567b8bab40ffb711234cb80d0234";
    private static final byte[] EMPTY_ARCHIVE = new byte[1024];

    private final CphSimulator simulator = CphSimulator.builder()
            .user("some-account", "some-user", "not-a-real-password")
            .accessKey("AK1", "not-a-real-key")
            .accessKey("AK2", "not-a-real-key", "not-a-real-security-token")
            .server(SimulatedServer.withSharedStorage(SERVER))
            .object("bucket-a", "my_apps/test.tar", EMPTY_ARCHIVE)
            .start();

    @AfterEach
    void stop() {
        simulator.close();
    }

    private CphShareClient.Builder client(CredentialsProvider credentials) {
        return CphShareClient.builder()
                .region("cn-north-4")
                .endpoint(simulator.endpoint().toString())
                .iamEndpoint(simulator.endpoint().toString())
                .credentials(credentials);
    }

    private IamPasswordCredentials password(String password) {
        return IamPasswordCredentials.builder()
                .account("some-account")
                .user("some-user")
                .password(password)
                .region("cn-north-4")
                .endpoint(simulator.endpoint().toString())
                .build();
    }

    private static PushRequest request() {
        return PushRequest.builder()
                .bucketName("bucket-a")
                .objectPath("my_apps/test.tar")
                .serverId(SERVER)
                .build();
    }

    private List<String> operations() {
        return simulator.journal().stream()
                .map(RecordedRequest::operation)
                .flatMap(Optional::stream)
                .toList();
    }

    @Test
    void a_token_an_access_key_and_a_temporary_one_find_their_project_by_the_region() {
        for (CredentialsProvider credentials : List.of(
                CredentialsProvider.token(simulator.token()),
                CredentialsProvider.akSk("AK1", "not-a-real-key"),
                CredentialsProvider.akSk("AK2", "not-a-real-key", "not-a-real-security-token"))) {
            try (CphShareClient client = client(credentials).build()) {
                client.push(request()).requireAllAccepted();
                client.push(request()).requireAllAccepted();
            }
        }
        assertThat(operations())
                .containsExactly(
                        "keystoneListProjects",
                        "pushShareFiles",
                        "pushShareFiles",
                        "keystoneListProjects",
                        "pushShareFiles",
                        "pushShareFiles",
                        "keystoneListProjects",
                        "pushShareFiles",
                        "pushShareFiles");
    }

    @Test
    void a_user_logs_in_and_again_when_the_token_has_ended() {
        try (CphShareClient client = client(password("not-a-real-password")).build()) {
            client.push(request()).requireAllAccepted();
            simulator.expireTokens();
            client.push(request()).requireAllAccepted();
        }
        assertThat(operations())
                .containsExactly(
                        "keystoneCreateUserTokenByPassword",
                        "pushShareFiles",
                        "pushShareFiles",
                        "keystoneCreateUserTokenByPassword",
                        "pushShareFiles");
    }

    @Test
    void a_wrong_password_or_key_is_told_as_what_it_is() {
        try (CphShareClient client = client(password("wrong")).build()) {
            assertThatThrownBy(() -> client.push(request()))
                    .isInstanceOf(CredentialsException.class)
                    .hasCauseInstanceOf(AuthenticationException.class);
        }
        try (CphShareClient client = client(CredentialsProvider.akSk("AK1", "wrong"))
                .projectId(simulator.projectId())
                .build()) {
            assertThatThrownBy(() -> client.push(request())).isInstanceOf(AuthenticationException.class);
        }
        try (CphShareClient client =
                client(CredentialsProvider.akSk("AK1", "wrong")).build()) {
            assertThatThrownBy(() -> client.push(request()))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining("asked for the project");
        }
    }

    @Test
    void a_key_is_never_locked_by_a_client_that_goes_on_with_a_wrong_secret() {
        try (CphShareClient wrong = client(CredentialsProvider.akSk("AK1", "wrong"))
                        .projectId(simulator.projectId())
                        .build();
                CphShareClient right = client(CredentialsProvider.akSk("AK1", "not-a-real-key"))
                        .projectId(simulator.projectId())
                        .build()) {
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(() -> wrong.push(request()))
                        .isInstanceOfAny(AuthenticationException.class, CredentialsException.class);
            }
            right.push(request()).requireAllAccepted();
        }
    }

    @Test
    void a_region_without_a_project_of_its_name_is_an_error() {
        try (CphShareClient client = client(CredentialsProvider.token(simulator.token()))
                .region("cn-south-1")
                .build()) {
            assertThatThrownBy(() -> client.push(request()))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining("no project has that name");
        }
        assertThat(operations()).containsExactly("keystoneListProjects");
    }
}
