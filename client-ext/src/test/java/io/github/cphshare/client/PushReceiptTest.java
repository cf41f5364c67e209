package io.github.cphshare.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cphshare.client.error.Delivery;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A 200 is not yet a success: what was answered is held against what was asked. */
class PushReceiptTest {

    @Test
    void a_job_for_each_server_is_the_plain_good_answer() throws IOException {
        PushReceipt receipt = push("""
                {"request_id":"r","jobs":[
                  {"server_id":"s1","job_id":"j1"},
                  {"server_id":"s2","job_id":"j2","error_code":"","error_msg":null}]}""", "s1", "s2");

        assertThat(receipt.allAccepted()).isTrue();
        assertThat(receipt.requestId()).isEqualTo("r");
        assertThat(receipt.accepted()).extracting(ServerAnswer::serverId).containsExactly("s1", "s2");
        assertThat(receipt.accepted()).extracting(ServerAnswer::jobId).containsExactly("j1", "j2");
        assertThat(receipt.accepted()).extracting(ServerAnswer::advice).containsOnlyNulls();
        assertThat(receipt.requireAllAccepted()).isSameAs(receipt);
    }

    @Test
    void refused_missing_doubled_and_unexpected_servers_are_told_apart() throws IOException {
        PushReceipt receipt = push("""
                {"request_id":"r","more":{"to":["come"]},"jobs":[
                  {"server_id":"good","job_id":"j1","new_field":7},
                  {"server_id":"refused","error_code":"CPS.0137","error_msg":"no shared storage"},
                  {"server_id":"wordless","error_msg":"just no"},
                  {"server_id":"unheard","job_id":"","error_code":"CPS.9999"},
                  {"server_id":"good","job_id":"j2"},
                  {"server_id":"mute"},
                  {"server_id":"stranger","job_id":"j3"},
                  {"job_id":"j4"},
                  null]}""", "good", "refused", "wordless", "unheard", "mute", "forgotten");

        assertThat(receipt.accepted()).extracting(ServerAnswer::jobId).containsExactly("j1");
        assertThat(receipt.refused())
                .extracting(ServerAnswer::serverId)
                .containsExactly("refused", "wordless", "unheard");
        assertThat(receipt.refused()).extracting(ServerAnswer::errorCode).containsExactly("CPS.0137", null, "CPS.9999");
        assertThat(receipt.refused()).extracting(ServerAnswer::advice).doesNotContainNull();
        assertThat(receipt.missing()).containsExactly("mute", "forgotten");
        assertThat(receipt.doubled()).extracting(ServerAnswer::jobId).containsExactly("j2");
        assertThat(receipt.unexpected()).extracting(ServerAnswer::jobId).containsExactly("j3", "j4");
        assertThat(receipt.allAccepted()).isFalse();
        assertThat(receipt)
                .hasToString(
                        "PushReceipt{request r: 1 accepted, 3 refused, 0 unclear, 2 missing, 1 doubled, 2 unexpected}");
    }

    @Test
    void a_server_with_a_job_and_an_error_is_neither_accepted_nor_refused() throws IOException {
        PushReceipt receipt = push("""
                {"request_id":"r","jobs":[
                  {"server_id":"s1","error_code":"CPS.0137"},
                  {"server_id":"s2","job_id":"j2","error_code":"CPS.0099","error_msg":"not ready"}]}""", "s1", "s2");

        assertThat(receipt.accepted()).isEmpty();
        assertThat(receipt.refused()).extracting(ServerAnswer::serverId).containsExactly("s1");
        assertThat(receipt.missing()).isEmpty();
        assertThat(receipt.unclear()).singleElement().satisfies(answer -> {
            assertThat(answer.jobId()).isEqualTo("j2");
            assertThat(answer.errorCode()).isEqualTo("CPS.0099");
            assertThat(answer.advice()).contains("before you push to it again");
        });
        assertThat(receipt.allAccepted()).isFalse();
        assertThatThrownBy(receipt::requireAllAccepted)
                .isInstanceOfSatisfying(PushFailedException.class, failure -> {
                    assertThat(failure.delivery()).isEqualTo(Delivery.UNKNOWN);
                    assertThat(failure.outcome().failedServers()).containsExactly("s1");
                    assertThat(failure.outcome().unknown()).singleElement().satisfies(server -> {
                        assertThat(server.jobId()).isEqualTo("j2");
                        assertThat(server.errorCode()).isEqualTo("CPS.0099");
                        assertThat(server.why()).isNotBlank();
                    });
                })
                .hasMessageContaining("s2: job j2, and an error, CPS.0099: not ready");
        assertThat(PushReceipt.builder()
                        .requestId("r")
                        .asked(List.of("s1", "s2"))
                        .answer("s1", null, "CPS.0137", null)
                        .answer("s2", "j2", "CPS.0099", "not ready")
                        .build())
                .isEqualTo(receipt)
                .hasSameHashCodeAs(receipt);
    }

    @Test
    void a_server_that_was_refused_and_has_a_job_as_well_is_not_offered_for_another_push() throws IOException {
        PushReceipt receipt = push("""
                {"request_id":"r","jobs":[
                  {"server_id":"s1","error_code":"CPS.0137"},
                  {"server_id":"s2","error_code":"CPS.0137"},
                  {"server_id":"s1","job_id":"j1"}]}""", "s1", "s2");

        assertThat(receipt.refused()).extracting(ServerAnswer::serverId).containsExactly("s2");
        assertThat(receipt.accepted()).extracting(ServerAnswer::jobId).containsExactly("j1");
        assertThat(receipt.doubled()).extracting(ServerAnswer::errorCode).containsExactly("CPS.0137");
        assertThatThrownBy(receipt::requireAllAccepted).isInstanceOfSatisfying(PushFailedException.class, failure -> {
            assertThat(failure.outcome().failedServers()).containsExactly("s2");
            assertThat(failure.outcome().running())
                    .extracting(ServerOutcome::serverId)
                    .containsExactly("s1");
        });
    }

    @Test
    void a_push_whose_job_is_on_a_server_that_was_not_asked_for_may_have_been_processed() throws IOException {
        PushReceipt receipt = push("""
                {"request_id":"r","jobs":[
                  {"server_id":"s1","error_code":"CPS.0137"},
                  {"server_id":"S2","job_id":"j2"}]}""", "s1");

        assertThatThrownBy(receipt::requireAllAccepted)
                .isInstanceOfSatisfying(PushFailedException.class, failure -> assertThat(failure.delivery())
                        .isEqualTo(Delivery.UNKNOWN));
    }

    @Test
    void whoever_insists_on_all_gets_the_receipt_with_the_failure() throws IOException {
        PushReceipt receipt = push("""
                {"request_id":"r","jobs":[
                  {"server_id":"s1","job_id":"j1"},
                  {"server_id":"s2","error_code":"CPS.0137","error_msg":"Server does not support push share files."}]}""", "s1", "s2");

        assertThatThrownBy(receipt::requireAllAccepted)
                .isInstanceOfSatisfying(PushFailedException.class, failure -> {
                    assertThat(failure.receipt()).isEqualTo(receipt);
                    assertThat(failure.requestId()).isEqualTo("r");
                    assertThat(failure.delivery()).isEqualTo(Delivery.UNKNOWN);
                })
                .hasMessageContainingAll("1 accepted, 1 refused", "s2", "CPS.0137");
    }

    @Test
    void a_push_that_every_server_refused_was_certainly_not_processed() throws IOException {
        PushReceipt receipt =
                push("{\"request_id\":\"r\",\"jobs\":[{\"server_id\":\"s1\",\"error_code\":\"CPS.0097\"}]}", "s1");

        assertThatThrownBy(receipt::requireAllAccepted)
                .isInstanceOfSatisfying(PushFailedException.class, failure -> assertThat(failure.delivery())
                        .isEqualTo(Delivery.NOT_PROCESSED));
    }

    @Test
    void an_answer_without_jobs_leaves_every_server_missing() throws IOException {
        assertThat(push("{\"request_id\":\"r\"}", "s1", "s2").missing()).containsExactly("s1", "s2");
        assertThat(push("{\"request_id\":\"r\",\"jobs\":null}", "s1").missing()).containsExactly("s1");
        assertThat(push("{\"request_id\":\"r\",\"jobs\":[]}", "s1").missing()).containsExactly("s1");
    }

    @Test
    void a_byte_order_mark_before_the_answer_does_not_cost_the_receipt() throws IOException {
        assertThat(push("\ufeff{\"request_id\":\"r\",\"jobs\":[{\"server_id\":\"s1\",\"job_id\":\"j1\"}]}", "s1")
                        .allAccepted())
                .isTrue();
    }

    @Test
    void the_words_of_the_service_stay_on_one_line_and_are_cut() throws IOException {
        PushReceipt receipt = push(
                "{\"request_id\":\"r\",\"jobs\":[{\"server_id\":\"s1\",\"error_code\":\"CPS.0137\",\"error_msg\":\""
                        + "no\\n2026-01-01 INFO \\u001b[2Jall is well" + "!".repeat(5_000) + "\"}]}",
                "s1");

        ServerAnswer refused = receipt.refused().get(0);
        assertThat(refused.errorMessage()).startsWith("no\n").hasSizeGreaterThan(5_000);
        ServerOutcome outcome = catchThrowableOfType(PushFailedException.class, receipt::requireAllAccepted)
                .outcome()
                .refused()
                .get(0);
        assertThat(List.of(refused, outcome)).allSatisfy(told -> assertThat(told.toString())
                .contains("CPS.0137: no 2026-01-01 INFO [2Jall is well!")
                .hasSizeLessThan(400));
    }

    @Test
    void receipts_that_differ_in_any_answer_are_not_the_same() {
        List<PushReceipt> receipts = List.of(
                receipt("r", List.of("s1"), "s1", "j1", null, null),
                receipt("q", List.of("s1"), "s1", "j1", null, null),
                receipt("r", List.of("s1"), "s1", "j2", null, null),
                receipt("r", List.of("s2"), "s2", "j1", null, null),
                receipt("r", List.of("s1", "s2"), "s1", "j1", null, null),
                receipt("r", List.of(), "s1", "j1", null, null),
                receipt("r", List.of("s1"), "s1", null, "CPS.0137", null),
                receipt("r", List.of("s1"), "s1", null, "CPS.0137", "no"),
                receipt("r", List.of("s1"), "s1", "j1", "CPS.0137", null));

        for (PushReceipt one : receipts) {
            assertThat(receipts).filteredOn(one::equals).singleElement().isSameAs(one);
        }
    }

    private static PushReceipt receipt(
            String requestId,
            List<String> asked,
            String server,
            @Nullable String job,
            @Nullable String code,
            @Nullable String message) {
        return PushReceipt.builder()
                .requestId(requestId)
                .asked(asked)
                .answer(server, job, code, message)
                .build();
    }

    @Test
    void the_request_id_may_come_by_header_only() throws IOException {
        try (RawServer server =
                        new RawServer(RawServer.answer("201 Created\r\nX-Request-Id: by-header", "{\"jobs\":[]}"));
                CphShareClient client = Clients.of(server.url()).build()) {
            assertThat(client.push(Clients.request()).requestId()).isEqualTo("by-header");
        }
    }

    private static PushReceipt push(String answer, String... servers) throws IOException {
        try (RawServer server = new RawServer(RawServer.answer("200 OK", answer));
                CphShareClient client = Clients.of(server.url()).build()) {
            return client.push(Clients.request(servers));
        }
    }
}
