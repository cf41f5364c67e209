package io.github.cphshare.client.fleet;

import io.github.cphshare.client.AwaitListener;
import io.github.cphshare.client.AwaitTimeoutException;
import io.github.cphshare.client.PushOutcome;
import io.github.cphshare.client.PushReceipt;
import io.github.cphshare.client.ServerOutcome;
import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.fleet.Entry.Refused;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
        for (ServerOutcome server : servers) {
            int number = number(server);
            switch (server.state()) {
                case SUCCEEDED -> succeeded.add(number);
                case FAILED -> failed.add(new Refused(number, new Reason(server.errorCode(), server.errorMessage())));
                default -> contradicted.add(new Refused(number, new Reason(server.errorCode(), server.why())));
            }
        }
        doubted += contradicted.size();
        journal.note(new Entry.Outcome(Numbers.of(succeeded.build()), failed, contradicted, clock.instant()));
    }

    /**
     * Servers that have an end are not asked about again, but the service tells of them beside the others of their request.
     * Where it then takes back what is written down, nobody must push again, or call it done, by that: as in the run that
     * wrote it down.
     */
    @Override
    public void onToldBesides(List<ServerOutcome> servers) {
        Map<Integer, Refused> takenBack = new LinkedHashMap<>(); // Once a server, also where several jobs of it say so.
        for (ServerOutcome server : servers) {
            int number = number(server);
            if (takesBack(number, server)) {
                String end = journal.ledger().standing(number) == Standing.FAILED ? "failed" : "succeeded";
                String now = server.state() == ServerOutcome.State.RUNNING
                        ? "runs"
                        : server.state().name().toLowerCase(Locale.ROOT);
                String why = "The service told that the push to server " + server.serverId() + " " + end
                        + ", and later of job " + server.jobId() + " that it " + now + ".";
                takenBack.putIfAbsent(number, new Refused(number, new Reason(null, why)));
                run.add(List.of(why));
            }
        }
        if (!takenBack.isEmpty()) {
            journal.note(new Entry.Outcome(Numbers.NONE, List.of(), List.copyOf(takenBack.values()), clock.instant()));
        }
    }

    private boolean takesBack(int number, ServerOutcome told) {
        Ledger ledger = journal.ledger();
        return switch (told.state()) {
            case RUNNING -> ledger.hasEnded(number);
            case FAILED -> ledger.standing(number) == Standing.SUCCEEDED;
            // One of several jobs may have, where another one failed.
            case SUCCEEDED -> ledger.standing(number) == Standing.FAILED && ledger.hasOneJob(number);
            case REFUSED, UNKNOWN -> false;
        };
    }

    @Override
    public void onProgress(AwaitListener.Progress progress) {
        // Those that are doubted are written down as unknown, and counted from there.
        run.following(lost.size() + progress.unknown() - doubted);
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
