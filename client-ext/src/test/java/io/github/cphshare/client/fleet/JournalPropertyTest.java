package io.github.cphshare.client.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.fleet.Entry.Job;
import io.github.cphshare.client.fleet.Entry.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever a run did, and wherever it ended. */
class JournalPropertyTest {
    private static final List<Delivery> DELIVERIES = List.of(Delivery.values());
    private static final Instant NOW = Instant.parse("2026-11-25T02:00:00Z");

    @Property(tries = 20)
    void every_beginning_of_a_journal_tells_what_was_true_then(
            @ForAll @IntRange(min = 1, max = 60) int servers, @ForAll long seed) throws IOException {
        Path path = file();
        try {
            // How the servers stood, by the length of the file then.
            NavigableMap<Long, List<Standing>> history = run(path, servers, new Random(seed));
            byte[] whole = Files.readAllBytes(path);
            long head = history.firstKey();
            Random random = new Random(~seed);
            for (int i = 0; i < 15; i++) {
                int length = random.nextInt(whole.length + 1);
                Files.write(path, Arrays.copyOf(whole, length));
                if (length < head - 1) {
                    assertThatThrownBy(() -> open(path)).isInstanceOf(JournalException.class);
                    assertThat(Files.size(path)).isEqualTo(length);
                } else {
                    // A line that lacks its line feed only is there.
                    Map.Entry<Long, List<Standing>> then = history.floorEntry(length + 1L);
                    try (Journal journal = open(path)) {
                        assertThat(standings(journal)).isEqualTo(then.getValue());
                        assertThat(journal.cutOff()).isEqualTo(Math.max(0, length - then.getKey()));
                        assertThat(Files.size(path)).isEqualTo(then.getKey());
                    }
                }
            }
        } finally {
            Files.delete(path);
        }
    }

    @Property(tries = 20)
    void a_changed_byte_is_an_error_that_names_its_line_or_tears_the_last_one(
            @ForAll @IntRange(min = 1, max = 60) int servers, @ForAll long seed) throws IOException {
        Path path = file();
        try {
            NavigableMap<Long, List<Standing>> history = run(path, servers, new Random(seed));
            byte[] whole = Files.readAllBytes(path);
            Random random = new Random(~seed);
            for (int i = 0; i < 15; i++) {
                byte[] changed = whole.clone();
                int place = random.nextInt(changed.length);
                changed[place] ^= (byte) (1 << random.nextInt(8));
                Files.write(path, changed);
                long line = 1
                        + IntStream.range(0, place)
                                .filter(b -> whole[b] == '\n')
                                .count();
                try (Journal journal = open(path)) {
                    // Only what the last line said may be lost, and only where it does not look finished.
                    assertThat(standings(journal))
                            .isEqualTo(history.lowerEntry((long) whole.length).getValue());
                    assertThat(changed[changed.length - 1] != '\n' || changed[place] == 0)
                            .isTrue();
                } catch (JournalException e) {
                    assertThat(e).hasMessageContaining("line " + line + " ");
                    assertThat(Files.readAllBytes(path)).isEqualTo(changed);
                }
            }
        } finally {
            Files.delete(path);
        }
    }

    private static Path file() throws IOException {
        Path path = Files.createTempFile("journal", ".txt");
        Files.delete(path);
        return path;
    }

    /** Does what a push may do, in any order that makes sense. */
    private static NavigableMap<Long, List<Standing>> run(Path path, int servers, Random random) throws IOException {
        List<String> ids =
                IntStream.rangeClosed(1, servers).mapToObj(i -> "server-" + i).toList();
        Journal.create(
                path,
                new Head("https://example.com/", null, "bucket", "a.tar", servers, Head.digestOf(ids), NOW),
                ids,
                UnaryOperator.identity());
        NavigableMap<Long, List<Standing>> history = new TreeMap<>();
        try (Journal journal = open(path)) {
            history.put(Files.size(path), standings(journal));
            List<Entry.Intent> inFlight = new ArrayList<>();
            for (int step = 0; step < 12; step++) {
                step(journal, inFlight, random);
                history.put(Files.size(path), standings(journal));
            }
        }
        return history;
    }

    private static void step(Journal journal, List<Entry.Intent> inFlight, Random random) {
        Ledger ledger = journal.ledger();
        Numbers open = some(ledger.all(Standing.OPEN), random);
        Numbers running = some(ledger.all(Standing.ACCEPTED), random);
        int kind = random.nextInt(10);
        if (kind == 0) {
            inFlight.clear();
            journal.intend(new Entry.Resumed(NOW));
        } else if (kind == 1) {
            journal.intend(new Entry.Again(some(ledger.all(Standing.UNKNOWN), random), NOW));
        } else if (kind < 4 && !running.isEmpty()) {
            journal.note(outcome(running, random));
        } else if (kind < 8 && !inFlight.isEmpty()) {
            Entry.Intent asked = inFlight.remove(random.nextInt(inFlight.size()));
            journal.note(random.nextInt(3) == 0 ? failure(asked, random) : receipt(asked, random));
        } else if (!open.isEmpty()) {
            Entry.Intent intent = new Entry.Intent(ledger.requests() + 1, open, NOW);
            journal.intend(intent);
            inFlight.add(intent);
        }
    }

    private static Numbers some(Numbers numbers, Random random) {
        return numbers.where(number -> random.nextInt(3) == 0);
    }

    private static Entry outcome(Numbers running, Random random) {
        Numbers succeeded = some(running, random);
        return new Entry.Outcome(
                succeeded,
                running.stream()
                        .filter(server ->
                                succeeded.where(other -> other == server).isEmpty())
                        .mapToObj(server -> new Refused(server, new Reason("CPS.0003", "failed")))
                        .toList(),
                List.of(),
                NOW);
    }

    private static Entry failure(Entry.Intent asked, Random random) {
        Delivery delivery = DELIVERIES.get(random.nextInt(DELIVERIES.size()));
        return new Entry.Failure(asked.request(), delivery, new Reason(null, "it failed: \"\u0000\u2028é"), NOW);
    }

    private static Entry receipt(Entry.Intent asked, Random random) {
        List<Job> jobs = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        List<Integer> missing = new ArrayList<>();
        asked.servers().forEach(server -> {
            switch (random.nextInt(3)) {
                case 0 -> jobs.add(new Job(server, "job-" + server));
                case 1 -> refused.add(new Refused(server, new Reason("CPS.0137", null)));
                default -> missing.add(server);
            }
        });
        Numbers unspoken = Numbers.of(missing.stream().mapToInt(Integer::intValue));
        return new Entry.Receipt(
                asked.request(), random.nextBoolean() ? "r" : null, jobs, refused, unspoken, List.of(), NOW);
    }

    private static List<Standing> standings(Journal journal) {
        return IntStream.rangeClosed(1, journal.ledger().size())
                .mapToObj(journal.ledger()::standing)
                .toList();
    }

    private static Journal open(Path path) {
        return Journal.open(path, UnaryOperator.identity());
    }
}
