package io.github.cphshare.simulator;

import static io.github.cphshare.simulator.Caller.assertRefused;
import static io.github.cphshare.simulator.Caller.body;
import static io.github.cphshare.simulator.Caller.json;
import static io.github.cphshare.simulator.Caller.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class FaultTest {
    private final List<Duration> slept = new CopyOnWriteArrayList<>();
    private final CphSimulator simulator = CphSimulator.builder()
            .server(SimulatedServer.withSharedStorage("s1"))
            .object("bucket-a", "my_apps/test.tar", Tar.good())
            .user("account", "user", "password")
            .sleeper(slept::add)
            .start();
    private final Caller caller = new Caller(simulator);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        simulator.close();
        threads.shutdownNow();
    }

    private HttpResponse<byte[]> push() throws IOException, InterruptedException {
        return send(caller.push(body("s1")));
    }

    @Test
    void scripted_faults_meet_one_request_each_in_order() throws Exception {
        simulator.faults().next(Fault.error("APIGW.0308").header("Retry-After", "7"), Fault.error(504, "APIGW.0201"));
        simulator.faults().next(Fault.error(418, "ODD.1", "short and stout"));

        HttpResponse<byte[]> throttled = push();
        assertRefused(throttled, 429, "APIGW.0308");
        assertThat(throttled.headers().firstValue("Retry-After")).contains("7");
        assertRefused(push(), 504, "APIGW.0201");
        HttpResponse<byte[]> odd = push();
        assertThat(odd.statusCode()).isEqualTo(418);
        assertThat(json(odd).path("error_msg").textValue()).isEqualTo("short and stout");
        assertThat(simulator.jobs()).isEmpty();

        assertThat(push().statusCode()).isEqualTo(200);
        assertThat(simulator.journal())
                .extracting(RecordedRequest::status)
                .containsExactly(OptionalInt.of(429), OptionalInt.of(504), OptionalInt.of(418), OptionalInt.of(200));
        assertThat(simulator.journal())
                .allSatisfy(request -> assertThat(request.bodyText()).isEqualTo(body("s1")));
    }

    @Test
    void a_standing_fault_lasts_until_it_is_cleared_and_lets_scripted_ones_go_first() throws Exception {
        simulator.faults().always(Fault.error("APIGW.0613"));
        simulator.faults().next(Fault.error("CPS.0042"));

        assertRefused(push(), 503, "CPS.0042");
        assertRefused(push(), 503, "APIGW.0613");
        assertRefused(push(), 503, "APIGW.0613");
        simulator.faults().clear();
        assertThat(push().statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 413, 414, 429, 494, 500, 501, 502, 503, 504})
    void every_documented_status_comes_with_the_contracts_example(int status) throws Exception {
        simulator.faults().next(Fault.status(status));

        HttpResponse<byte[]> response = push();

        Operation operation = Contract.shared().operation("pushShareFiles");
        assertThat(response.statusCode()).isEqualTo(status);
        ObjectNode expected = operation.example(status).orElseThrow().deepCopy();
        expected.put("request_id", response.headers().firstValue("X-Request-Id").orElseThrow());
        assertThat(json(response)).isEqualTo(expected);
        assertThat(operation.answerSchema(status).validate(json(response))).isEmpty();
    }

    @Test
    void a_status_without_an_example_comes_with_a_request_id_alone() throws Exception {
        simulator.faults().next(Fault.status(507));

        HttpResponse<byte[]> response = push();

        assertThat(response.statusCode()).isEqualTo(507);
        assertThat(json(response).size()).isEqualTo(1);
        assertThat(json(response).path("request_id").textValue()).hasSize(32);
    }

    @Test
    void answers_need_not_be_json_or_anything_at_all() throws Exception {
        simulator
                .faults()
                .next(Fault.html(502), Fault.answer(200, "application/json", "{\"jobs\":["), Fault.empty(200));

        HttpResponse<byte[]> page = push();
        assertThat(page.statusCode()).isEqualTo(502);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html");
        assertThat(page.body()).asString().startsWith("<html>");
        assertThat(push().body()).asString().isEqualTo("{\"jobs\":[");
        HttpResponse<byte[]> empty = push();
        assertThat(empty.statusCode()).isEqualTo(200);
        assertThat(empty.body()).isEmpty();
        assertThat(simulator.jobs()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void a_status_that_has_no_body_comes_without_one(int status) throws Exception {
        simulator.faults().next(Fault.status(status), Fault.answer(status, "text/plain", "none"));

        assertThat(push()).returns(status, HttpResponse::statusCode).returns(0, answer -> answer.body().length);
        assertThat(push()).returns(status, HttpResponse::statusCode).returns(0, answer -> answer.body().length);
        assertThat(push().statusCode()).as("on the same connection").isEqualTo(200);
    }

    @Test
    void a_connection_closed_before_reading_leaves_a_record_without_the_body() {
        simulator.faults().next(Fault.closeBeforeReading());

        assertThatThrownBy(this::push).isInstanceOf(IOException.class);

        assertThat(simulator.journal()).singleElement().satisfies(request -> {
            assertThat(request.status()).isEmpty();
            assertThat(request.body()).isEmpty();
            assertThat(request.header("X-Auth-Token")).containsExactly(simulator.token());
        });
        assertThat(simulator.jobs()).isEmpty();
    }

    @Test
    void a_connection_closed_after_reading_leaves_the_body_and_no_job() {
        simulator.faults().next(Fault.closeAfterReading());

        assertThatThrownBy(this::push).isInstanceOf(IOException.class);

        assertThat(simulator.journal()).singleElement().satisfies(request -> {
            assertThat(request.status()).isEmpty();
            assertThat(request.bodyText()).isEqualTo(body("s1"));
        });
        assertThat(simulator.jobs()).isEmpty();
    }

    @Test
    void where_only_the_answer_is_lost_the_push_was_carried_out() {
        simulator.faults().next(Fault.loseAnswer());

        assertThatThrownBy(this::push).isInstanceOf(IOException.class);

        assertThat(simulator.journal()).singleElement().satisfies(request -> assertThat(request.status())
                .isEmpty());
        assertThat(simulator.sharedStorage("s1").files()).hasSize(1);
    }

    @Test
    void a_truncated_answer_stops_halfway_and_the_push_was_carried_out() {
        simulator.faults().next(Fault.truncateAnswer());

        assertThatThrownBy(this::push).isInstanceOf(IOException.class);

        assertThat(simulator.journal()).singleElement().satisfies(request -> assertThat(request.status())
                .hasValue(200));
        assertThat(simulator.jobs()).hasSize(1);
    }

    @Test
    void after_a_broken_connection_the_next_push_is_fine() throws Exception {
        simulator.faults().next(Fault.truncateAnswer(), Fault.closeBeforeReading());

        assertThatThrownBy(this::push).isInstanceOf(IOException.class);
        assertThatThrownBy(this::push).isInstanceOf(IOException.class);
        assertThat(push().statusCode()).isEqualTo(200);
    }

    @Test
    void a_delay_is_spent_by_the_injected_sleeper() throws Exception {
        simulator
                .faults()
                .next(Fault.delay(Duration.ofHours(1)), Fault.error("CPS.0003").after(Duration.ofDays(1)));

        assertThat(push().statusCode()).isEqualTo(200);
        assertRefused(push(), 500, "CPS.0003");
        assertThat(slept).containsExactly(Duration.ofHours(1), Duration.ofDays(1));
    }

    @Test
    void an_answer_that_is_held_back_comes_when_the_test_says_so() throws Exception {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        simulator.faults().next(Fault.holdUntil(gate));

        Future<HttpResponse<byte[]>> held = threads.submit(this::push);
        while (simulator.journal().isEmpty()) {
            Thread.onSpinWait();
        }

        assertThat(simulator.jobs()).as("carried out before the wait").hasSize(1);
        assertThat(held).isNotDone();
        gate.complete(null);
        assertThat(held.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void closing_lets_go_of_what_is_held_back() {
        simulator.faults().next(Fault.holdUntil(new CompletableFuture<>()));

        Future<HttpResponse<byte[]>> held = threads.submit(this::push);
        while (simulator.journal().isEmpty()) {
            Thread.onSpinWait();
        }
        simulator.close();

        assertThatThrownBy(() -> held.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void a_fault_for_another_operation_waits_for_that_one() throws Exception {
        simulator
                .faults()
                .next(
                        Fault.status(503).on("keystoneCreateUserTokenByPassword"),
                        Fault.html(500).on("getObject"));

        assertThat(push().statusCode()).isEqualTo(200);
        assertThat(send(caller.tokenRequest("user", "password", "")).statusCode())
                .isEqualTo(503);
        assertThat(send(caller.tokenRequest("user", "password", "")).statusCode())
                .isEqualTo(201);
        assertThat(send(caller.request("/buckets/bucket-a/my_apps/test.tar")).statusCode())
                .isEqualTo(500);
        assertThat(simulator.journal())
                .extracting(request -> request.operation().orElseThrow())
                .containsExactly(
                        "pushShareFiles",
                        "keystoneCreateUserTokenByPassword",
                        "keystoneCreateUserTokenByPassword",
                        "getObject");
    }

    @Test
    void a_fault_that_could_never_happen_is_refused_when_it_is_scripted() throws Exception {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> simulator.faults().next(Fault.html(500), Fault.error("CPS.9999")))
                .withMessageContaining("CPS.9999");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> simulator.faults().always(Fault.html(500).on("pushFiles")))
                .withMessageContaining("pushFiles");
        for (int status : new int[] {0, 99, 101, 199, 600, 1000}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> simulator.faults().next(Fault.html(status)))
                    .withMessageContaining("status " + status);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> simulator.faults().next(Fault.html(429).header("Retry-After", "1\r\nX: y")))
                .withMessage("the header Retry-After has a line break");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> simulator.faults().next(Fault.answer(200, "text/html\r\nX: y", "")))
                .withMessage("the header Content-Type has a line break");

        assertThat(push().statusCode()).isEqualTo(200);
    }

    @Test
    void each_scripted_fault_meets_exactly_one_of_many_callers() throws Exception {
        for (int i = 0; i < 10; i++) {
            simulator.faults().next(Fault.error("APIGW.0308"));
        }

        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            answers.add(threads.submit(() -> push().statusCode()));
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer : answers) {
            statuses.add(answer.get());
        }

        assertThat(statuses).containsOnly(200, 429);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(10);
        assertThat(simulator.jobs()).hasSize(30);
    }

    @Test
    void a_mistake_of_the_simulators_own_is_an_answer_and_a_record() throws Exception {
        Clock broken = new Clock() {
            private boolean works = true;

            @Override
            public Instant instant() {
                if (works) {
                    works = false;
                    return Instant.EPOCH;
                }
                throw new IllegalStateException("no time");
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        try (CphSimulator failing = CphSimulator.builder().clock(broken).start()) {
            assertRefused(send(new Caller(failing).push(body("s1"))), 500, "CPS.0003");

            assertThat(failing.journal()).singleElement().satisfies(request -> assertThat(request.problems())
                    .containsExactly("the simulator itself failed: java.lang.IllegalStateException"));
        }
    }
}
