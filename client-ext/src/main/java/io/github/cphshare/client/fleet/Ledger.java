package io.github.cphshare.client.fleet;

import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.fleet.Entry.Job;
import io.github.cphshare.client.fleet.Entry.JobEnd;
import io.github.cphshare.client.fleet.Entry.Refused;
import io.github.cphshare.client.fleet.Entry.Stranger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How each server stands, by the entries so far. It takes an entry only where it follows on those before it, so whatever a
 * journal holds, each server is in exactly one state, and none can be asked for twice unless the caller said so. Arrays,
 * since a fleet may be large. Not thread-safe.
 */
final class Ledger {
    /** Of what is answered about servers that nobody asked for: the first say what is wrong, however many there are. */
    static final int MOST_UNEXPECTED = 100;

    private final List<String> ids;
    private final Standing[] standing;
    /** How many servers there are in each standing, so that telling of progress does not cost a walk. */
    private final Map<Standing, Integer> counts = new EnumMap<>(Standing.class);

    private final int[] request;
    private final @Nullable String[] job;
    private final @Nullable Reason[] reason;
    /** By request number, from 1. */
    private final List<@Nullable String> requestIds = new ArrayList<>();

    private final Map<Integer, Numbers> unanswered = new HashMap<>();
    /** Those that the caller wants pushed to again: whatever becomes of that, an earlier request may have been acted on. */
    private final BitSet again = new BitSet();
    /** Jobs beyond the first, by the server; they are followed as well. */
    private final Map<Integer, List<Job>> furtherJobs = new LinkedHashMap<>();
    /** How single jobs ended of servers that have several, by the server. */
    private final Map<Integer, Map<Job, JobEnd>> ended = new HashMap<>();

    private final List<Stranger> unexpected = new ArrayList<>();

    Ledger(List<String> ids) {
        this.ids = List.copyOf(ids);
        int places = ids.size() + 1;
        standing = new Standing[places];
        Arrays.fill(standing, Standing.OPEN);
        counts.put(Standing.OPEN, ids.size());
        request = new int[places];
        job = new String[places];
        reason = new Reason[places];
    }

    int size() {
        return ids.size();
    }

    String id(int server) {
        return ids.get(server - 1);
    }

    Standing standing(int server) {
        return standing[server];
    }

    @Nullable
    String job(int server) {
        return job[server];
    }

    boolean hasOneJob(int server) {
        return job[server] != null && !furtherJobs.containsKey(server);
    }

    /** How one of several jobs of a server ended, as far as that is written down. */
    @Nullable
    JobEnd end(Job one) {
        return ends(one.server()).get(one);
    }

    /** Why a job of a server failed that has several; {@code null} if none did, as far as is written down. */
    @Nullable
    Reason failureOfOneJob(int server) {
        return ends(server).values().stream()
                .map(JobEnd::failure)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Whether the end of a job can be written down: of one of several, that has none, and of which nothing is in doubt. */
    boolean mayEnd(Job one) {
        int server = one.server();
        return (standing[server] == Standing.ACCEPTED || hasEnded(server))
                && !hasOneJob(server)
                && (one.job().equals(job[server])
                        || furtherJobs.getOrDefault(server, List.of()).contains(one))
                && end(one) == null;
    }

    private Map<Job, JobEnd> ends(int server) {
        return ended.getOrDefault(server, Map.of());
    }

    /** Whether it is written down what became of its jobs. */
    boolean hasEnded(int server) {
        return standing[server] == Standing.SUCCEEDED || standing[server] == Standing.FAILED;
    }

    /** Whether an earlier request with it may have been acted on, though it is to be pushed to. */
    boolean isToBePushedToAgain(int server) {
        return standing[server] == Standing.OPEN && again.get(server);
    }

    /** Why it stands as it does: a refusal, a failed job, or the last failed request with it. */
    @Nullable
    Reason reason(int server) {
        return reason[server];
    }

    /** The service's id of the last request with the server. */
    @Nullable
    String requestId(int server) {
        return request[server] == 0 ? null : requestIds.get(request[server] - 1);
    }

    /** The number of the last request with the server; 0 for none. */
    int request(int server) {
        return request[server];
    }

    /** The number of the last request. */
    int requests() {
        return requestIds.size();
    }

    /** The jobs beyond the first of each server. */
    List<Job> furtherJobs() {
        return furtherJobs.values().stream().flatMap(List::stream).toList();
    }

    /** What was answered first about servers that nobody asked for. */
    List<Stranger> unexpected() {
        return List.copyOf(unexpected);
    }

    Numbers all(Standing wanted) {
        return numbers(server -> standing[server] == wanted);
    }

    /** Whether of each server it is known what became of it. */
    boolean isSettled() {
        return count(Standing.SUCCEEDED) + count(Standing.FAILED) + count(Standing.REFUSED) == size();
    }

    int count(Standing wanted) {
        return counts.getOrDefault(wanted, 0);
    }

    private void put(int server, Standing next) {
        counts.merge(standing[server], -1, Integer::sum);
        counts.merge(next, 1, Integer::sum);
        standing[server] = next;
    }

    private Numbers numbers(Predicate<Integer> condition) {
        return Numbers.of(IntStream.rangeClosed(1, size()).filter(condition::test));
    }

    void intend(Entry.Intent intent) throws BadLine {
        if (intent.request() != requests() + 1) {
            throw new BadLine("begins request " + intent.request() + ", after request " + requests());
        }
        if (intent.servers().isEmpty()) {
            throw new BadLine("begins a request without servers");
        }
        require(intent.servers(), Standing.OPEN);
        requestIds.add(null);
        unanswered.put(intent.request(), intent.servers());
        intent.servers().forEach(server -> {
            request[server] = intent.request();
            reason[server] = null;
            put(server, Standing.ASKED);
        });
    }

    void answer(Entry.Receipt receipt) throws BadLine {
        Numbers asked = unanswered(receipt.request());
        Numbers accepted = Numbers.of(receipt.jobs().stream().mapToInt(Job::server));
        Numbers told = Numbers.of(IntStream.concat(
                receipt.missing().stream(),
                IntStream.concat(accepted.stream(), receipt.refused().stream().mapToInt(Refused::server))));
        int mentions =
                receipt.missing().size() + accepted.size() + receipt.refused().size();
        if (!told.equals(asked) || mentions != asked.size()) {
            throw new BadLine("answers request " + receipt.request() + " for other servers than it asked for");
        }
        unanswered.remove(receipt.request());
        requestIds.set(receipt.request() - 1, receipt.requestId());
        receipt.unexpected().stream().limit(MOST_UNEXPECTED - unexpected.size()).forEach(unexpected::add);
        for (Job started : receipt.jobs()) {
            if (standing[started.server()] == Standing.ACCEPTED) {
                furtherJobs
                        .computeIfAbsent(started.server(), server -> new ArrayList<>())
                        .add(started);
            } else {
                put(started.server(), Standing.ACCEPTED);
                job[started.server()] = started.job();
            }
        }
        for (Refused refused : receipt.refused()) {
            put(refused.server(), again.get(refused.server()) ? Standing.UNKNOWN : Standing.REFUSED);
            reason[refused.server()] = again.get(refused.server()) ? afterAnother(refused.reason()) : refused.reason();
        }
        Reason silence = new Reason(null, "The answer does not speak of this server.");
        receipt.missing().forEach(server -> {
            put(server, Standing.UNKNOWN);
            reason[server] = silence;
        });
    }

    void fail(Entry.Failure failure) throws BadLine {
        Numbers asked = unanswered(failure.request());
        unanswered.remove(failure.request());
        Standing after = failure.delivery() == Delivery.UNKNOWN ? Standing.UNKNOWN : Standing.OPEN;
        Reason afterAnother = afterAnother(failure.reason());
        asked.forEach(server -> {
            put(server, after);
            reason[server] = again.get(server) ? afterAnother : failure.reason();
        });
    }

    private static Reason afterAnother(Reason last) {
        String words = last.message() == null ? last.code() : last.message();
        return new Reason(last.code(), "An earlier request may have been acted on; of this one: " + words);
    }

    void end(Entry.Outcome outcome) throws BadLine {
        for (JobEnd end : outcome.ended()) {
            if (!mayEnd(end.job())) {
                throw new BadLine("ends job " + end.job().job() + " of server "
                        + end.job().server() + ", which is none of several that run there");
            }
            ended.computeIfAbsent(end.job().server(), server -> new LinkedHashMap<>())
                    .put(end.job(), end);
        }
        require(outcome.succeeded(), Standing.ACCEPTED);
        for (Refused failed : outcome.failed()) {
            require(failed.server(), Standing.ACCEPTED); // Also refuses a server that is named twice.
            put(failed.server(), Standing.FAILED);
            reason[failed.server()] = failed.reason();
        }
        require(outcome.succeeded(), Standing.ACCEPTED);
        outcome.succeeded().forEach(server -> put(server, Standing.SUCCEEDED));
        for (Refused doubted : outcome.doubted()) {
            Standing before = standing[doubted.server()];
            // One that has a job may be doubted before its end is told, but none that has no job.
            require(
                    doubted.server(),
                    before == Standing.FAILED || before == Standing.ACCEPTED ? before : Standing.SUCCEEDED);
            put(doubted.server(), Standing.UNKNOWN);
            reason[doubted.server()] = doubted.reason();
            ended.remove(doubted.server());
        }
    }

    void breakOff() {
        Reason broken = new Reason(null, "The run broke off before the answer was written down.");
        for (Numbers asked : unanswered.values()) {
            asked.forEach(server -> {
                put(server, Standing.UNKNOWN);
                reason[server] = broken;
            });
        }
        unanswered.clear();
    }

    void reopen(Entry.Again wanted) throws BadLine {
        for (int server : wanted.servers().stream().toArray()) {
            // One with a job is unknown where the service does not know the job any more.
            require(server, standing[server] == Standing.ACCEPTED ? Standing.ACCEPTED : Standing.UNKNOWN);
        }
        wanted.servers().forEach(server -> {
            put(server, Standing.OPEN);
            again.set(server);
            job[server] = null;
            ended.remove(server);
            furtherJobs.remove(server); // What an earlier push started says nothing about the next one.
        });
    }

    private Numbers unanswered(int number) throws BadLine {
        Numbers asked = unanswered.get(number);
        if (asked == null) {
            throw new BadLine("ends request " + number + ", which does not wait for an answer");
        }
        return asked;
    }

    private void require(Numbers servers, Standing expected) throws BadLine {
        for (int server : servers.stream().toArray()) {
            require(server, expected);
        }
    }

    private void require(int server, Standing expected) throws BadLine {
        if (standing[server] != expected) {
            throw new BadLine("speaks of server " + server + " as " + expected + ", but it is " + standing[server]);
        }
    }
}
