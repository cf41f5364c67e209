package io.github.cphshare.client.fleet;

import io.github.cphshare.client.AwaitTimeoutException;
import io.github.cphshare.client.PushOutcome;
import io.github.cphshare.client.PushReceipt;
import io.github.cphshare.client.ServerOutcome;
import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.fleet.Entry.Refused;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The second half of a run: follows the jobs that were started, in this run or before, and writes down how they ended. */
final class Following {
    /** In one line of the journal; it should stay one that a person can look at. */
    private static final int MOST_ENDS = 1_000;

    private final Journal journal;
    private final Service service;
    private final Clock clock;
    private final Run run;
    private final Map<Integer, Reason> lost = new HashMap<>();

    Following(Journal journal, Service service, Clock clock, Run run) {
        this.journal = journal;
        this.service = service;
        this.clock = clock;
        this.run = run;
    }

    /** @param time how long it may take, more than nothing */
    void follow(Duration time) {
        List<PushReceipt> receipts = Receipts.toFollow(journal.ledger());
        if (receipts.isEmpty()) {
            return;
        }
        try {
            PushOutcome outcome = service.await(
                    receipts,
                    time,
                    progress -> run.following(progress.succeeded(), progress.failed(), progress.unknown()));
            take(outcome);
            if (!outcome.complete()) {
                run.end(FleetEnd.DEADLINE);
            }
        } catch (AwaitTimeoutException e) {
            take(e.outcome());
            if (Thread.interrupted()) {
                run.end(FleetEnd.INTERRUPTED);
            } else {
                run.giveUp(e); // The client was closed.
            }
        } catch (CphShareException e) {
            run.giveUp(e);
        } catch (RuntimeException e) {
            // The listener's: a run that can be resumed tells of it in its outcome, as it does while it pushes.
            run.giveUp(e);
        }
    }

    /** What is not known of servers that have a job, though it was asked for. */
    Map<Integer, Reason> lost() {
        return Map.copyOf(lost);
    }

    private void take(PushOutcome outcome) {
        Ledger ledger = journal.ledger();
        Map<String, Integer> numbers = new HashMap<>();
        ledger.all(Standing.ACCEPTED).forEach(server -> numbers.put(ledger.id(server), server));
        List<Integer> succeeded = new ArrayList<>();
        List<Refused> failed = new ArrayList<>();
        for (ServerOutcome server : outcome.servers()) {
            int number = Objects.requireNonNull(numbers.get(server.serverId()));
            switch (server.state()) {
                case SUCCEEDED -> succeeded.add(number);
                case FAILED -> failed.add(new Refused(number, new Reason(server.errorCode(), server.errorMessage())));
                case UNKNOWN -> lost.put(number, new Reason(server.errorCode(), server.why()));
                case RUNNING, REFUSED -> {
                    // It stays as it is: nothing has ended.
                }
            }
        }
        write(succeeded, failed);
        run.add(outcome.findings());
    }

    private void write(List<Integer> succeeded, List<Refused> failed) {
        for (int from = 0; from < succeeded.size(); from += MOST_ENDS) {
            List<Integer> some = succeeded.subList(from, Math.min(succeeded.size(), from + MOST_ENDS));
            note(Numbers.of(some.stream().mapToInt(Integer::intValue)), List.of());
        }
        for (int from = 0; from < failed.size(); from += MOST_ENDS) {
            note(Numbers.NONE, failed.subList(from, Math.min(failed.size(), from + MOST_ENDS)));
        }
        if (journal.failure() != null) {
            run.giveUp(journal.failure());
        }
    }

    private void note(Numbers succeeded, Collection<Refused> failed) {
        journal.note(new Entry.Outcome(succeeded, List.copyOf(failed), clock.instant()));
    }
}
