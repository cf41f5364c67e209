package io.github.cphshare.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.error.MalformedResponseException;
import io.github.cphshare.client.file.ShareListing;
import io.github.cphshare.client.file.ShareListingException;
import io.github.cphshare.client.validation.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.Cache;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Following jobs and listing files through the real transport. */
class AwaitOverHttpTest {
    private static final Duration DEADLINE = Duration.ofMinutes(5);
    private static final PushReceipt RECEIPT = PushReceipt.builder()
            .requestId("r1")
            .asked(List.of("s1", "s2"))
            .answer("s1", "j1", null, null)
            .answer("s2", "j2", null, null)
            .build();

    private final Waits waits = new Waits();

    private CphShareClient client(RawServer server) {
        return Clients.of(server.url()).pace(waits.pace()).build();
    }

    private static RawServer.Behaviour json(String body) {
        return RawServer.answer("200 OK\r\nContent-Type: application/json", body);
    }

    @Test
    void jobs_are_asked_for_by_the_id_of_the_push_and_read_with_all_they_say() throws IOException {
        try (RawServer server = new RawServer(
                        RawServer.answer("404 Not Found", "{\"error_code\":\"CPS.0050\",\"error_msg\":\"none yet\"}"),
                        RawServer.answer("429 Too Many Requests\r\nRetry-After: 7", ""),
                        RawServer.hangUp(),
                        json("{\"jobs\":[{\"job_id\":\"j1\",\"server_id\":\"s1\",\"status\":1}]}"),
                        json("""
                                {"request_id":"q","jobs":[
                                  {"job_id":"j1","node_id":"s1","status":2,"begin_time":"2026-01-05T08:00:00Z",
                                   "end_time":"2026-01-05T08:00:30Z","error_code":"","error_msg":null},
                                  null,
                                  {"job_id":"j2","server_id":"s2","status":-1,"end_time":"soon",
                                   "error_code":"CPS0054","error_msg":"Handle job timeout."}]}"""));
                CphShareClient client = client(server)) {
            PushOutcome outcome = client.await(RECEIPT, DEADLINE);

            assertThat(outcome.succeeded()).singleElement().satisfies(one -> {
                assertThat(one.beginTime()).isEqualTo(Instant.parse("2026-01-05T08:00:00Z"));
                assertThat(one.endTime()).isEqualTo(Instant.parse("2026-01-05T08:00:30Z"));
                assertThat(one.errorCode()).isNull();
            });
            assertThat(outcome.failed()).singleElement().satisfies(one -> {
                assertThat(one.errorCode()).isEqualTo("CPS.0054");
                assertThat(one.errorMessage()).isEqualTo("Handle job timeout.");
                assertThat(one.advice()).isNotBlank();
                assertThat(one.endTime()).isNull();
            });
            assertThat(server.requests())
                    .hasSize(5)
                    .allMatch(request -> request.startsWith("GET /v1/" + Clients.PROJECT
                            + "/cloud-phone/jobs?request_ids=r1&offset=0&limit=100 HTTP/1.1\r\n"));
            assertThat(waits.taken())
                    .as("each question once, its repetition is the waiter's")
                    .hasSize(4);
            assertThat(waits.taken().get(1)).isGreaterThanOrEqualTo(Duration.ofSeconds(7));
        }
    }

    @Test
    void without_a_thread_it_comes_to_the_same() throws Exception {
        try (RawServer server = new RawServer(
                        json("{\"jobs\":[{\"job_id\":\"j1\",\"status\":1}]}"),
                        json("{\"jobs\":[{\"job_id\":\"j1\",\"status\":2},{\"job_id\":\"j2\",\"status\":2}]}"));
                CphShareClient client = client(server)) {
            assertThat(client.awaitAsync(RECEIPT, DEADLINE)
                            .get(10, TimeUnit.SECONDS)
                            .allSucceeded())
                    .isTrue();
        }
    }

    @Test
    void a_callers_cache_does_not_answer_in_place_of_the_service(@TempDir Path folder) throws IOException {
        String cacheable = "200 OK\r\nContent-Type: application/json\r\nCache-Control: max-age=600";
        try (Cache cache = new Cache(folder.toFile(), 1 << 20);
                RawServer server = new RawServer(
                        RawServer.answer(cacheable, "{\"jobs\":[{\"job_id\":\"j1\",\"status\":1}]}"),
                        RawServer.answer(
                                cacheable,
                                "{\"jobs\":[{\"job_id\":\"j1\",\"status\":2},{\"job_id\":\"j2\",\"status\":2}]}"));
                CphShareClient client = Clients.of(server.url())
                        .pace(waits.pace())
                        .okHttpClient(new OkHttpClient.Builder().cache(cache).build())
                        .build()) {
            assertThat(client.await(RECEIPT, DEADLINE).allSucceeded()).isTrue();
            assertThat(server.requests()).hasSize(2);
            assertThat(cache.size()).as("what is kept on disk").isZero();
        }
    }

    @Test
    void a_request_of_which_nothing_was_told_by_the_deadline_is_no_success() throws IOException {
        try (RawServer server = new RawServer((request, connection) -> (request.contains("request_ids=r1&")
                                ? json("{\"jobs\":[{\"job_id\":\"j1\",\"server_id\":\"s1\",\"status\":2}]}")
                                : RawServer.answer("404 Not Found", "{\"error_code\":\"CPS.0050\"}"))
                        .answer(request, connection));
                CphShareClient client = client(server)) {
            PushOutcome outcome =
                    client.awaitRequests(List.of("r1", "r2"), JobFollowing.GRACE.minusSeconds(30), progress -> {});

            assertThat(outcome.succeeded()).hasSize(1);
            assertThat(outcome.unknownRequests()).containsExactly("r2");
            assertThat(outcome.allSucceeded()).isFalse();
            assertThatThrownBy(outcome::requireAllSucceeded).isInstanceOf(AwaitTimeoutException.class);
        }
    }

    @Test
    void why_nothing_was_told_of_a_request_is_told() throws IOException {
        try (RawServer server = new RawServer(RawServer.hangUp());
                CphShareClient client = client(server)) {
            PushOutcome outcome = client.awaitRequests(List.of("r1"), Duration.ZERO, progress -> {});

            assertThat(outcome.unknownRequests()).containsExactly("r1");
            assertThat(outcome.findings())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "The service told of no job of r1; the last answer was a failure: The connection broke");
        }
    }

    @Test
    void cancelling_ends_the_question_on_the_wire() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        try (RawServer server = new RawServer((request, connection) -> {
                    arrived.countDown();
                    if (connection.getInputStream().read() < 0) {
                        gone.countDown();
                    }
                });
                CphShareClient client = client(server)) {
            CompletableFuture<PushOutcome> waiting = client.awaitAsync(RECEIPT, DEADLINE);
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();

            waiting.cancel(true);

            assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void a_client_that_was_closed_ends_the_waiting_with_what_is_known() throws IOException {
        try (RawServer server = new RawServer(json("{\"jobs\":[]}"))) {
            CphShareClient client = client(server);
            client.close();

            assertThatThrownBy(() -> client.await(RECEIPT, DEADLINE))
                    .isInstanceOfSatisfying(
                            AwaitTimeoutException.class,
                            failure -> assertThat(failure.outcome().unknown()).hasSize(2))
                    .hasMessageContaining("closed");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void a_silent_service_does_not_hold_the_waiting_beyond_its_deadline() throws IOException {
        try (RawServer server = new RawServer(RawServer.silence());
                CphShareClient client = Clients.of(server.url()).build()) {
            PushOutcome outcome = client.await(RECEIPT, Duration.ofMillis(200));

            assertThat(outcome.unknown()).hasSize(2);
            assertThat(outcome.complete()).isFalse();
        }
    }

    @Test
    void ids_that_cannot_be_asked_for_are_refused_before_anything_is_sent() throws IOException {
        try (RawServer server = new RawServer(RawServer.ok());
                CphShareClient client = client(server)) {
            assertThatThrownBy(() -> client.awaitRequests(List.of("a,b", ""), DEADLINE, progress -> {}))
                    .isInstanceOfSatisfying(InvalidRequestException.class, failure -> assertThat(failure.violations())
                            .hasSizeGreaterThanOrEqualTo(2));
            assertThatThrownBy(() -> client.awaitRequests(List.of(), DEADLINE, progress -> {}))
                    .isInstanceOf(InvalidRequestException.class);
            assertThatThrownBy(() -> client.listShareFiles("a,b", "data/../x", -1, DEADLINE))
                    .isInstanceOfSatisfying(InvalidRequestException.class, failure -> assertThat(failure.violations())
                            .extracting(violation -> violation.field().replaceAll("\\[.*", ""))
                            .containsExactly("server_ids", "path", "offset"));
            assertThatThrownBy(() -> client.await(RECEIPT, Duration.ofSeconds(-1)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> client.listShareFiles("s1", "/data", 0, Duration.ofSeconds(-1)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void an_id_of_the_service_that_it_cannot_be_asked_for_hides_no_other_server() throws IOException {
        PushReceipt odd = PushReceipt.builder()
                .requestId("not an id")
                .asked(List.of("s2", "s3"))
                .answer("s2", "job.2", null, null)
                .answer("s3", "j3", null, null)
                .build();
        PushReceipt good = PushReceipt.builder()
                .requestId("r1")
                .asked(List.of("s1"))
                .answer("s1", "j1", null, null)
                .build();
        try (RawServer server = new RawServer(
                        RawServer.answer("200 OK", "{\"job_id\":\"j3\",\"server_id\":\"s3\",\"status\":2}"),
                        RawServer.answer(
                                "200 OK",
                                "{\"request_id\":\"r1\",\"jobs\":[{\"job_id\":\"j1\",\"server_id\":\"s1\",\"status\":2}]}"));
                CphShareClient client = client(server)) {
            PushOutcome outcome = client.awaitAll(List.of(odd, good), DEADLINE, progress -> {});

            assertThat(outcome.succeeded()).extracting(ServerOutcome::serverId).containsExactlyInAnyOrder("s1", "s3");
            assertThat(outcome.unknown()).singleElement().satisfies(unknown -> assertThat(unknown.why())
                    .contains("job.2"));
        }
    }

    @Test
    void a_directory_is_listed_by_a_job_that_is_followed() throws IOException {
        try (RawServer server = new RawServer(
                        json("{\"request_id\":\"q\",\"jobs\":[null,{\"server_id\":\"s2\",\"job_id\":\"j9\"},"
                                + "{\"server_id\":\"s1\",\"job_id\":\"j1\"}]}"),
                        json("{\"job_id\":\"j1\",\"server_id\":\"s1\",\"status\":1}"),
                        json("{\"job_id\":\"j1\",\"server_id\":\"s1\",\"status\":2,\"execute_msg\":"
                                + "\"{\\\"files_in_path\\\":{\\\"total\\\":9,\\\"count\\\":9,\\\"files\\\":"
                                + "[\\\"4096 Apr 15 09:49 app\\\",\\\"12 Apr 15 09:4\"}"));
                CphShareClient client = client(server)) {
            ShareListing listing = client.listShareFiles("s1", "/data/data");

            assertThat(listing.files()).singleElement().satisfies(file -> assertThat(file.name())
                    .isEqualTo("app"));
            assertThat(listing.truncated()).isTrue();
            assertThat(listing.nextOffset()).isEqualTo(1);
            assertThat(server.requests().get(0))
                    .startsWith("GET /v1/" + Clients.PROJECT
                            + "/cloud-phone/servers/share-files?path=%2Fdata%2Fdata&server_ids=s1&offset=0&limit=50 ");
            assertThat(server.requests().get(1)).startsWith("GET /v1/" + Clients.PROJECT + "/cloud-phone/jobs/j1 ");
        }
    }

    @Test
    void a_directory_that_cannot_be_listed_says_why() throws IOException {
        try (RawServer server = new RawServer(
                        json(
                                "{\"jobs\":[{\"server_id\":\"s1\",\"error_code\":\"CPS.0099\",\"error_msg\":\"not ready\"}]}"),
                        json("{\"jobs\":[]}"),
                        json("{}"),
                        json("{\"jobs\":[{\"server_id\":\"s1\",\"job_id\":\"j1\"}]}"),
                        json(
                                "{\"job_id\":\"j1\",\"status\":-1,\"error_code\":\"CPS.0199\",\"error_msg\":\"bad path\"}"),
                        json("{\"jobs\":[{\"server_id\":\"s1\",\"job_id\":\"j1\"}]}"),
                        json("{\"job_id\":\"j1\",\"status\":2}"));
                CphShareClient client = client(server)) {
            assertThatThrownBy(() -> client.listShareFiles("s1", "/data"))
                    .isInstanceOfSatisfying(ShareListingException.class, failure -> assertThat(failure.errorCode())
                            .isEqualTo("CPS.0099"));
            assertThatThrownBy(() -> client.listShareFiles("s1", "/data"))
                    .isInstanceOfSatisfying(ShareListingException.class, failure -> assertThat(failure.delivery())
                            .isEqualTo(Delivery.UNKNOWN))
                    .hasMessage("Server s1 did not list /data: the service said nothing about the server");
            assertThatThrownBy(() -> client.listShareFiles("s1", "/data"))
                    .isInstanceOf(MalformedResponseException.class);
            assertThatThrownBy(() -> client.listShareFiles("s1", "/data"))
                    .isInstanceOf(ShareListingException.class)
                    .hasMessageContaining("CPS.0199");
            assertThatThrownBy(() -> client.listShareFiles("s1", "/data"))
                    .isInstanceOf(ShareListingException.class)
                    .hasMessageContaining("no listing");
        }
    }
}
