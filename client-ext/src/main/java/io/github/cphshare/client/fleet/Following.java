package io.github.cphshare.client.fleet;

import io.github.cphshare.client.AwaitListener;
import io.github.cphshare.client.AwaitTimeoutException;
import io.github.cphshare.client.PushOutcome;
import io.github.cphshare.client.PushReceipt;
import io.github.cphshare.client.ServerOutcome;
import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.fleet.Entry.Job;
import io.github.cphshare.client.fleet.Entry.JobEnd;
import io.github.cphshare.client.fleet.Entry.Refused;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The second half of a run: follows the jobs that were started, in this run or before, and writes down how they ended: after
 * each answer of the service, before the next question.
 */
final class Following implements AwaitListener {
    private final Journal journal;
    private final Service service;
    private final Clock clock;
    private final Run run;
    private final ServerNumbers numbers;
    private final Map<Integer, Reason> lost = new HashMap<>();
    private int doubted;

    Following(Journal journal, Service service, Clock clock, Run run) {
        this.journal = journal;
        this.service = service;
        this.clock = clock;
        this.run = run;
        this.numbers = new ServerNumbers(journal.ledger());
    }

    /**
     * Can be called again: servers that were lost before stay so, unless they are {@linkplain #pushedToAgain pushed to again}.
     *
     * @param time how long it may take, more than nothing
     */
    void follow(Duration time) {
        doubted = 0;
        Ledger ledger = journal.ledger();
        noteJobsOfOthers(journal, clock);
        await(
                Receipts.toFollow(
                        ledger, server -> ledger.standing(server) == Standing.ACCEPTED && !lost.containsKey(server)),
                time,
                this);
    }

    /**
     * Waits until no job of servers runs any more of which the service has contradicted itself. What became of them stays
     * unknown all the same.
     *
     * @param time how long it may take, more than nothing
     * @return those of which no job runs, as far as the service tells, and without another contradiction
     */
    Numbers ended(Numbers doubted, Duration time) {
        Set<Integer> ended = doubted.stream().boxed().collect(Collectors.toSet());
        List<PushReceipt> receipts = Receipts.toFollow(journal.ledger(), ended::contains);
        await(receipts, time, new AwaitListener() {
            @Override
            public void onEnded(List<ServerOutcome> servers) {
                servers.stream()
                        .filter(server -> server.state() == ServerOutcome.State.UNKNOWN)
                        .forEach(server -> ended.remove(number(server)));
            }

            @Override
            public void onToldBesides(List<ServerOutcome> servers) {
                Following.this.onToldBesides(servers);
            }

            @Override
            public void onProgress(AwaitListener.Progress progress) {
                run.following(lost.size());
            }
        });
        return run.hasEnd() ? Numbers.NONE : doubted.where(ended::contains);
    }

    private void await(List<PushReceipt> receipts, Duration time, AwaitListener listener) {
        if (receipts.isEmpty()) {
            return;
        }
        try {
            PushOutcome outcome = service.await(receipts, time, listener);
            take(outcome);
            if (!outcome.complete()) {
                run.end(FleetEnd.DEADLINE);
            }
        } catch (AwaitTimeoutException e) {
            take(e.outcome());
            if (Thread.currentThread().isInterrupted()) { // And stays so: nothing is waited for any more.
                run.end(FleetEnd.INTERRUPTED);
            } else {
                run.giveUp(e); // The client was closed.
            }
        } catch (CphShareException e) {
            run.giveUp(e);
        } catch (Throwable e) {
            // The listener's, whatever it is: a run that can be resumed tells of it in its outcome, as it does while it
            // pushes.
            run.listenerFailed(e);
        }
        JournalException unwritten = journal.failure();
        if (unwritten != null) {
            run.giveUp(unwritten);
        }
    }

    /**
     * Writes down that it cannot be known what became of servers whose job was named for one that has an end or is unknown.
     * Before the other one is pushed to again, or nothing would tell any more whose job it was.
     */
    static void noteJobsOfOthers(Journal journal, Clock clock) {
        Reason another = new Reason(null, "The service named its job for another server as well.");
        List<Refused> doubted = Receipts.withJobsOfOthers(journal.ledger()).stream()
                .mapToObj(server -> new Refused(server, another))
                .toList();
        if (!doubted.isEmpty()) {
            journal.note(new Entry.Outcome(Numbers.NONE, List.of(), doubted, clock.instant()));
        }
    }

    /** What is not known of servers that have a job, though it was asked for. */
    Map<Integer, Reason> lost() {
        return Map.copyOf(lost);
    }

    /** They have another job, or none. */
    void pushedToAgain(Numbers servers) {
        servers.forEach(lost::remove);
    }

    @Override
    public void onEnded(List<ServerOutcome> servers) {
        IntStream.Builder succeeded = IntStream.builder();
        List<Refused> failed = new ArrayList<>();
        List<Refused> contradicted = new ArrayList<>();
        List<JobEnd> ended = new ArrayList<>();
        for (ServerOutcome server : servers) {
            int number = number(server);
            if (journal.ledger().standing(number) != Standing.ACCEPTED
                    && !journal.ledger().hasEnded(number)) {
                continue; // In doubt by what was told of a job of it that had ended before, and stays so.
            }
            endOfOneJob(number, server).ifPresent(ended::add);
            switch (server.state()) {
                case SUCCEEDED -> {
                    // Of the jobs that were followed. Another one has ended before.
                    Reason failure = journal.ledger().failureOfOneJob(number);
                    if (failure == null) {
                        succeeded.add(number);
                    } else {
                        failed.add(new Refused(number, failure));
                    }
                }
                case FAILED -> failed.add(new Refused(number, failure(server)));
                default -> contradicted.add(new Refused(number, new Reason(server.errorCode(), server.why())));
            }
        }
        doubted += contradicted.size();
        journal.note(new Entry.Outcome(Numbers.of(succeeded.build()), failed, contradicted, ended, clock.instant()));
    }

    private static Reason failure(ServerOutcome failed) {
        return new Reason(failed.errorCode(), failed.errorMessage());
    }

    /** What is told of one of several jobs of a server, if that is its end and not written down. */
    private Optional<JobEnd> endOfOneJob(int number, ServerOutcome told) {
        Reason failure = told.state() == ServerOutcome.State.FAILED ? failure(told) : null;
        if (failure == null && told.state() != ServerOutcome.State.SUCCEEDED) {
            return Optional.empty();
        }
        Job job = new Job(number, Objects.requireNonNull(told.jobId()));
        return journal.ledger().mayEnd(job) ? Optional.of(new JobEnd(job, failure)) : Optional.empty();
    }

    /**
     * Servers that have an end are not asked about again, but the service tells of them beside the others of their request.
     * Where it then takes back what is written down, nobody must push again, or call it done, by that: as in the run that
     * wrote it down.
     */
    @Override
    public void onToldBesides(List<ServerOutcome> servers) {
        for (ServerOutcome server : servers) { // One by one: the next may take back what this one says.
            int number = number(server);
            Optional<JobEnd> end = endOfOneJob(number, server);
            if (end.isPresent()) {
                note(List.of(), List.of(end.get()));
            } else if (takesBack(number, server)) {
                String before = hasFailed(number, server) ? "failed" : "succeeded";
                String now = server.state() == ServerOutcome.State.RUNNING
                        ? "runs"
                        : server.state().name().toLowerCase(Locale.ROOT);
                String why = "The service told that the push to server " + server.serverId() + " " + before
                        + ", and later of job " + server.jobId() + " that it " + now + ".";
                run.add(List.of(why));
                note(List.of(new Refused(number, new Reason(null, why))), List.of());
            }
        }
    }

    private void note(List<Refused> doubts, List<JobEnd> ended) {
        journal.note(new Entry.Outcome(Numbers.NONE, List.of(), doubts, ended, clock.instant()));
    }

    private boolean takesBack(int number, ServerOutcome told) {
        return switch (told.state()) {
            case RUNNING -> journal.ledger().hasEnded(number) || end(number, told) != null;
            case FAILED -> hasSucceeded(number, told);
            case SUCCEEDED -> hasFailed(number, told);
            case REFUSED, UNKNOWN -> false;
        };
    }

    private @Nullable JobEnd end(int number, ServerOutcome told) {
        return journal.ledger().end(new Job(number, Objects.requireNonNull(told.jobId())));
    }

    private boolean hasSucceeded(int number, ServerOutcome told) {
        JobEnd end = end(number, told);
        return end == null ? journal.ledger().standing(number) == Standing.SUCCEEDED : end.failure() == null;
    }

    /** One of several jobs may have succeeded where another one failed. */
    private boolean hasFailed(int number, ServerOutcome told) {
        JobEnd end = end(number, told);
        Ledger ledger = journal.ledger();
        return end == null
                ? ledger.standing(number) == Standing.FAILED && ledger.hasOneJob(number)
                : end.failure() != null;
    }

    @Override
    public void onProgress(AwaitListener.Progress progress) {
        // Those that are doubted are written down as unknown, and counted from there; also where another job of one
        // gets lost.
        int unknown = lost.size() + progress.unknown() - doubted;
        run.following(Math.min(unknown, journal.ledger().count(Standing.ACCEPTED)));
    }

    /** What has ended is written down already; what is not known of the others is told, and can be asked for again. */
    private void take(PushOutcome outcome) {
        for (ServerOutcome server : outcome.servers()) {
            int number = number(server);
            if (server.state() == ServerOutcome.State.UNKNOWN
                    && journal.ledger().standing(number) == Standing.ACCEPTED) {
                lost.put(number, new Reason(server.errorCode(), server.why()));
            }
        }
        run.add(outcome.findings());
    }

    private int number(ServerOutcome server) {
        return numbers.of(server.serverId());
    }
}
