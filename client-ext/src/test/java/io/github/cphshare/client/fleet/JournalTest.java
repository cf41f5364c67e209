package io.github.cphshare.client.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.fleet.Entry.Job;
import io.github.cphshare.client.fleet.Entry.JobEnd;
import io.github.cphshare.client.fleet.Entry.Refused;
import io.github.cphshare.client.fleet.Entry.Stranger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a journal promises to whoever takes it up again. */
class JournalTest {
    private static final Instant NOW = Instant.parse("2026-11-25T02:00:00Z");
    private static final List<String> IDS =
            IntStream.rangeClosed(1, 25).mapToObj(i -> "server-" + i).toList();

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void nameIt() {
        path = folder.resolve("push.journal");
    }

    static Numbers numbers(int from, int to) {
        return Numbers.of(IntStream.rangeClosed(from, to));
    }

    private static Head head() {
        return new Head("https://example.com/", "p", "bucket-a", "a.tar", IDS.size(), Head.digestOf(IDS), NOW);
    }

    @Test
    void a_new_journal_keeps_the_ids_that_it_was_given_and_none_of_those_it_read() {
        List<String> ids = IDS.stream().map(String::new).toList();
        try (Journal journal = Journal.begin(path, head(), ids, UnaryOperator.identity())) {
            for (int server = 1; server <= ids.size(); server++) {
                assertThat(journal.ledger().id(server)).isSameAs(ids.get(server - 1));
            }
        }
    }

    private Journal created() {
        Journal.create(path, head(), IDS, UnaryOperator.identity());
        return open(path);
    }

    private static Entry.Receipt receipt(int request, int from, int to) {
        List<Job> jobs = IntStream.rangeClosed(from, to)
                .mapToObj(server -> new Job(server, "job-" + server))
                .toList();
        return new Entry.Receipt(request, "request-" + request, jobs, List.of(), Numbers.NONE, List.of(), NOW);
    }

    @Test
    void begins_with_every_server_open() {
        try (Journal journal = created()) {
            assertThat(journal.head()).isEqualTo(head());
            assertThat(journal.ledger().all(Standing.OPEN)).isEqualTo(numbers(1, 25));
            assertThat(journal.ledger().id(25)).isEqualTo("server-25");
        }
    }

    @Test
    void tells_the_same_when_it_is_opened_again() {
        Reason refusal = new Reason("CPS.0137", "no \"shared\" storage,\nby far ⚠");
        try (Journal journal = created()) {
            journal.intend(new Entry.Intent(1, numbers(1, 10), NOW));
            journal.intend(new Entry.Intent(2, numbers(11, 15), NOW));
            journal.note(new Entry.Receipt(
                    1,
                    "request-1",
                    IntStream.rangeClosed(1, 8)
                            .mapToObj(server -> new Job(server, "job-" + server))
                            .toList(),
                    List.of(new Refused(9, refusal)),
                    numbers(10, 10),
                    List.of(new Stranger(null, "job-x", refusal), new Stranger("s", null, new Reason(null, null))),
                    NOW));
            journal.note(new Entry.Failure(2, Delivery.NOT_PROCESSED, new Reason("APIGW.0308", "slow down"), NOW));
            journal.intend(new Entry.Intent(3, numbers(11, 12), NOW));
            journal.note(new Entry.Failure(3, Delivery.UNKNOWN, new Reason(null, "the line broke"), NOW));
            journal.intend(new Entry.Intent(4, numbers(13, 14), NOW));
            journal.note(new Entry.Outcome(
                    numbers(1, 7), List.of(new Refused(8, new Reason("CPS.0005", "gone"))), List.of(), NOW));
            Refused contradicted = new Refused(7, new Reason(null, "it succeeded, and it failed"));
            journal.note(new Entry.Outcome(Numbers.NONE, List.of(), List.of(contradicted), NOW));
        }
        try (Journal journal = open(path)) {
            Ledger ledger = journal.ledger();
            assertThat(journal.cutOff()).isZero();
            assertThat(ledger.all(Standing.SUCCEEDED)).isEqualTo(numbers(1, 6));
            assertThat(ledger.all(Standing.FAILED)).isEqualTo(numbers(8, 8));
            assertThat(ledger.all(Standing.REFUSED)).isEqualTo(numbers(9, 9));
            assertThat(ledger.all(Standing.UNKNOWN)).isEqualTo(Numbers.parse("7,10-12", 25));
            assertThat(ledger.reason(7)).isEqualTo(new Reason(null, "it succeeded, and it failed"));
            assertThat(ledger.all(Standing.ASKED)).isEqualTo(numbers(13, 14));
            assertThat(ledger.all(Standing.OPEN)).isEqualTo(numbers(15, 25));
            assertThat(ledger.reason(9)).isEqualTo(refusal);
            assertThat(ledger.unexpected())
                    .containsExactly(
                            new Stranger(null, "job-x", refusal), new Stranger("s", null, new Reason(null, null)));
            assertThat(ledger.requestId(8)).isEqualTo("request-1");
            assertThat(ledger.job(8)).isEqualTo("job-8");
            assertThat(ledger.requests()).isEqualTo(4);
            journal.intend(new Entry.Resumed(NOW));
            assertThat(ledger.all(Standing.UNKNOWN)).isEqualTo(Numbers.parse("7,10-14", 25));
            journal.intend(new Entry.Again(numbers(10, 12), NOW));
            assertThat(ledger.all(Standing.OPEN)).isEqualTo(Numbers.parse("10-12,15-25", 25));
        } catch (BadLine e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void ends_of_single_jobs_are_kept_where_a_server_has_several() throws BadLine {
        Job one = new Job(1, "one");
        JobEnd failed = new JobEnd(one, new Reason("CPS.0005", "gone"));
        JobEnd succeeded = new JobEnd(new Job(1, "two"), null);
        try (Journal journal = created()) {
            journal.intend(new Entry.Intent(1, numbers(1, 2), NOW));
            journal.note(new Entry.Receipt(
                    1,
                    "r",
                    List.of(one, succeeded.job(), new Job(2, "three")),
                    List.of(),
                    Numbers.NONE,
                    List.of(),
                    NOW));
            journal.note(ended(failed));
            journal.note(ended(succeeded));
        }
        try (Journal journal = open(path)) {
            Ledger ledger = journal.ledger();
            assertThat(ledger.end(one)).isEqualTo(failed);
            assertThat(ledger.end(succeeded.job())).isEqualTo(succeeded);
            assertThat(ledger.failureOfOneJob(1)).isEqualTo(failed.failure());
            for (Job other : List.of(one, new Job(1, "another"), new Job(2, "three"), new Job(3, "one"))) {
                assertThatThrownBy(() -> ended(new JobEnd(other, null)).applyTo(ledger))
                        .isInstanceOf(BadLine.class)
                        .hasMessageContaining("ends job " + other.job());
            }
            // What is in doubt has no end: it is asked about again before anybody pushes again.
            Refused doubt = new Refused(1, new Reason(null, "taken back"));
            new Entry.Outcome(Numbers.NONE, List.of(), List.of(doubt), NOW).applyTo(ledger);
            assertThat(ledger.end(one)).isNull();
        }
        assertThatThrownBy(() -> EntryText.parse(
                        EntryText.of(ended(succeeded)).replace("\"state\":\"succeeded\"", "\"state\":\"runs\""), 2))
                .isInstanceOf(BadLine.class)
                .hasMessageContaining("neither succeeded nor failed");
    }

    private static Entry ended(JobEnd end) {
        return new Entry.Outcome(Numbers.NONE, List.of(), List.of(), List.of(end), NOW);
    }

    @Test
    void a_server_may_be_doubted_before_its_end_is_told_and_none_without_a_job() {
        Refused doubt = new Refused(2, new Reason(null, "it named its job twice"));
        try (Journal journal = created()) {
            journal.intend(new Entry.Intent(1, numbers(1, 2), NOW));
            journal.note(receipt(1, 1, 2));
            journal.note(new Entry.Outcome(Numbers.NONE, List.of(), List.of(doubt), NOW));
        }
        try (Journal journal = open(path)) {
            assertThat(journal.ledger().all(Standing.UNKNOWN)).isEqualTo(numbers(2, 2));
            assertThat(journal.ledger().reason(2)).isEqualTo(doubt.reason());
            for (int server : List.of(2, 3)) {
                Refused another = new Refused(server, doubt.reason());
                assertThatThrownBy(() -> new Entry.Outcome(Numbers.NONE, List.of(), List.of(another), NOW)
                                .applyTo(journal.ledger()))
                        .isInstanceOf(BadLine.class)
                        .hasMessageContaining("speaks of server " + server);
            }
        }
    }

    @Test
    void never_lets_a_server_be_asked_for_twice() {
        try (Journal journal = created()) {
            journal.intend(new Entry.Intent(1, numbers(1, 10), NOW));
            journal.note(new Entry.Failure(1, Delivery.UNKNOWN, new Reason(null, "?"), NOW));

            assertThatThrownBy(() -> new Entry.Intent(2, numbers(10, 11), NOW).applyTo(journal.ledger()))
                    .isInstanceOf(BadLine.class)
                    .hasMessageContaining("server 10 as OPEN, but it is UNKNOWN");
            assertThat(journal.ledger().standing(11)).isEqualTo(Standing.OPEN);
        }
    }

    @Test
    void holds_nothing_but_readable_lines() throws IOException {
        try (Journal journal = created()) {
            journal.intend(new Entry.Intent(1, numbers(1, 3), NOW));
            journal.note(receipt(1, 1, 3));
        }
        List<String> lines = Files.readAllLines(path);
        assertThat(lines).hasSize(1 + 3 + 2).allMatch(line -> line.matches("[0-9a-f]{8} \\{.*}"));
        assertThat(lines.get(4))
                .endsWith("{\"entry\":\"intent\",\"request\":1,\"servers\":\"1-3\",\"at\":\"2026-11-25T02:00:00Z\"}");
        assertThat(lines.get(5))
                .contains("\"request_id\":\"request-1\"", "{\"server\":2,\"job\":\"job-2\"}")
                .doesNotContain("unexpected");
    }

    @Test
    void forgets_a_last_line_that_was_never_finished_and_goes_on_behind_the_one_before() throws IOException {
        try (Journal journal = created()) {
            journal.intend(new Entry.Intent(1, numbers(1, 3), NOW));
        }
        long whole = Files.size(path);
        Files.writeString(path, "01234567 {\"entry\":\"rec", StandardOpenOption.APPEND);

        try (Journal journal = open(path)) {
            assertThat(journal.cutOff()).isEqualTo(22);
            assertThat(Files.size(path)).isEqualTo(whole);
            assertThat(journal.ledger().all(Standing.ASKED)).isEqualTo(numbers(1, 3));
            journal.note(receipt(1, 1, 3));
        }
        try (Journal journal = open(path)) {
            assertThat(journal.ledger().all(Standing.ACCEPTED)).isEqualTo(numbers(1, 3));
        }
    }

    @Test
    void counts_a_last_line_that_lacks_nothing_but_its_line_feed_and_gives_it_one() throws IOException {
        try (Journal journal = created()) {
            journal.intend(new Entry.Intent(1, numbers(1, 3), NOW));
        }
        byte[] whole = Files.readAllBytes(path);
        Files.write(path, Arrays.copyOf(whole, whole.length - 1));

        // Whoever only looks changes nothing.
        assertThat(FleetJournal.read(path).outcome().count(FleetState.UNKNOWN)).isEqualTo(3);
        assertThat(path).hasSize(whole.length - 1);
        try (Journal journal = open(path)) {
            assertThat(journal.cutOff()).isZero();
            assertThat(journal.ledger().all(Standing.ASKED)).isEqualTo(numbers(1, 3));
            assertThat(path).hasBinaryContent(whole);
            journal.note(receipt(1, 1, 3));
        }
        try (Journal journal = open(path)) {
            assertThat(journal.ledger().all(Standing.ACCEPTED)).isEqualTo(numbers(1, 3));
        }
    }

    @Test
    void takes_a_last_line_of_which_a_page_was_lost_for_an_unfinished_one() throws IOException {
        created().close();
        Files.writeString(path, "01234567 {\"entry\":\0\0\0\0\0\"}\n", StandardOpenOption.APPEND);

        try (Journal journal = open(path)) {
            assertThat(journal.cutOff()).isPositive();
        }
    }

    @Test
    void names_the_line_that_was_changed_and_why_it_is_bad() throws IOException {
        try (Journal journal = created()) {
            journal.intend(new Entry.Intent(1, numbers(1, 3), NOW));
            journal.intend(new Entry.Intent(2, numbers(4, 5), NOW));
        }
        String text = Files.readString(path);
        Files.writeString(path, text.replace("\"servers\":\"1-3\"", "\"servers\":\"1-2\""));

        assertThatThrownBy(() -> open(path))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("line 5 was changed after it was written")
                .hasMessageContaining(path.toString());
    }

    @Test
    void misses_a_line_that_was_taken_out() throws IOException {
        try (Journal journal = created()) {
            journal.intend(new Entry.Intent(1, numbers(1, 3), NOW));
            journal.note(new Entry.Failure(1, Delivery.NOT_SENT, new Reason(null, "no"), NOW));
            journal.intend(new Entry.Intent(2, numbers(1, 3), NOW));
        }
        List<String> lines = Files.readAllLines(path);
        lines.remove(5);
        Files.write(path, lines);

        assertThatThrownBy(() -> open(path)).hasMessageContaining("line 6 ");
    }

    @Test
    void is_made_once() {
        created().close();

        assertThatThrownBy(() -> Journal.create(path, head(), IDS, UnaryOperator.identity()))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("exists already");
    }

    @Test
    void may_have_a_name_as_long_as_a_name_can_be() {
        Path longest = folder.resolve("j".repeat(255));

        Journal.create(longest, head(), IDS, UnaryOperator.identity());

        assertThat(longest).isNotEmptyFile();
    }

    @Test
    void says_where_it_cannot_be_made() {
        assertThatThrownBy(() -> Journal.create(folder, head(), IDS, UnaryOperator.identity()))
                .isInstanceOf(JournalException.class)
                .hasMessageEndingWith("is a folder.")
                .hasCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> Journal.create(
                        folder.resolve("none").resolve("push.journal"), head(), IDS, UnaryOperator.identity()))
                .isInstanceOf(JournalException.class)
                .hasMessageEndingWith("cannot be created: there is no such folder.")
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void lacks_its_list_of_servers_only_when_something_else_wrote_it() throws IOException {
        created().close();
        List<String> lines = Files.readAllLines(path);
        Files.write(path, lines.subList(0, 1));

        assertThatThrownBy(() -> open(path))
                .hasMessageContaining("line 2 is missing, and its list of servers is not complete")
                .asInstanceOf(InstanceOfAssertFactories.type(JournalException.class))
                .extracting(JournalException::advice)
                .asString()
                .contains("name the one that was meant");
    }

    @Test
    void leaves_nothing_but_itself_behind() throws IOException {
        created().close();

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void is_open_for_one_run_at_a_time() {
        try (Journal journal = created()) {
            assertThat(journal.ledger().requests()).isZero();
            assertThatThrownBy(() -> open(path)).hasMessageContaining("in use by another run in this process");
        }
        open(path).close();
    }

    @Test
    void stays_locked_for_other_processes_when_this_one_looks_at_it_again() throws Exception {
        try (Journal journal = created()) {
            assertThat(journal.ledger().requests()).isZero();
            assertThat(canBeLockedByAnotherProcess()).isFalse();

            assertThatThrownBy(() -> open(path)).hasMessageContaining("in use");
            assertThatThrownBy(() -> FleetJournal.read(path)).hasMessageContaining("in use");

            assertThat(canBeLockedByAnotherProcess()).isFalse();
        }
        assertThat(canBeLockedByAnotherProcess()).isTrue();
    }

    private boolean canBeLockedByAnotherProcess() throws Exception {
        Path source = folder.resolve("Lock.java");
        Files.writeString(source, """
                public class Lock {
                    public static void main(String[] args) throws Exception {
                        try (var file = new java.io.RandomAccessFile(args[0], "rw")) {
                            System.exit(file.getChannel().tryLock() == null ? 3 : 2);
                        }
                    }
                }
                """);
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process other = new ProcessBuilder(java.toString(), source.toString(), path.toString())
                .inheritIO()
                .start();
        int exit = other.waitFor();
        assertThat(exit).isBetween(2, 3); // Java itself ends with 1 where it fails.
        return exit == 2;
    }

    @Test
    void does_not_touch_a_file_that_is_no_journal() throws IOException {
        for (String content : List.of("", "server-1", "server-1\nserver-2\n", "12345678 {}\n", "\0\n")) {
            Files.writeString(path, content);

            assertThatThrownBy(() -> open(path))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("line 1 ");
            assertThat(Files.readString(path)).isEqualTo(content);
        }
    }

    @Test
    void says_that_a_file_is_missing_and_makes_none() {
        assertThatThrownBy(() -> open(path)).hasMessageContaining("is not there");
        assertThat(path).doesNotExist();
    }

    @Test
    void refuses_a_newer_format() throws IOException {
        String text = "{\"journal\":\"cph-share fleet push\",\"version\":2}";
        Files.write(path, Line.of(0, text));

        assertThatThrownBy(() -> open(path)).hasMessageContaining("line 1 is of version 2");
    }

    @Test
    void refuses_servers_that_are_not_those_of_the_head() throws IOException {
        List<String> others = IDS.stream().map(id -> id + "x").toList();
        Journal.create(path, head(), others, UnaryOperator.identity());

        assertThatThrownBy(() -> open(path)).hasMessageContaining("line 4 ends a list of servers");
    }

    @Test
    void does_not_count_an_intent_that_could_not_be_written_but_does_count_an_answer() {
        created().close();
        FullDisk disk = new FullDisk();
        try (Journal journal = Journal.open(path, disk::behind)) {
            journal.intend(new Entry.Intent(1, numbers(1, 3), NOW));
            disk.full = true;

            journal.note(receipt(1, 1, 3));
            assertThat(journal.ledger().count(Standing.ACCEPTED)).isEqualTo(3);
            assertThat(journal.failure()).hasMessageContaining("no space left");

            disk.full = false;
            assertThatThrownBy(() -> journal.intend(new Entry.Intent(2, numbers(4, 5), NOW)))
                    .isSameAs(journal.failure());
            assertThat(journal.ledger().standing(4)).isEqualTo(Standing.OPEN);
        }
        try (Journal journal = open(path)) {
            assertThat(journal.cutOff()).isPositive();
            assertThat(journal.ledger().all(Standing.ASKED)).isEqualTo(numbers(1, 3));
        }
    }

    private static final class FullDisk {
        private boolean full;

        Disk behind(Disk disk) {
            return new DiskOver(disk) {
                @Override
                public void write(byte[] bytes) throws IOException {
                    if (full) {
                        disk.write(new String(bytes, UTF_8).substring(0, 20).getBytes(UTF_8));
                        throw new IOException("no space left");
                    }
                    disk.write(bytes);
                }
            };
        }
    }

    private static Journal open(Path path) {
        return Journal.open(path, UnaryOperator.identity());
    }
}
