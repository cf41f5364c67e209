package io.github.cphshare.client;

import static io.github.cphshare.client.Clients.PROJECT;
import static io.github.cphshare.client.Clients.TOKEN;
import static io.github.cphshare.client.Clients.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cphshare.client.auth.Credentials;
import io.github.cphshare.client.auth.CredentialsException;
import io.github.cphshare.client.auth.CredentialsProvider;
import io.github.cphshare.client.auth.DefaultChain;
import io.github.cphshare.client.auth.TokenCredentials;
import io.github.cphshare.client.error.AuthenticationException;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.error.ServiceException;
import io.github.cphshare.client.fleet.FleetOptions;
import io.github.cphshare.client.fleet.FleetPush;
import io.github.cphshare.client.fleet.FleetPusher;
import io.github.cphshare.client.fleet.JournalException;
import io.github.cphshare.client.validation.InvalidRequestException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that was told its region only: IAM knows the project. */
class ProjectLookupTest {
    private static final String OTHER_PROJECT = "1503ddaa18000ff21ff0c009e65d5482";
    private static final String FOUND = "{\"projects\":[{\"id\":\"" + PROJECT + "\",\"name\":\"cn-north-4\"}]}";

    private static CphShareClient.Builder client(RawServer iam, RawServer cph) {
        return CphShareClient.builder()
                .pace(new Waits().pace())
                .region("cn-north-4")
                .endpoint(cph.url())
                .iamEndpoint(iam.url())
                .credentials(CredentialsProvider.token(TOKEN));
    }

    private static RawServer.Behaviour answer(String body) {
        return RawServer.answer("200 OK\r\nContent-Type: application/json", body);
    }

    @Test
    void the_project_of_the_region_is_asked_for_once_with_the_token() throws IOException {
        try (RawServer iam = new RawServer(answer(FOUND));
                RawServer cph = new RawServer(RawServer.ok());
                CphShareClient client = client(iam, cph).build()) {
            client.push(request());
            client.push(request());

            assertThat(iam.requests())
                    .singleElement()
                    .asString()
                    .startsWith("GET /v3/projects?name=cn-north-4 HTTP/1.1\r\n")
                    .contains("\r\nX-Auth-Token: " + TOKEN + "\r\n");
            assertThat(cph.requests()).hasSize(2).allSatisfy(sent -> assertThat(sent)
                    .startsWith("POST /v1/" + PROJECT + "/cloud-phone/"));
        }
    }

    @Test
    void an_answer_of_iam_may_begin_with_a_byte_order_mark() throws IOException {
        try (RawServer iam = new RawServer(answer("\ufeff" + FOUND));
                RawServer cph = new RawServer(RawServer.ok());
                CphShareClient client = client(iam, cph).build()) {
            assertThat(client.resolveProjectId()).isEqualTo(PROJECT);
        }
    }

    @Test
    void the_project_can_be_found_out_before_a_call_and_is_not_asked_for_again() throws IOException {
        try (RawServer iam = new RawServer(answer(FOUND));
                RawServer cph = new RawServer(RawServer.ok());
                CphShareClient client = client(iam, cph).build()) {
            assertThat(client.resolveProjectId()).isEqualTo(PROJECT);
            client.push(request());

            assertThat(iam.requests()).hasSize(1);
            assertThat(cph.requests()).hasSize(1);
            assertThat(client.projectId()).isNull();
        }
    }

    @Test
    void where_it_is_known_nobody_is_asked_and_where_it_cannot_be_that_is_a_failure() throws IOException {
        try (RawServer iam = new RawServer(RawServer.answer("503 No", ""));
                RawServer cph = new RawServer(RawServer.ok());
                CphShareClient given = client(iam, cph)
                        .projectId(PROJECT)
                        .credentials(() -> null)
                        .build();
                CphShareClient named = client(iam, cph)
                        .credentials(() -> scoped(OTHER_PROJECT))
                        .build();
                CphShareClient wrong =
                        client(iam, cph).credentials(() -> scoped("a/../b")).build();
                CphShareClient unknown = client(iam, cph).build()) {
            assertThat(given.resolveProjectId()).isEqualTo(PROJECT);
            assertThat(named.resolveProjectId()).isEqualTo(OTHER_PROJECT);
            assertThat(iam.requests()).isEmpty();
            assertThatThrownBy(wrong::resolveProjectId).isInstanceOf(CredentialsException.class);
            assertThatThrownBy(unknown::resolveProjectId).isInstanceOf(CredentialsException.class);
            assertThat(cph.requests()).isEmpty();
        }
    }

    private static Credentials scoped(String project) {
        return TokenCredentials.of(TOKEN).withProjectId(project);
    }

    @Test
    void a_fleet_is_not_resumed_with_credentials_of_another_project_and_nothing_is_sent(@TempDir Path folder)
            throws IOException {
        Path journal = folder.resolve("push.journal");
        try (RawServer iam = new RawServer(answer(FOUND));
                RawServer cph = new RawServer(RawServer.ok());
                CphShareClient first = client(iam, cph).build();
                CphShareClient other = client(iam, cph)
                        .credentials(() -> scoped(OTHER_PROJECT))
                        .build()) {
            FleetPusher.of(first)
                    .pushAll(FleetPush.builder()
                            .bucketName("bucket-a")
                            .objectPath("a.tar")
                            .serverIds(List.of("s1"))
                            .journal(journal)
                            .options(FleetOptions.builder().followJobs(false).build())
                            .build());

            assertThatThrownBy(() -> FleetPusher.of(other).resume(journal))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContainingAll(PROJECT, OTHER_PROJECT);

            assertThat(cph.requests()).hasSize(1);
        }
    }

    @Test
    void an_access_key_signs_that_request_too_and_names_the_project_in_the_next() throws IOException {
        try (RawServer iam = new RawServer(answer(FOUND));
                RawServer cph = new RawServer(RawServer.ok());
                CphShareClient client = client(iam, cph)
                        .credentials(CredentialsProvider.akSk("AK1", "secret"))
                        .build()) {
            client.push(request());

            assertThat(iam.requests().get(0))
                    .contains(
                            "\r\nAuthorization: SDK-HMAC-SHA256 Access=AK1, SignedHeaders=host;x-sdk-date, Signature=")
                    .doesNotContain("X-Auth-Token");
            assertThat(cph.requests().get(0)).contains("\r\nX-Project-Id: " + PROJECT + "\r\n");
        }
    }

    @Test
    void an_interrupt_of_the_call_that_asks_is_not_the_failure_of_those_that_wait() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        RawServer.Behaviour late = (request, connection) -> {
            asked.countDown();
            RawServer.after(interrupted, RawServer.raw("HTTP/1.1 200 OK\r\n")).answer(request, connection);
        };
        try (RawServer iam = new RawServer(late, answer(FOUND));
                RawServer cph = new RawServer(RawServer.ok());
                CphShareClient client = client(iam, cph).build()) {
            FutureTask<PushReceipt> first = new FutureTask<>(() -> client.push(request()));
            Thread asking = daemon(first);
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            FutureTask<PushReceipt> second = new FutureTask<>(() -> client.push(request()));
            Thread waiting = daemon(second);
            while (waiting.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            asking.interrupt();
            interrupted.countDown();

            assertThatThrownBy(() -> first.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(CredentialsException.class);
            assertThat(second.get(10, TimeUnit.SECONDS).allAccepted()).isTrue();
            assertThat(cph.requests()).hasSize(1);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "call");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Test
    void many_calls_share_one_question() throws Exception {
        try (RawServer iam = new RawServer(answer(FOUND));
                RawServer cph = new RawServer(RawServer.ok());
                CphShareClient client = client(iam, cph).build()) {
            List<CompletableFuture<PushReceipt>> calls = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                calls.add(client.pushAsync(request()));
            }
            for (CompletableFuture<PushReceipt> call : calls) {
                assertThat(call.get(10, TimeUnit.SECONDS).allAccepted()).isTrue();
            }
            assertThat(iam.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"projects\":[]}                                                   | no project has that name",
                "{\"projects\":[{\"id\":\"p\",\"name\":\"cn-north-4_sub\"}]}         | no project has that name",
                "{\"projects\":[{\"id\":\"a\",\"name\":\"cn-north-4\"},{\"id\":\"b\",\"name\":\"cn-north-4\"}]} | 2 projects",
                "{\"projects\":[{\"name\":\"cn-north-4\"}]}                          | its id is not one",
                "{\"projects\":[{\"id\":\"a/../b\",\"name\":\"cn-north-4\"}]}        | its id is not one",
                "{}                                                                  | no list of projects",
                "null                                                                | no list of projects",
                "[]                                                                  | can't be read",
                "<html>                                                              | can't be read",
            })
    void anything_but_exactly_one_is_an_error_that_says_so(String body, String words) throws IOException {
        try (RawServer iam = new RawServer(answer(body), answer(FOUND));
                RawServer cph = new RawServer(RawServer.ok());
                CphShareClient client = client(iam, cph).build()) {
            CredentialsException failure =
                    catchThrowableOfType(CredentialsException.class, () -> client.push(request()));

            assertThat(failure).hasMessageContainingAll("cn-north-4", words, "Give the client a project id");
            assertThat(failure.delivery()).isEqualTo(Delivery.NOT_SENT);
            assertThat(cph.requests()).isEmpty();

            assertThat(client.push(request()).allAccepted()).isTrue(); // a failure is not kept
        }
    }

    @Test
    void a_refusal_of_iam_is_told_in_its_words_without_the_token() throws IOException {
        try (RawServer iam = new RawServer(RawServer.answer(
                        "401 Unauthorized", "{\"error\":{\"code\":401,\"message\":\"bad: " + TOKEN + "\"}}"));
                RawServer cph = new RawServer(RawServer.ok());
                CphShareClient client = client(iam, cph).build()) {
            CredentialsException failure =
                    catchThrowableOfType(CredentialsException.class, () -> client.push(request()));

            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString())
                    .contains("HTTP 401")
                    .contains("bad: ***")
                    .doesNotContain(TOKEN);
            assertThat(failure).hasCauseInstanceOf(AuthenticationException.class);
            assertThat(iam.requests()).hasSize(1);
            assertThat(cph.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hang up", "302", "503"})
    void an_iam_that_does_not_answer_is_asked_once(String how) throws IOException {
        RawServer.Behaviour behaviour = how.equals("hang up")
                ? RawServer.hangUp()
                : RawServer.answer(how + " No\r\nLocation: http://127.0.0.1:1/", "");
        try (RawServer iam = new RawServer(behaviour);
                RawServer cph = new RawServer(RawServer.ok());
                CphShareClient client = client(iam, cph).build()) {
            assertThatThrownBy(() -> client.push(request())).isInstanceOf(CredentialsException.class);
            assertThat(iam.requests()).hasSize(1);
            assertThat(cph.requests()).isEmpty();
        }
    }

    @Test
    void a_key_that_iam_refuses_rests_as_well() throws IOException {
        try (RawServer iam = new RawServer(RawServer.answer("401 Unauthorized", ""));
                RawServer cph = new RawServer(RawServer.ok());
                CphShareClient client = client(iam, cph)
                        .credentials(CredentialsProvider.akSk("AK1", "secret"))
                        .build()) {
            for (int i = 0; i < 6; i++) {
                assertThatThrownBy(() -> client.push(request())).isInstanceOf(CredentialsException.class);
            }
            assertThat(iam.requests()).hasSize(3);
        }
    }

    @Test
    void the_iam_that_the_environment_names_is_asked_in_place_of_the_regions() throws IOException {
        try (RawServer iam = new RawServer(answer(FOUND));
                RawServer another = new RawServer(answer(FOUND));
                RawServer cph = new RawServer(RawServer.ok())) {
            Map<String, String> environment = Map.of(
                    "HUAWEICLOUD_SDK_AK", "AK1",
                    "HUAWEICLOUD_SDK_SK", "secret",
                    "HUAWEICLOUD_SDK_IAM_ENDPOINT", iam.url());
            DefaultChain chain = new DefaultChain(environment::get, Path.of("?"));
            try (CphShareClient client =
                    client(iam, cph).iamEndpoint(null).credentials(chain).build()) {
                client.push(request());
            }
            assertThat(iam.requests()).hasSize(1);
            try (CphShareClient client = client(iam, cph)
                    .iamEndpoint(null)
                    .credentials(chain.search().provider())
                    .build()) {
                client.push(request());
            }
            assertThat(iam.requests()).hasSize(2);
            try (CphShareClient client = client(another, cph).credentials(chain).build()) {
                client.push(request());
            }
            assertThat(another.requests()).hasSize(1);
            assertThat(iam.requests())
                    .as("what the client was given outranks it")
                    .hasSize(2);
        }
    }

    @Test
    void nobody_is_asked_where_the_project_is_known() throws IOException {
        try (RawServer iam = new RawServer(answer(FOUND));
                RawServer cph = new RawServer(RawServer.ok());
                CphShareClient client = client(iam, cph).projectId("another").build()) {
            client.push(request());

            assertThat(iam.requests()).isEmpty();
            assertThat(cph.requests().get(0)).startsWith("POST /v1/another/");
        }
    }

    @Test
    void a_region_that_nobody_knows_needs_a_project_or_an_address_of_iam() {
        assertThatThrownBy(() -> CphShareClient.builder()
                        .region("xx-new-9")
                        .endpoint("https://cph.example.com")
                        .credentials(CredentialsProvider.token(TOKEN))
                        .build())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("project_id")
                .hasMessageContaining("cn-north-4, ");
        assertThatThrownBy(() -> CphShareClient.builder()
                        .region("cn-north-4")
                        .iamEndpoint("http://iam.example.com")
                        .credentials(CredentialsProvider.token(TOKEN))
                        .build())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("https://");
        for (String region : List.of("cn-north-4", "af-north-1")) {
            CphShareClient.builder()
                    .region(region)
                    .credentials(CredentialsProvider.token(TOKEN))
                    .build()
                    .close();
        }
    }

    @Test
    void a_refusal_by_the_service_stays_what_it_is() throws IOException {
        try (RawServer iam = new RawServer(answer(FOUND));
                RawServer cph = new RawServer(RawServer.answer("403 No", "{\"error_code\":\"CPS.0001\"}"));
                CphShareClient client = client(iam, cph).build()) {
            assertThatThrownBy(() -> client.push(request())).isInstanceOf(ServiceException.class);
        }
    }
}
