package io.github.cphshare.client.fleet;

import io.github.cphshare.client.PushReceipt;
import io.github.cphshare.client.ServerAnswer;
import io.github.cphshare.client.fleet.Entry.Job;
import io.github.cphshare.client.fleet.Entry.Refused;
import io.github.cphshare.client.fleet.Entry.Stranger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Receipts of the client, as the journal writes them down, and back. */
final class Receipts {
    private Receipts() {}

    /** A server with a job counts as accepted, whatever else is said of it: the job may do its work. */
    static Entry.Receipt entry(int request, Numbers asked, PushReceipt receipt, Ledger ledger, Instant at) {
        Map<String, Integer> numbers = new HashMap<>();
        asked.forEach(server -> numbers.put(ledger.id(server), server));
        List<Job> jobs = new ArrayList<>();
        Map<Integer, Reason> refused = new LinkedHashMap<>();
        answers(receipt).forEach(answer -> {
            int server = Objects.requireNonNull(numbers.get(answer.serverId()));
            if (answer.jobId() != null) {
                jobs.add(new Job(server, answer.jobId()));
            } else {
                refused.putIfAbsent(server, new Reason(answer.errorCode(), answer.errorMessage()));
            }
        });
        Set<Integer> accepted = jobs.stream().map(Job::server).collect(Collectors.toSet());
        refused.keySet().removeAll(accepted);
        return new Entry.Receipt(
                request,
                receipt.requestId(),
                jobs,
                refused.entrySet().stream()
                        .map(entry -> new Refused(entry.getKey(), entry.getValue()))
                        .toList(),
                asked.where(server -> !accepted.contains(server) && !refused.containsKey(server)),
                receipt.unexpected().stream()
                        .limit(Ledger.MOST_UNEXPECTED)
                        .map(Receipts::stranger)
                        .toList(),
                at);
    }

    private static Stranger stranger(ServerAnswer answer) {
        return new Stranger(answer.serverId(), answer.jobId(), new Reason(answer.errorCode(), answer.errorMessage()));
    }

    /** The answers about servers that were not asked for, as they were, but for the length. */
    static List<ServerAnswer> unexpected(List<Stranger> strangers) {
        return receipt(strangers).unexpected();
    }

    private static PushReceipt receipt(List<Stranger> strangers) {
        PushReceipt.Builder receipt = PushReceipt.builder();
        strangers.forEach(stranger -> receipt.answer(
                stranger.server(),
                stranger.job(),
                stranger.reason().code(),
                stranger.reason().message()));
        return receipt.build();
    }

    private static Stream<ServerAnswer> answers(PushReceipt receipt) {
        return Stream.of(receipt.accepted(), receipt.unclear(), receipt.refused(), receipt.doubled())
                .flatMap(Collection::stream);
    }

    /** What is odd about a receipt, for people. */
    static List<String> findings(PushReceipt receipt) {
        return Stream.of(
                        receipt.unclear().stream()
                                .map(answer ->
                                        "The service answered with a job and with an error about " + answer + "."),
                        receipt.doubled().stream()
                                .map(answer -> "The service answered more than once about " + answer + "."))
                .flatMap(finding -> finding)
                .toList();
    }

    /**
     * The servers without a known end whose job was named for one, too, that has an end or is unknown. What becomes of a job is
     * a fact about one server.
     */
    static Numbers withJobsOfOthers(Ledger ledger) {
        Set<String> ended = jobs(ledger)
                .filter(job -> ledger.standing(job.server()) != Standing.ACCEPTED)
                .map(Job::job)
                .collect(Collectors.toSet());
        return Numbers.of(jobs(ledger)
                .filter(job -> ledger.standing(job.server()) == Standing.ACCEPTED && ended.contains(job.job()))
                .mapToInt(Job::server));
    }

    /**
     * Servers with their jobs, by the requests that started them. Jobs of the same requests that have ended, or are of other
     * servers, are told of by the service as well: they are in receipts of their own, as answers about servers that nobody
     * asked for.
     *
     * @param wanted whose jobs are to be followed
     */
    static List<PushReceipt> toFollow(Ledger ledger, IntPredicate wanted) {
        Map<Integer, List<Job>> followed = new TreeMap<>();
        Map<Integer, List<Job>> others = new HashMap<>();
        jobs(ledger).forEach(job -> {
            (wanted.test(job.server()) && ledger.end(job) == null ? followed : others)
                    .computeIfAbsent(ledger.request(job.server()), request -> new ArrayList<>())
                    .add(job);
        });
        List<PushReceipt> receipts = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        followed.forEach((request, jobs) -> {
            List<String> servers =
                    jobs.stream().map(job -> ledger.id(job.server())).toList();
            receipts.add(receipt(jobs, servers, ledger));
            if (others.containsKey(request)) {
                receipts.add(receipt(others.get(request), List.of(), ledger));
            }
            jobs.forEach(job -> ids.add(job.job()));
        });
        // Named for servers that nobody asked for as well.
        List<Stranger> elsewhere = ledger.unexpected().stream()
                .filter(stranger -> stranger.job() != null && ids.contains(stranger.job()))
                .toList();
        if (!elsewhere.isEmpty()) {
            receipts.add(receipt(elsewhere));
        }
        return receipts;
    }

    /** All that the service named for servers of the fleet, further ones too. */
    private static Stream<Job> jobs(Ledger ledger) {
        Stream<Job> first = IntStream.rangeClosed(1, ledger.size())
                .filter(server -> ledger.job(server) != null)
                .mapToObj(server -> new Job(server, Objects.requireNonNull(ledger.job(server))));
        return Stream.concat(first, ledger.furtherJobs().stream());
    }

    private static PushReceipt receipt(List<Job> jobs, List<String> asked, Ledger ledger) {
        PushReceipt.Builder receipt = PushReceipt.builder()
                .requestId(ledger.requestId(jobs.get(0).server()))
                .asked(asked);
        jobs.forEach(job -> receipt.answer(ledger.id(job.server()), job.job(), null, null));
        return receipt.build();
    }
}
