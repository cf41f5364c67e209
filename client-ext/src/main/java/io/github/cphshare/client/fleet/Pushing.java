package io.github.cphshare.client.fleet;

import io.github.cphshare.client.PushReceipt;
import io.github.cphshare.client.PushRequest;
import io.github.cphshare.client.auth.CredentialsException;
import io.github.cphshare.client.error.AuthenticationException;
import io.github.cphshare.client.error.ClientClosedException;
import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.error.PermissionDeniedException;
import io.github.cphshare.client.error.ServiceException;
import io.github.cphshare.client.error.ThrottledException;
import io.github.cphshare.client.error.TransportException;
import io.github.cphshare.client.fleet.Inbox.Answer;
import io.github.cphshare.client.validation.InvalidRequestException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The first half of a run: pushes to the servers that are open, and writes down each step. One thread decides and writes;
 * the calls are asynchronous and put their answers into its inbox. Not thread-safe.
 */
final class Pushing {
    /** After an interrupt: how long answers are still taken in, since without them their servers are unknown. */
    private static final long GRACE = Duration.ofSeconds(10).toNanos();

    private final Journal journal;
    private final FleetOptions options;
    private final Service service;
    private final Inbox inbox;
    private final Clock clock;
    private final Run run;
    private final Window window;
    private final Patience patience = new Patience();
    private final Deque<Numbers> waiting = new ArrayDeque<>();
    private final Map<Integer, InFlight> inFlight = new HashMap<>();

    /** @param call to be cancelled when nobody waits for it any more */
    private record InFlight(Numbers servers, CompletableFuture<PushReceipt> call) {}

    Pushing(Journal journal, FleetOptions options, Service service, Inbox inbox, Clock clock, Run run, Window window) {
        this.journal = journal;
        this.options = options;
        this.service = service;
        this.inbox = inbox;
        this.clock = clock;
        this.run = run;
        this.window = window;
    }

    /**
     * Returns when there is nothing left in flight, and nothing left to push or a reason to end. Can be called again.
     *
     * @param servers open ones
     */
    void pushAll(Numbers servers) {
        int[] open = servers.stream().toArray();
        for (int from = 0; from < open.length; from += options.serversPerRequest()) {
            int to = Math.min(open.length, from + options.serversPerRequest());
            waiting.add(Numbers.of(Arrays.stream(open, from, to)));
        }
        while (!isOver()) {
            send();
            await();
        }
    }

    private boolean isOver() {
        return inFlight.isEmpty() && (waiting.isEmpty() || run.hasEnd());
    }

    private void send() {
        if (Thread.interrupted()) {
            run.interrupted(inbox.nanoTime(), GRACE);
        }
        while (maySend(inbox.nanoTime())) {
            send(waiting.remove());
        }
    }

    private boolean maySend(long now) {
        return !waiting.isEmpty() && !run.hasEnd() && run.timeLeft(now) > 0 && window.isOpen(now, inFlight.size());
    }

    private void send(Numbers servers) {
        Ledger ledger = journal.ledger();
        int number = ledger.requests() + 1;
        PushRequest request;
        try {
            request = PushRequest.builder()
                    .bucketName(journal.head().bucket())
                    .objectPath(journal.head().object())
                    .serverIds(servers.stream().mapToObj(ledger::id).toList())
                    .build();
            journal.intend(new Entry.Intent(number, servers, clock.instant()));
        } catch (InvalidRequestException | JournalException e) {
            // What is under way is still waited for. Another version of this library may have been less strict.
            run.stopPushing(e);
            return;
        }
        CompletableFuture<PushReceipt> call = call(request);
        inFlight.put(number, new InFlight(servers, call));
        // What the call ends with goes into the inbox whole; there is nothing else to wait for.
        var unused = call.whenComplete((receipt, failure) -> inbox.put(new Answer(number, receipt, failure)));
    }

    private CompletableFuture<PushReceipt> call(PushRequest request) {
        try {
            return service.push(request);
        } catch (RuntimeException | Error e) {
            // Also where there is no thread to be had: what is under way is still waited for, and written down.
            return CompletableFuture.failedFuture(e);
        }
    }

    private void await() {
        if (inFlight.isEmpty() && run.hasEnd()) {
            return; // Nothing to wait for.
        }
        long now = inbox.nanoTime();
        if (maySend(now)) {
            return; // A pause has ended since that was last asked, and nothing else may ever come to end the waiting.
        }
        long left = run.timeLeft(now);
        long pause = waiting.isEmpty() || run.hasEnd() ? 0 : window.pauseLeft(now);
        if (left == 0 || (inFlight.isEmpty() && pause >= left)) {
            run.end(FleetEnd.DEADLINE);
            takeAllThatCame();
            abandon();
            return;
        }
        try {
            Answer answer = inbox.await(pause == 0 ? left : Math.min(left, pause));
            if (answer != null) {
                take(answer);
            }
        } catch (InterruptedException e) {
            run.interrupted(inbox.nanoTime(), GRACE);
        }
    }

    /** Answers that came while something else took its time are answers: forgotten, their servers could be pushed to again. */
    private void takeAllThatCame() {
        try {
            for (Answer answer = inbox.await(0); answer != null; answer = inbox.await(0)) {
                take(answer);
            }
        } catch (InterruptedException e) {
            run.interrupted(inbox.nanoTime(), 0);
            takeAllThatCame();
        }
    }

    /** The time is over: what is in flight may or may not be acted on. */
    private void abandon() {
        Reason reason = new Reason(null, "The run ended before there was an answer.");
        Map.copyOf(inFlight).forEach((number, request) -> {
            if (request.call().cancel(true)) {
                inFlight.remove(number);
                journal.note(new Entry.Failure(number, Delivery.UNKNOWN, reason, clock.instant()));
            } else {
                // It came while the others were written down. At once, in this thread.
                var unused =
                        request.call().whenComplete((receipt, failure) -> take(new Answer(number, receipt, failure)));
            }
        });
        run.progressed();
    }

    private void take(Answer answer) {
        InFlight asked = inFlight.remove(answer.request());
        if (asked == null) {
            return; // Abandoned.
        }
        if (answer.receipt() != null) {
            journal.note(Receipts.entry(
                    answer.request(), asked.servers(), answer.receipt(), journal.ledger(), clock.instant()));
            run.add(Receipts.findings(answer.receipt()));
            window.answered();
            patience.answered();
        } else {
            failed(answer.request(), asked.servers(), unwrapped(Objects.requireNonNull(answer.failure())));
        }
        JournalException unwritten = journal.failure();
        if (unwritten != null) {
            run.stopPushing(unwritten);
        }
        run.progressed();
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    private void failed(int number, Numbers servers, Throwable failure) {
        // Whatever is none of our failures is a defect, and says nothing about what was sent.
        Delivery delivery = failure instanceof CphShareException known ? known.delivery() : Delivery.UNKNOWN;
        journal.note(new Entry.Failure(number, delivery, reason(failure), clock.instant()));
        if (!(failure instanceof CphShareException) || concernsAll(failure)) {
            run.giveUp(failure);
        } else if (delivery == Delivery.UNKNOWN) {
            giveUpIf(patience.endsWithUnknown(), failure);
        } else if (passes(failure)) {
            Duration asked = failure instanceof ServiceException answer ? answer.retryAfter() : null;
            window.pushedBack(inbox.nanoTime(), asked == null ? Duration.ZERO : asked);
            waiting.addFirst(servers);
            giveUpIf(!(failure instanceof ThrottledException) && patience.endsWithUnavailable(), failure);
        } else {
            giveUpIf(patience.endsWithRefused(), failure);
        }
    }

    private void giveUpIf(boolean enough, Throwable failure) {
        if (enough) {
            run.stopPushing(failure);
        }
    }

    /** Refused credentials stay refused, and an access key is locked after more than five refusals; a closed client stays closed. */
    private static boolean concernsAll(Throwable failure) {
        return failure instanceof CredentialsException
                || failure instanceof AuthenticationException
                || failure instanceof PermissionDeniedException
                || failure instanceof ClientClosedException;
    }

    /** Whether the same request may do better later. */
    private static boolean passes(Throwable failure) {
        return failure instanceof TransportException || (failure instanceof ServiceException e && e.retryable());
    }

    private static Reason reason(Throwable failure) {
        String code = failure instanceof ServiceException answer ? answer.errorCode() : null;
        return new Reason(code, failure.getClass().getSimpleName() + ": " + failure.getMessage());
    }
}
