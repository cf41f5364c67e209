package io.github.cphshare.simulator;

import static io.github.cphshare.simulator.Caller.assertRefused;
import static io.github.cphshare.simulator.Caller.body;
import static io.github.cphshare.simulator.Caller.json;
import static io.github.cphshare.simulator.Caller.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ListJobs and ShowJob tell. */
class JobsTest {
    private static final Duration TIME = Duration.ofSeconds(30);

    private final TestClock clock = new TestClock();
    private final CphSimulator simulator = CphSimulator.builder()
            .clock(clock)
            .jobDuration(TIME)
            .server(SimulatedServer.withSharedStorage("good"))
            .server(SimulatedServer.withSharedStorage("bad").failingJobs("CPS.9999", "No document says which."))
            .server(SimulatedServer.withSharedStorage("endless").endlessJobs())
            .server(SimulatedServer.withSharedStorage("odd").oddJobs(7))
            .server(SimulatedServer.withSharedStorage("vanishing").vanishingJobs())
            .server(SimulatedServer.withoutSharedStorage("refused"))
            .object("bucket-a", "my_apps/test.tar", Tar.good())
            .start();
    private final Caller caller = new Caller(simulator);

    @AfterEach
    void close() {
        simulator.close();
    }

    private String push(String... servers) throws IOException, InterruptedException {
        return json(send(caller.push(body(servers)))).path("request_id").textValue();
    }

    private JsonNode jobs(String query) throws IOException, InterruptedException {
        return caller.answer("listJobs", "jobs?" + query).path("jobs");
    }

    @Test
    void a_job_that_the_simulator_cannot_do_fails_and_never_succeeds() {
        Jobs jobs = new Jobs(clock, TIME, Ids::next, Integer.MAX_VALUE);
        jobs.start(SimulatedServer.withSharedStorage("s"), "r", new Work() {
            @Override
            public String operation() {
                return "pushShareFiles";
            }

            @Override
            public Result done(SimulatedServer server, SharedStorage storage, Instant end) {
                throw new OutOfMemoryError();
            }
        });
        clock.advance(TIME);

        for (int look = 0; look < 2; look++) {
            assertThat(jobs.all()).singleElement().satisfies(job -> {
                assertThat(job.state()).isEqualTo(SimulatedJob.State.FAILED);
                assertThat(job.errorCode()).contains("CPS.0003");
                assertThat(job.endTime()).isPresent();
            });
        }
    }

    @Test
    void a_job_runs_for_its_time_and_then_is_what_became_of_it() throws Exception {
        String request = push("good", "bad", "endless", "odd");

        assertThat(jobs("request_id=" + request)).hasSize(4).allSatisfy(job -> {
            assertThat(job.path("status").intValue()).isEqualTo(1);
            assertThat(job.path("begin_time").textValue()).isEqualTo("2026-01-01T09:05:22Z");
            assertThat(job.has("end_time")).isFalse();
        });
        clock.advance(TIME);

        JsonNode ended = jobs("request_id=" + request);
        assertThat(ended.findValuesAsText("server_id")).containsExactly("good", "bad", "endless", "odd");
        assertThat(ended.findValuesAsText("status")).containsExactly("2", "-1", "1", "7");
        assertThat(ended.findValuesAsText("error_code")).containsExactly("", "CPS.9999", "", "");
        assertThat(ended.path(0).path("end_time").textValue()).isEqualTo("2026-01-01T09:05:52Z");
        assertThat(ended.path(1).path("error_msg").textValue()).isEqualTo("No document says which.");
        assertThat(ended.path(3).has("end_time")).isFalse();
        assertThat(simulator.jobs())
                .extracting(SimulatedJob::state)
                .containsExactly(
                        SimulatedJob.State.SUCCEEDED,
                        SimulatedJob.State.FAILED,
                        SimulatedJob.State.RUNNING,
                        SimulatedJob.State.ODD);
    }

    @Test
    void one_job_is_told_with_nulls_for_what_it_has_not() throws Exception {
        push("good");
        clock.advance(TIME);
        String id = simulator.jobs().get(0).jobId();

        JsonNode job = caller.answer("showJob", "jobs/" + id);

        assertThat(job.path("job_id").textValue()).isEqualTo(id);
        assertThat(job.path("server_id").textValue()).isEqualTo("good");
        assertThat(job.path("status").intValue()).isEqualTo(2);
        assertThat(job.path("error_code").isNull()).isTrue();
        assertThat(job.path("execute_msg").isNull()).isTrue();
        assertThat(job.path("request_id").textValue())
                .as("the id of the query")
                .isNotEqualTo(simulator.jobs().get(0).requestId());
    }

    @Test
    void of_requests_and_their_jobs_only_the_last_ones_are_kept_where_a_number_is_set() throws Exception {
        try (CphSimulator forgetful = CphSimulator.builder()
                .clock(clock)
                .jobDuration(TIME)
                .server(SimulatedServer.withSharedStorage("first"))
                .server(SimulatedServer.withSharedStorage("good"))
                .object("bucket-a", "my_apps/test.tar", Tar.good())
                .keptRequests(2)
                .start()) {
            Caller calls = new Caller(forgetful);
            String first =
                    json(send(calls.push(body("first")))).path("request_id").textValue();
            String second = json(send(calls.push(body("good", "good"))))
                    .path("request_id")
                    .textValue();
            String third =
                    json(send(calls.push(body("good")))).path("request_id").textValue();
            clock.advance(TIME);

            assertThat(forgetful.journal()).hasSize(2);
            assertThat(forgetful.jobs()).extracting(SimulatedJob::requestId).containsExactly(second, second, third);
            assertRefused(send(calls.query("jobs?request_id=" + first)), 404, "CPS.0050");
            assertThat(calls.answer("listJobs", "jobs?request_id=" + second).path("jobs"))
                    .hasSize(2);
            assertThat(forgetful.sharedStorage("first").files())
                    .as("what is forgotten while it runs still arrives")
                    .isNotEmpty();
        }
    }

    @Test
    void no_request_at_all_cannot_be_kept() {
        assertThatThrownBy(() -> CphSimulator.builder().keptRequests(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("at least 1 request has to be kept, not 0");
    }

    @Test
    void jobs_that_vanish_are_not_found_any_more() throws Exception {
        String request = push("vanishing", "good");
        String alone = push("vanishing");
        String vanishing = simulator.jobs().get(0).jobId();
        assertThat(jobs("request_id=" + request)).hasSize(2);

        clock.advance(TIME);

        assertThat(jobs("request_id=" + request).findValuesAsText("server_id")).containsExactly("good");
        assertRefused(send(caller.query("jobs/" + vanishing)), 404, "CPS.0011");
        assertRefused(send(caller.query("jobs?request_id=" + alone)), 404, "CPS.0050");
        assertThat(simulator.jobs().get(0).state()).isEqualTo(SimulatedJob.State.VANISHED);
        assertThat(simulator.sharedStorage("vanishing").files()).isEmpty();
    }

    @Test
    void several_requests_are_asked_about_at_once_and_count_before_the_single_one() throws Exception {
        String first = push("good");
        String second = push("bad", "endless");
        String third = push("odd");

        assertThat(jobs("request_ids=" + second + "%2C" + first).findValuesAsText("server_id"))
                .containsExactly("good", "bad", "endless");
        assertThat(jobs("request_ids=" + second + ",unknown").findValuesAsText("server_id"))
                .containsExactly("bad", "endless");
        assertThat(jobs("request_id=" + third + "&request_ids=" + first).findValuesAsText("server_id"))
                .containsExactly("good");
    }

    @Test
    void jobs_come_in_pages_of_a_hundred_unless_smaller_ones_are_asked_for() throws Exception {
        String request = push(Collections.nCopies(230, "good").toArray(String[]::new));
        Set<String> seen = new HashSet<>();
        List<Integer> sizes = new ArrayList<>();
        for (int offset = 0; offset <= 300; offset += 100) {
            JsonNode page = jobs("request_id=" + request + "&offset=" + offset);
            seen.addAll(page.findValuesAsText("job_id"));
            sizes.add(page.size());
        }

        assertThat(sizes).containsExactly(100, 100, 30, 0);
        assertThat(seen).hasSize(230);
        assertThat(jobs("request_id=" + request + "&limit=7&offset=3")).hasSize(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jobs | 400 | CPS.0049",
                "jobs?request_id= | 400 | CPS.0049",
                "jobs?request_ids= | 400 | CPS.0049",
                "jobs?request_id=unknown | 404 | CPS.0050",
                "jobs?request_id=a&limit=0 | 400 | CPS.0002",
                "jobs?request_id=a&limit=101 | 400 | CPS.0002",
                "jobs?request_id=a&limit=ten | 400 | CPS.0002",
                "jobs?request_id=a&offset=-1 | 400 | CPS.0002",
                "jobs?request_id=a&offset=99999999999 | 400 | CPS.0002",
                "jobs?request_ids=a&request_ids=b | 400 | CPS.0049",
                "jobs/unknown | 404 | CPS.0011",
                "jobs/a%20b | 404 | CPS.0011"
            })
    void what_cannot_be_asked_is_refused(String query, int status, String code) throws Exception {
        assertRefused(send(caller.query(query)), status, code);
    }

    @Test
    void twenty_requests_can_be_asked_about_at_once_and_no_more() throws Exception {
        String request = push("good");
        String twenty = request + ",r".repeat(19);

        assertThat(jobs("request_ids=" + twenty)).hasSize(1);
        assertRefused(send(caller.query("jobs?request_ids=" + twenty + ",r")), 400, "CPS.0161");
    }

    @Test
    void a_request_of_which_every_server_was_refused_has_no_jobs() throws Exception {
        assertRefused(send(caller.query("jobs?request_id=" + push("refused"))), 404, "CPS.0050");
    }

    @Test
    void queries_want_credentials_and_meet_faults_like_a_push() throws Exception {
        String request = push("good");
        simulator.faults().next(Fault.error("APIGW.0308").on("listJobs"));

        assertRefused(send(caller.query("jobs?request_id=" + request)), 429, "APIGW.0308");
        assertThat(jobs("request_id=" + request)).hasSize(1);
        assertRefused(
                send(caller.request("/v1/" + simulator.projectId() + "/cloud-phone/jobs?request_id=" + request)),
                401,
                "APIGW.0301");
        assertRefused(
                send(caller.request("/v1/another/cloud-phone/jobs?request_id=" + request)
                        .header("X-Auth-Token", simulator.token())),
                400,
                "CPS.0046");
    }

    @Test
    void a_clock_that_goes_back_and_on_ends_each_job_once() throws Exception {
        push("good");
        clock.advance(Duration.ofHours(-1));
        push("good");
        clock.advance(TIME);
        assertThat(simulator.jobs())
                .extracting(SimulatedJob::state)
                .containsExactly(SimulatedJob.State.RUNNING, SimulatedJob.State.SUCCEEDED);

        clock.advance(Duration.ofHours(1));

        assertThat(simulator.jobs()).extracting(SimulatedJob::state).containsOnly(SimulatedJob.State.SUCCEEDED);
    }

    @Test
    void ids_are_whatever_the_set_up_gives() throws Exception {
        List<String> ids = new ArrayList<>(List.of("the-request", "the-job"));
        try (CphSimulator fixed = CphSimulator.builder()
                .server(SimulatedServer.withSharedStorage("s"))
                .object("bucket-a", "my_apps/test.tar", Tar.good())
                .ids(() -> ids.remove(0))
                .start()) {
            JsonNode answer = json(send(new Caller(fixed).push(body("s"))));

            assertThat(answer.path("request_id").textValue()).isEqualTo("the-request");
            assertThat(answer.path("jobs").path(0).path("job_id").textValue()).isEqualTo("the-job");
        }
    }

    @Test
    void a_fleet_shares_one_tree_however_many_servers_it_has() throws Exception {
        List<String> fleet = IntStream.range(0, 10_000).mapToObj(i -> "s" + i).toList();
        fleet.forEach(id -> simulator.put(SimulatedServer.withSharedStorage(id)));
        String last = "";
        for (int i = 0; i < fleet.size(); i += 100) {
            last = push(fleet.subList(i, i + 100).toArray(String[]::new));
        }
        clock.advance(TIME);

        assertThat(jobs("request_id=" + last).findValuesAsText("status"))
                .hasSize(100)
                .containsOnly("2");
        assertThat(simulator.sharedStorage("s9999"))
                .isSameAs(simulator.sharedStorage("s0"))
                .satisfies(storage -> assertThat(storage.files()).containsOnlyKeys("/data/app/a.txt"));
        JsonNode page = caller.answer("listCloudPhoneServers", "servers?offset=9900");
        assertThat(page.path("servers").path(99).path("server_id").textValue()).isEqualTo("s0");
    }
}
