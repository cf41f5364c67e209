package io.github.cphshare.client.fleet;

import static io.github.cphshare.client.fleet.ScriptedService.LATENCY;
import static io.github.cphshare.client.fleet.ScriptedService.accept;
import static io.github.cphshare.client.fleet.ScriptedService.actAndFail;
import static io.github.cphshare.client.fleet.ScriptedService.answer;
import static io.github.cphshare.client.fleet.ScriptedService.fail;
import static io.github.cphshare.client.fleet.ScriptedService.http;
import static io.github.cphshare.client.fleet.ScriptedService.transport;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cphshare.client.error.Delivery;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a run writes down, and where it may go on. */
class FleetJournalTest extends FleetScene {
    @Test
    void nothing_goes_out_that_could_not_be_written_down() {
        FleetOutcome outcome = pusher(ENDPOINT, fullAtWrite(6)).pushAll(push(100));

        assertThat(outcome.end()).isEqualTo(FleetEnd.GAVE_UP);
        assertThat(outcome.cause()).isInstanceOf(JournalException.class).hasMessageContaining("no space left");
        assertThat(outcome.count(FleetState.UNKNOWN)).isZero();
        assertThat(outcome.count(FleetState.SUCCEEDED))
                .isEqualTo(asked().size())
                .isPositive();

        assertThat(outcome.findings()).singleElement().asString().contains("in this outcome only");

        FleetOutcome rest = resume();
        assertThat(rest.count(FleetState.SUCCEEDED) + rest.count(FleetState.UNKNOWN))
                .isEqualTo(100);
        assertThat(service.actedOn().values()).containsOnly(1);
    }

    @Test
    void an_answer_that_is_not_written_down_is_told_of_also_where_the_run_ended_before() {
        inbox.interruptIn(LATENCY.multipliedBy(3).dividedBy(2));

        // The servers, an intent, its receipt, another intent, and the receipt that comes after the interrupt.
        FleetOutcome outcome = pusher(ENDPOINT, fullAtWrite(5)).pushAll(push(20));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome.end()).isEqualTo(FleetEnd.INTERRUPTED);
        assertThat(outcome.count(FleetState.RUNNING)).isEqualTo(20);
        assertThat(outcome.findings()).singleElement().satisfies(finding -> assertThat(finding)
                .contains("no space left"));
        assertThat(FleetJournal.read(journal()).outcome().count(FleetState.UNKNOWN))
                .isEqualTo(10);
    }

    @Test
    void an_intent_that_is_not_written_down_is_all_that_a_journal_lacks_and_takes_nothing_back() {
        options.requestsInFlight(1);

        // The servers, an intent, its receipt, and another intent.
        FleetOutcome outcome = pusher(ENDPOINT, fullAtWrite(4)).pushAll(push(20));

        assertThat(outcome.cause()).isInstanceOf(JournalException.class);
        assertThat(outcome.count(FleetState.NOT_PUSHED)).isEqualTo(10);
        // That the jobs have ended is asked for again.
        assertThat(resume().allSucceeded()).isTrue();
    }

    @Test
    void that_a_journal_lacks_something_is_told_however_much_else_was_odd() {
        service.otherwise(answer(receipt -> {
            IntStream.range(0, 150).forEach(i -> receipt.answer("server-1", "job-" + i, null, null));
            return receipt;
        }));

        FleetOutcome outcome = pusher(ENDPOINT, fullAtWrite(4)).pushAll(push(1));

        assertThat(outcome.findings()).hasSize(101).last().asString().contains("no space left");
    }

    @Test
    void a_journal_that_cannot_be_closed_hides_no_outcome() {
        UnaryOperator<Disk> complaining = disk -> new DiskOver(disk) {
            @Override
            public void close() throws IOException {
                disk.close();
                throw new IOException("stale file handle");
            }
        };

        FleetOutcome outcome = pusher(ENDPOINT, complaining).pushAll(push(30));

        assertThat(outcome.allSucceeded()).isTrue();
        assertThat(outcome.findings())
                .containsExactly(
                        "The journal could not be closed, though each line of it is on disk: stale file handle");
        assertThat(resume().findings()).isEmpty();
    }

    @Test
    void a_journal_goes_on_only_where_it_began() {
        pushAll(10);

        assertThatThrownBy(() ->
                        pusher("https://example.org/", UnaryOperator.identity()).resume(journal()))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("it is for https://example.com/, and the client for https://example.org/");
        assertThatThrownBy(() -> pushAll(10)).hasMessageContaining("exists already");
        assertThat(service.calls()).hasSize(1);
    }

    @Test
    void a_journal_knows_the_project_that_the_credentials_name_and_goes_on_in_no_other() {
        service.next(fail(http(401, "APIGW.0301")));
        pusherIn(() -> "q").pushAll(push(10));
        assertThat(FleetJournal.read(journal()).projectId()).isEqualTo("q");
        List<String> before = lines();

        assertThatThrownBy(() -> pusherIn(() -> "r").resume(journal()))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("it is for project q, and the client for r");
        assertThatThrownBy(() -> pusher().resume(journal())).hasMessageContaining("project q, and the client for p");

        assertThat(lines()).isEqualTo(before);
        assertThat(service.calls()).hasSize(1);
        assertThat(pusherIn(() -> "q").resume(journal()).allSucceeded()).isTrue();
    }

    @Test
    void a_journal_of_a_client_with_that_project_id_goes_on_with_credentials_that_name_it() {
        service.next(fail(http(401, "APIGW.0301")));
        pushAll(10);

        assertThat(pusherIn(() -> "p").resume(journal()).allSucceeded()).isTrue();
    }

    @Test
    void credentials_are_not_asked_which_project_they_name_where_the_journal_does_not_know_it_or_is_done() {
        Supplier<String> unasked = () -> {
            throw new AssertionError("asked");
        };
        List<String> ids = ids(10);
        Head head = new Head(ENDPOINT, null, "bucket-a", "a.tar", 10, Head.digestOf(ids), Instant.EPOCH);
        Journal.create(journal(), head, ids, UnaryOperator.identity());

        assertThat(pusherIn(unasked).resume(journal()).allSucceeded()).isTrue();
        assertThatThrownBy(() -> pusher().resume(journal())).isInstanceOf(JournalException.class);
        Path done = folder.resolve("done.journal");
        pusher().pushAll(FleetPush.builder()
                .bucketName("bucket-a")
                .objectPath("a.tar")
                .serverIds(ids)
                .journal(done)
                .build());
        assertThat(pusherIn(unasked).resume(done).allSucceeded()).isTrue();
    }

    @Test
    void a_journal_that_is_done_is_told_again_and_nothing_is_sent() {
        pushAll(30);
        int calls = service.calls().size();

        FleetOutcome again = resume();

        assertThat(again.allSucceeded()).isTrue();
        assertThat(service.calls()).hasSize(calls);
        assertThat(service.awaits()).isOne();
    }

    @Test
    void a_journal_can_be_looked_at_without_changing_it() throws IOException {
        service.next(accept(), actAndFail(transport(Delivery.UNKNOWN)));
        options.followJobs(false);
        pushAll(30);
        Files.writeString(journal(), "torn", StandardOpenOption.APPEND);
        byte[] before = Files.readAllBytes(journal());

        FleetJournal read = FleetJournal.read(journal());

        assertThat(read.endpoint()).isEqualTo(URI.create(ENDPOINT));
        assertThat(read.endpointIsKnown()).isFalse();
        assertThat(read.projectId()).isEqualTo("p");
        assertThat(read.bucketName() + "/" + read.objectPath()).isEqualTo("bucket-a/a.tar");
        assertThat(read.outcome().count(FleetState.RUNNING)).isEqualTo(20);
        assertThat(read.outcome().count(FleetState.UNKNOWN)).isEqualTo(10);
        assertThat(read.outcome().resumable()).isTrue();
        assertThat(Files.readAllBytes(journal())).isEqualTo(before);
        options.followJobs(true);
        assertThat(resume().findings()).hasSize(1).allMatch(finding -> finding.contains("4 bytes"));
    }

    @Test
    void an_endpoint_of_the_contract_or_of_this_machine_is_known_and_any_other_is_not() {
        Map<String, Boolean> endpoints = Map.of(
                "https://cph.cn-north-4.myhuaweicloud.com/", true,
                "http://127.0.0.1:8080/", true,
                "https://cph.cn-north-4.myhuaweicloud.com.example.com/", false,
                "https://cph.cn-north-4.myhuaweicloud.com/elsewhere/", false,
                "http://example.com/", false);
        endpoints.forEach((endpoint, known) -> {
            Path file = folder.resolve("journal-" + endpoint.hashCode());
            Head head = new Head(endpoint, null, "b", "o", 1, Head.digestOf(List.of("s")), Instant.EPOCH);
            Journal.create(file, head, List.of("s"), UnaryOperator.identity());

            assertThat(FleetJournal.read(file).endpointIsKnown()).as(endpoint).isEqualTo(known);
        });
    }
}
