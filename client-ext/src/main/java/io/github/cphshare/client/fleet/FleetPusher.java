package io.github.cphshare.client.fleet;

import io.github.cphshare.client.AwaitListener;
import io.github.cphshare.client.CphShareClient;
import io.github.cphshare.client.PushOutcome;
import io.github.cphshare.client.PushReceipt;
import io.github.cphshare.client.PushRequest;
import io.github.cphshare.client.RequestOptions;
import io.github.cphshare.client.auth.CredentialsException;
import io.github.cphshare.client.call.Retries;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Pushes an archive to any number of servers, in many requests, and follows the jobs. What is done is written down in a
 * journal before and after each request, so a run that ended early, or died, can be resumed: it then pushes to those
 * servers only that were certainly not pushed to.
 *
 * <pre>{@code
 * FleetPush push = FleetPush.builder().bucketName("bucket-a").objectPath("my_apps/test.tar").serverIds(ids)
 *         .journal(Path.of("test.journal")).build();
 * FleetOutcome outcome = FleetPusher.of(cph).pushAll(push);
 * // or, after a crash, a deadline, or an interrupt:
 * FleetOutcome rest = FleetPusher.of(cph).resume(Path.of("test.journal"));
 * }</pre>
 *
 * <p>A run needs the thread that calls it and no other; requests are asynchronous calls of the client. It is repeated by
 * the run, not by the client, whatever the {@link Retries} of that: a request that was certainly not acted on goes out
 * again within the deadline, and what throttles one request pauses all. A request that may have been acted on never goes
 * out again: its servers are {@link FleetState#UNKNOWN}. Where going on makes no sense a run gives up early: at once when
 * the credentials are refused or the client was closed, and after five requests in a row of unknown fate, three that were
 * refused as a whole, or ten that did not reach the service.
 *
 * <p>An interrupt of the thread ends a run gently: no further request goes out, those in flight have ten more seconds for
 * their answers, and the outcome is returned with the thread's interrupted flag set. A second interrupt takes the ten
 * seconds.
 *
 * <p>Immutable and thread-safe; each journal is open for one run at a time, also between processes.
 */
public final class FleetPusher {
    private final String endpoint;
    private final @Nullable String project;
    private final Service service;
    private final Supplier<Inbox> inboxes;
    private final DoubleSupplier chance;
    private final Clock clock;
    private final UnaryOperator<Disk> disk;

    /** Everything given, for tests. */
    FleetPusher(
            String endpoint,
            @Nullable String project,
            Service service,
            Supplier<Inbox> inboxes,
            DoubleSupplier chance,
            Clock clock,
            UnaryOperator<Disk> disk) {
        this.endpoint = endpoint;
        this.project = project;
        this.service = service;
        this.inboxes = inboxes;
        this.chance = chance;
        this.clock = clock;
        this.disk = disk;
    }

    /**
     * Makes a pusher.
     *
     * @param cph what sends the requests; stays the caller's to close
     * @return a pusher
     */
    public static FleetPusher of(CphShareClient cph) {
        return of(cph, UnaryOperator.identity());
    }

    /** @param disk sees what is written to journals, for tests */
    static FleetPusher of(CphShareClient cph, UnaryOperator<Disk> disk) {
        return new FleetPusher(
                cph.endpoint().toString(),
                cph.projectId(),
                new Client(cph),
                Inbox::real,
                () -> ThreadLocalRandom.current().nextDouble(),
                Clock.systemUTC(),
                disk);
    }

    /**
     * Pushes to all servers of a push.
     *
     * @param push what to push where
     * @return what became of it, also where the run ended early
     * @throws JournalException if the journal is there already or cannot be made; nothing was sent
     */
    public FleetOutcome pushAll(FleetPush push) {
        Project known = project();
        Head head = new Head(
                endpoint,
                known.id(),
                push.bucketName(),
                push.objectPath(),
                push.serverIds().size(),
                Head.digestOf(push.serverIds()),
                clock.instant());
        try (Journal journal = Journal.begin(push.journal(), head, push.serverIds(), disk)) {
            return run(journal, push.options(), Numbers.NONE, Numbers.NONE, known.failure());
        }
    }

    /** @param failure why it is not known; whatever is sent then would fail in the same way */
    private record Project(@Nullable String id, @Nullable CredentialsException failure) {}

    private Project project() {
        try {
            return new Project(project != null ? project : service.project(), null);
        } catch (CredentialsException e) {
            return new Project(null, e);
        }
    }

    /**
     * Resumes a push with the default options.
     *
     * @param journal the journal of the push
     * @return what became of it, in this run and the ones before
     * @throws JournalException if it cannot be read, is in use, or is of another endpoint or project; nothing was sent
     */
    public FleetOutcome resume(Path journal) {
        return resume(journal, FleetOptions.defaults());
    }

    /**
     * Resumes a push that ended early: pushes to the servers that were certainly not pushed to, and follows the jobs of
     * the others. Servers of which it is not known stay as they are, unless {@link
     * FleetOptions.Builder#pushUnknownAgain} says otherwise; of those whose job got lost, or was told of in
     * contradictions, the service is asked once more before. A job that the service, asked for it alone, tells on another server
     * is a contradiction, too. A push that is done already is only told again.
     *
     * <p>Servers whose jobs have ended are not asked about again, here as within a run. But while others of their request are
     * followed, the service tells of them as well: where it takes back an end that the journal has, the server becomes
     * {@link FleetState#UNKNOWN} for good, and is no longer among the {@linkplain FleetOutcome#failedServers() failed ones}.
     * What it would tell of requests whose jobs have all ended, nobody learns.
     *
     * <p>A journal knows its project, also where the credentials named it. One of an earlier version does not know what the
     * credentials named: go on with credentials of the same project then. In another one the service knows neither the servers
     * nor their jobs.
     *
     * <p>A journal that is older than what was pushed, such as one from a backup, must not be resumed: nobody could tell.
     *
     * @param journal the journal of the push
     * @param options how to go on
     * @return what became of it, in this run and the ones before
     * @throws JournalException if it cannot be read, is in use, or is of another endpoint or project; nothing was sent
     */
    public FleetOutcome resume(Path journal, FleetOptions options) {
        try (Journal open = Journal.open(journal, disk)) {
            Ledger ledger = open.ledger();
            CredentialsException unknown = requireSamePlace(journal, open.head(), ledger);
            open.intend(new Entry.Resumed(clock.instant()));
            Following.noteJobsOfOthers(open, clock);
            Numbers wanted = ledger.all(Standing.UNKNOWN).where(server -> options.pushUnknownAgain()
                    .test(FleetOutcome.server(ledger, server, FleetState.UNKNOWN, ledger.reason(server))));
            Numbers again = wanted.where(server -> ledger.job(server) == null);
            if (!again.isEmpty()) {
                open.intend(new Entry.Again(again, clock.instant()));
            }
            return run(
                    open,
                    options,
                    ledger.all(Standing.ACCEPTED),
                    wanted.where(server -> ledger.job(server) != null),
                    unknown);
        }
    }

    /** Gives why that cannot be told of the project, if so. */
    private @Nullable CredentialsException requireSamePlace(Path journal, Head head, Ledger ledger) {
        if (!head.endpoint().equals(endpoint)) {
            throw JournalException.ofAnotherPush(
                    journal, "it is for " + head.endpoint() + ", and the client for " + endpoint);
        }
        // Credentials are not asked for what the journal does not know, nor where nothing is left to do with them.
        boolean asks = head.project() != null && !ledger.isSettled();
        Project known = asks || project != null ? project() : new Project(head.project(), null);
        if (known.failure() == null && !Objects.equals(head.project(), known.id())) {
            throw JournalException.ofAnotherPush(
                    journal, "it is for project " + head.project() + ", and the client for " + known.id());
        }
        return known.failure();
    }

    /**
     * @param followedBefore servers whose jobs an earlier run started: where one got lost, the caller may have it pushed to
     *     again. Those that this run pushes to are left to the next one, so that it never pushes to a server twice
     * @param doubted servers that the caller wants pushed to again though they have jobs, of which the service contradicted
     *     itself: not while these run
     * @param failure why nothing can be sent, if so
     */
    private FleetOutcome run(
            Journal journal,
            FleetOptions options,
            Numbers followedBefore,
            Numbers doubted,
            @Nullable CredentialsException failure) {
        Inbox inbox = inboxes.get();
        Run run = new Run(journal.ledger(), options, inbox.nanoTime());
        if (failure != null && !Thread.currentThread().isInterrupted()) {
            run.giveUp(failure); // Of an interrupt, which may be the reason of it, the run takes notice by itself.
        }
        if (journal.cutOff() > 0) {
            run.tell("The last line of the journal was not finished and was cut off (" + journal.cutOff()
                    + " bytes): the run before ended while it was written, and had not done yet what it speaks of.");
        }
        Pushing pushing = new Pushing(
                journal, options, service, inbox, clock, run, new Window(options.requestsInFlight(), chance));
        Following following = new Following(journal, service, clock, run);
        Consumer<Numbers> pushAndFollow = servers -> {
            pushing.pushAll(servers);
            long left = run.timeLeft(inbox.nanoTime());
            if (options.followJobs() && !run.isOver() && left > 0) {
                following.follow(Duration.ofNanos(left));
            }
        };
        pushAndFollow.accept(journal.ledger().all(Standing.OPEN));
        long left = run.timeLeft(inbox.nanoTime());
        Numbers ended = options.followJobs() && !run.hasEnd() && left > 0
                ? following.ended(doubted, Duration.ofNanos(left))
                : Numbers.NONE;
        Numbers again =
                run.hasEnd() ? Numbers.NONE : decidedAgain(journal, options, followedBefore, ended, following, run);
        if (!again.isEmpty()) {
            run.lost(following.lost().size());
            pushAndFollow.accept(again);
        }
        JournalException unwritten = journal.failure();
        if (unwritten != null && journal.isLacking()) {
            run.tell(unwritten.getMessage() + " What it lacks is in this outcome only, and unknown to a resumed run.");
        }
        journal.end().forEach(run::tell);
        if (run.wasInterrupted()) {
            Thread.currentThread().interrupt();
        }
        return new FleetOutcome(journal.ledger(), following.lost(), run.end(), run.cause(), run.findings());
    }

    /**
     * Only now is it known of which jobs the service knows nothing any more; what goes wrong with the decision must not hide
     * what else is known.
     */
    private Numbers decidedAgain(
            Journal journal,
            FleetOptions options,
            Numbers followedBefore,
            Numbers ended,
            Following following,
            Run run) {
        Ledger ledger = journal.ledger();
        Map<Integer, Reason> lost = following.lost();
        try {
            Numbers decided = followedBefore.where(lost::containsKey).where(server -> options.pushUnknownAgain()
                    .test(FleetOutcome.server(ledger, server, FleetState.UNKNOWN, lost.get(server))));
            Numbers again = Numbers.of(IntStream.concat(decided.stream(), ended.stream()));
            if (!again.isEmpty()) {
                journal.intend(new Entry.Again(again, clock.instant()));
                following.pushedToAgain(again);
            }
            return again;
        } catch (Throwable e) {
            // The decision's, whatever it is, as a listener's.
            run.giveUp(e);
            return Numbers.NONE;
        }
    }

    private record Client(CphShareClient cph) implements Service {
        private static final RequestOptions ONCE =
                RequestOptions.builder().retries(Retries.none()).build();

        @Override
        public CompletableFuture<PushReceipt> push(PushRequest request) {
            return cph.pushAsync(request, ONCE);
        }

        @Override
        public String project() {
            return cph.resolveProjectId();
        }

        @Override
        public PushOutcome await(Collection<PushReceipt> receipts, Duration time, AwaitListener listener) {
            return cph.awaitAll(receipts, time, listener);
        }
    }
}
