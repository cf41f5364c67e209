package io.github.cphshare.client;

import io.github.cphshare.client.ServerOutcome.State;
import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.NotFoundException;
import io.github.cphshare.client.internal.NotFound;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Follows jobs to their end: decides what to ask next and when, and keeps what is known.
 *
 * <p>It does nothing itself: whoever drives it asks {@link #next}, does what that says, and hands back the answer. It has
 * no clock, no thread and no network, so a test can play any history. Not thread-safe.
 *
 * <p>Rounds of questions alternate with pauses. A round asks for the jobs of all requests that have open ones, by pages.
 * A job that the pages do not show for a while is asked for alone; only when the service does not know it then either, it
 * is given up as unknown. An answer about a job that is not ours, or on another server, is never counted.
 */
final class JobFollowing {
    /** How long after the beginning, or after it was last seen, a job that is not told about may just be late. */
    static final Duration GRACE = Duration.ofMinutes(1);

    /** The last look is this long before the deadline, so that what is told there is fresh. */
    private static final Duration LAST_LOOK = Duration.ofSeconds(2);

    /** So many looks do not show a job before it is asked for alone: pages that shift can leave it out of one. */
    private static final int LOOKS = 2;

    /** Where a service answers full pages for ever. */
    private static final int MOST_PAGES = 1_000;

    private static final int MOST_FINDINGS = 100;

    /** Of the requests that one finding is about. */
    private static final int MOST_NAMED = 10;

    private final JobSource source;
    private final PollSchedule schedule;
    private final DoubleSupplier random;
    private final Duration deadline;
    private final int pageSize;
    private final int requestsAtOnce;

    private final Map<String, Followed> jobs = new LinkedHashMap<>();
    /** Further servers that the job of another one was named for, by job and server: nothing can be learnt of them. */
    private final Map<String, Followed> alsoNamed = new LinkedHashMap<>();
    /** Of each request, so that an answer costs a look at the jobs of its requests, however many others there are. */
    private final Map<String, List<Followed>> byRequest = new HashMap<>();
    /** How many have no end yet. */
    private int open;
    /** Those that were added, or ended, and nobody was told of yet. */
    private final List<Followed> news = new ArrayList<>();

    /** Requests whose jobs are not known beforehand: all that are told are theirs. */
    private final Set<String> adopting = new LinkedHashSet<>();
    /** Those of them that no job was told of yet, or not of which servers all are, or not all that there are. */
    private final Set<String> unseen = new LinkedHashSet<>();
    /** What was told of jobs of them without saying on which servers they are; by the job. */
    private final Map<String, List<JobState>> homeless = new HashMap<>();
    /** The jobs that {@link #homeless} has, by the request. */
    private final Map<String, Set<String>> homelessOf = new HashMap<>();
    /** Those of which a job was told without its id: nobody can say which one it was. */
    private final Set<String> nameless = new HashSet<>();

    /** Jobs that the service tells of as well, and that are not followed; by the job. */
    private final Map<String, Other> others = new HashMap<>();
    /** What was told of them that nobody was told yet. */
    private final List<ServerOutcome> besides = new ArrayList<>();

    private final Set<String> unknownRequests = new LinkedHashSet<>();
    /** Requests that are asked for one by one: one that is not found hides the others. */
    private final Set<String> solo = new HashSet<>();

    private final Set<String> findings = new LinkedHashSet<>();

    private final Elapsed elapsed = new Elapsed();
    private final Deque<Question> questions = new ArrayDeque<>();
    private @Nullable Duration pause;
    private @Nullable CphShareException outage;
    private int pauses;
    private boolean begun;
    /** Whether the service ever answered, and not only somebody before it. */
    private boolean heard;
    /** Since when nothing else was heard than that somebody before it finds nothing; {@code null} if that is not so. */
    private @Nullable Duration nothingFoundSince;

    private boolean complete;

    /**
     * @param deadline when to end, from the first {@link #next} on; zero to look once
     * @param source what it can be asked, and the limits of its answers; it is not asked here
     */
    JobFollowing(Duration deadline, JobSource source, PollSchedule schedule, DoubleSupplier random) {
        if (deadline.isNegative()) {
            throw new IllegalArgumentException("deadline must not be negative, was " + deadline);
        }
        this.deadline = deadline;
        this.source = source;
        this.pageSize = source.pageSize();
        this.requestsAtOnce = source.requestsAtOnce();
        this.schedule = schedule;
        this.random = random;
    }

    /** What to do next. */
    sealed interface Step {
        /**
         * To ask, and to hand back the answer or the failure.
         *
         * @param limit how long it may take at most; {@code null} for no limit of ours
         */
        record Ask(JobQuery query, @Nullable Duration limit) implements Step {}

        /** To wait. */
        record Pause(Duration duration) implements Step {}

        /** Nothing: all is known, or the deadline is there. */
        record End() implements Step {}
    }

    /** A job that is followed, and what is known of it. */
    static final class Followed {
        private final String jobId;
        private final @Nullable String requestId;
        private final String serverId;
        private JobState last = JobState.NOTHING;
        private Duration lastSeen = Duration.ZERO;
        private boolean seen;
        private int unseenLooks;
        private boolean alone;
        /** The service said one thing and the opposite: whatever it says from now on, it is not known. */
        private boolean contradicted;
        /** Named for another server as well: what is told of it without a server may be about that one. */
        private boolean shared;

        private @Nullable State end;
        private @Nullable String why;

        Followed(String jobId, @Nullable String requestId, String serverId) {
            this.jobId = jobId;
            this.requestId = requestId;
            this.serverId = serverId;
            this.alone = requestId == null;
        }

        String serverId() {
            return serverId;
        }

        boolean isContradicted() {
            return contradicted;
        }

        private boolean open() {
            return end == null;
        }

        private boolean expected() {
            return open() && !alone;
        }
    }

    /** A job that is not followed, and what was told of it last. */
    private static final class Other {
        private final @Nullable String serverId;
        private @Nullable Integer status;

        Other(@Nullable String serverId) {
            this.serverId = serverId;
        }
    }

    /**
     * A question with all its pages.
     *
     * @param shown all jobs that its pages have shown so far
     * @param counted those of them that are ours
     */
    private record Question(JobQuery query, Set<String> shown, Set<String> counted, int page) {
        static Question of(JobQuery query) {
            return new Question(query, new HashSet<>(), new HashSet<>(), 0);
        }

        Question next(JobQuery nextPage) {
            return new Question(nextPage, shown, counted, page + 1);
        }
    }

    /** Adds a job that the service said it started. */
    void follow(@Nullable String requestId, String serverId, String jobId) {
        Followed known = jobs.get(jobId);
        if (known == null) {
            Followed job = new Followed(jobId, canBeAsked(requestId) ? requestId : null, serverId);
            add(job);
            if (job.requestId == null && !source.canBeAsked(new JobQuery.OfJob(jobId))) {
                end(job, State.UNKNOWN, "the service cannot be asked for its job, by an id like " + jobId);
            }
        } else if (!known.serverId.equals(serverId)) {
            nameAlso(
                    known,
                    serverId,
                    "The service named job " + jobId + " for server " + serverId + ", and before that for "
                            + known.serverId + ".");
        }
    }

    /** What becomes of a job is a fact about one server. */
    private void nameAlso(Followed known, String serverId, String finding) {
        find(finding);
        known.shared = true;
        Followed second = new Followed(known.jobId, known.requestId, serverId);
        if (alsoNamed.putIfAbsent(known.jobId + " " + serverId, second) == null) {
            second.end = State.UNKNOWN;
            second.why = finding;
            second.contradicted = true;
            news.add(second);
        }
    }

    private boolean canBeAsked(@Nullable String requestId) {
        // Mostly one of many jobs of a request that was looked at.
        return requestId != null
                && (byRequest.containsKey(requestId)
                        || source.canBeAsked(new JobQuery.OfRequests(List.of(requestId), 0)));
    }

    private void add(Followed job) {
        jobs.put(job.jobId, job);
        if (job.requestId != null) {
            byRequest.computeIfAbsent(job.requestId, id -> new ArrayList<>()).add(job);
        }
        open++;
        news.add(job);
    }

    private void end(Followed job, State state, @Nullable String reason) {
        if (job.open()) {
            open--;
        }
        job.end = state;
        job.why = reason;
        news.add(job);
    }

    /**
     * Waits for no job of which it is known what it is, unless it is followed. What the service tells of it is heard all the
     * same.
     *
     * @param serverId where it is; {@code null} where that is not known
     */
    void passOver(String jobId, @Nullable String serverId) {
        others.putIfAbsent(jobId, new Other(serverId));
    }

    /** Adds all jobs of a request, whichever they are. */
    void followRequest(String requestId) {
        adopting.add(requestId);
        unseen.add(requestId);
        solo.add(requestId);
    }

    /**
     * What to do now.
     *
     * @param nanoTime a reading of a monotonic clock
     */
    Step next(long nanoTime) {
        elapsed.read(nanoTime);
        if (unseen.isEmpty() && open == 0) {
            complete = true;
            return new Step.End();
        }
        if (over()) {
            return new Step.End();
        }
        if (pause != null) {
            Duration duration = clamped(pause);
            pause = null;
            elapsed.pausing(duration);
            return new Step.Pause(duration);
        }
        if (questions.isEmpty()) {
            beginRound();
        }
        begun = true;
        return new Step.Ask(questions.element().query(), looksOnce() ? null : deadline.minus(elapsed.value()));
    }

    private boolean looksOnce() {
        return deadline.isZero();
    }

    private boolean over() {
        return looksOnce() ? begun && pause != null : elapsed.value().compareTo(deadline) >= 0;
    }

    private Duration clamped(Duration wanted) {
        Duration left = deadline.minus(elapsed.value());
        if (wanted.compareTo(left) < 0) {
            return wanted;
        }
        // Also when the service asks for longer: no answer comes before the deadline then.
        boolean asked = outage != null && Outage.retryAfter(outage).compareTo(left) >= 0;
        Duration lastLook = left.minus(LAST_LOOK);
        return asked || lastLook.compareTo(schedule.least()) < 0 ? left : lastLook;
    }

    private void beginRound() {
        Set<String> together = new LinkedHashSet<>();
        Set<String> oneByOne = new LinkedHashSet<>(unseen);
        for (Followed job : jobs.values()) {
            if (!job.open()) {
                continue;
            }
            if (job.alone || job.requestId == null) {
                questions.add(Question.of(new JobQuery.OfJob(job.jobId)));
            } else {
                (solo.contains(job.requestId) ? oneByOne : together).add(job.requestId);
            }
        }
        List<String> ids = List.copyOf(together);
        for (int i = 0; i < ids.size(); i += requestsAtOnce) {
            ask(ids.subList(i, Math.min(i + requestsAtOnce, ids.size())));
        }
        oneByOne.forEach(id -> ask(List.of(id)));
    }

    private void ask(List<String> requestIds) {
        questions.add(Question.of(new JobQuery.OfRequests(List.copyOf(requestIds), 0)));
    }

    /** The answer to what {@link #next} asked last. */
    void answered(List<JobState> page) {
        outage = null;
        heard = true;
        Question question = questions.remove();
        if (question.query() instanceof JobQuery.OfRequests asked) {
            answered(question, asked, page);
        } else if (question.query() instanceof JobQuery.OfJob asked) {
            answered(Objects.requireNonNull(jobs.get(asked.jobId())), page);
        }
        pauseAfterRound();
    }

    private void answered(Question question, JobQuery.OfRequests asked, List<JobState> page) {
        boolean newOnes = false;
        for (JobState told : page) {
            if (told.jobId() != null) {
                newOnes |= question.shown().add(told.jobId());
            }
            take(question, asked, told);
        }
        boolean full = page.size() >= pageSize;
        boolean adopts = adopts(asked);
        // Nothing says how many jobs there are, and a service may give fewer at a time than it is asked for. So a short
        // page is the last one only where nothing comes behind it; that is asked where it would make a success of what
        // was told.
        boolean goesOn = newOnes && (full || (adopts && haveEnded(asked)));
        if (goesOn && question.page() < MOST_PAGES && (adopts || isOneMissing(question, asked))) {
            if (adopts && !unknownRequests.containsAll(asked.requestIds())) {
                unseen.addAll(
                        asked.requestIds()); // Also where all jobs so far have ended: the next page may have others.
            }
            int behind = asked.offset() + Math.min(page.size(), pageSize);
            questions.addFirst(question.next(new JobQuery.OfRequests(asked.requestIds(), behind)));
        } else {
            boolean endless = full || goesOn;
            if (endless && adopts) {
                find("The service told of pages of jobs of request "
                        + asked.requestIds().get(0) + " without an end: there may be more.");
            }
            looked(question, asked, !endless);
        }
    }

    private boolean haveEnded(JobQuery.OfRequests asked) {
        return asked.requestIds().stream().flatMap(id -> jobsOf(id).stream()).noneMatch(Followed::open);
    }

    private void take(Question question, JobQuery.OfRequests asked, JobState told) {
        Followed job = told.jobId() == null ? null : jobs.get(told.jobId());
        boolean adopts = adopts(asked);
        if (job == null && adopts) {
            job = adopt(asked.requestIds().get(0), told);
        } else if (job == null) {
            hear(told);
        } else if (adopts && told.serverId() != null && isElsewhere(job, told)) {
            // No receipt says which of the servers is the right one, or that the other is none of ours.
            nameAlso(job, told.serverId(), elsewhere(job, told));
            return;
        } else if (isElsewhere(job, told)) {
            find(elsewhere(job, told));
            return;
        }
        if (job != null) {
            question.counted().add(job.jobId);
            record(job, told);
        }
    }

    private void hear(JobState told) {
        String jobId = told.jobId();
        Other other = jobId == null ? null : others.get(jobId);
        if (jobId == null || other == null) {
            find("The service told of a job that the push did not start: " + jobId + " on server " + told.serverId()
                    + ".");
        } else if (other.serverId != null
                && other.serverId.equals(Objects.requireNonNullElse(told.serverId(), other.serverId))
                && !Objects.equals(other.status, told.status())) {
            other.status = told.status();
            besides.add(outcomeOf(other.serverId, jobId, told));
        }
    }

    private static ServerOutcome outcomeOf(String serverId, String jobId, JobState told) {
        State state = told.is(JobState.SUCCEEDED)
                ? State.SUCCEEDED
                : told.is(JobState.FAILED) ? State.FAILED : told.is(JobState.RUNNING) ? State.RUNNING : State.UNKNOWN;
        return ServerOutcome.of(serverId, state, jobId, told, state == State.UNKNOWN ? undocumented(told) : null);
    }

    private static String undocumented(JobState told) {
        return "its job has the status " + told.status() + ", which no document knows";
    }

    /** Whether whatever job is told of belongs to the requests. */
    private boolean adopts(JobQuery.OfRequests asked) {
        return adopting.containsAll(asked.requestIds());
    }

    /** Gives {@code null} where it can't be told which job it is, or on which server: the request is not known then. */
    private @Nullable Followed adopt(String requestId, JobState told) {
        String jobId = told.jobId();
        if (jobId != null && told.serverId() != null) {
            Followed job = new Followed(jobId, requestId, told.serverId());
            add(job);
            homelessOf.values().forEach(ids -> ids.remove(jobId));
            List<JobState> before = homeless.remove(jobId);
            if (before != null) {
                before.forEach(state -> record(job, state));
            }
            return job;
        }
        find("The service told of a job of request " + requestId + " without saying which it is, or on which server: "
                + jobId + " on server " + told.serverId() + ".");
        if (jobId == null) {
            nameless.add(requestId);
        } else {
            homeless.computeIfAbsent(jobId, id -> new ArrayList<>()).add(told);
            homelessOf.computeIfAbsent(requestId, id -> new HashSet<>()).add(jobId);
        }
        if (!unknownRequests.contains(requestId)) {
            unseen.add(requestId);
        }
        return null;
    }

    private boolean isOneMissing(Question question, JobQuery.OfRequests asked) {
        return asked.requestIds().stream()
                .flatMap(id -> jobsOf(id).stream())
                .anyMatch(job -> job.expected() && !question.counted().contains(job.jobId));
    }

    private List<Followed> jobsOf(String requestId) {
        return byRequest.getOrDefault(requestId, List.of());
    }

    /**
     * No more pages are asked for.
     *
     * @param whole whether the service has no more of them
     */
    private void looked(Question question, JobQuery.OfRequests asked, boolean whole) {
        for (String id : asked.requestIds()) {
            for (Followed job : jobsOf(id)) {
                if (job.expected() && !question.counted().contains(job.jobId)) {
                    job.unseenLooks++;
                    job.alone = job.unseenLooks >= LOOKS
                            && isLate(job.lastSeen)
                            && source.canBeAsked(new JobQuery.OfJob(job.jobId));
                }
            }
            if (adopting.contains(id)) {
                sawRequest(id, whole);
            }
        }
    }

    private void sawRequest(String id, boolean whole) {
        boolean named =
                !nameless.contains(id) && homelessOf.getOrDefault(id, Set.of()).isEmpty();
        if (whole && named && byRequest.containsKey(id)) {
            unseen.remove(id);
            unknownRequests.remove(id);
        } else if (isLate(Duration.ZERO) && unseen.remove(id)) {
            unknownRequests.add(id);
        }
    }

    private boolean isLate(Duration since) {
        return elapsed.value().minus(since).compareTo(GRACE) >= 0;
    }

    private void answered(Followed job, List<JobState> told) {
        JobState state = told.isEmpty() ? JobState.NOTHING : told.get(0);
        boolean another = state.jobId() != null && !state.jobId().equals(job.jobId);
        if (another || isElsewhere(job, state)) {
            String finding = another
                    ? "The service told of job " + state.jobId() + " when it was asked for job " + job.jobId + "."
                    : elsewhere(job, state);
            doubt(job, finding);
        } else {
            record(job, state);
        }
    }

    private static boolean isElsewhere(Followed job, JobState told) {
        // Of one that has an end it is heard all the same: it may take that back.
        return told.serverId() == null
                ? job.shared && job.open()
                : !told.serverId().equals(job.serverId);
    }

    private static String elsewhere(Followed job, JobState told) {
        if (told.serverId() == null) {
            return "The service told of job " + job.jobId + ", which it named for several servers, without a server.";
        }
        return "The service told that job " + job.jobId + " is on server " + told.serverId()
                + ", and before that it is on " + job.serverId + ".";
    }

    private void record(Followed job, JobState told) {
        if (!job.open()) {
            if ((told.is(JobState.SUCCEEDED) && job.end == State.FAILED)
                    || (told.is(JobState.FAILED) && job.end == State.SUCCEEDED)) {
                contradict(job, "The service told of job " + job.jobId + " that it succeeded, and that it failed.");
            } else if (told.is(JobState.RUNNING) && (job.end == State.FAILED || job.end == State.SUCCEEDED)) {
                // Whoever pushes again to a server whose job failed must not do it beside a job that goes on.
                String end = job.end == State.FAILED ? "failed" : "succeeded";
                contradict(
                        job, "The service told of job " + job.jobId + " that it " + end + ", and later that it runs.");
            }
            return;
        }
        job.last = told.withoutIds();
        job.seen = true;
        job.lastSeen = elapsed.value();
        job.unseenLooks = 0;
        if (told.is(JobState.SUCCEEDED)) {
            end(job, State.SUCCEEDED, null);
        } else if (told.is(JobState.FAILED)) {
            end(job, State.FAILED, null);
        }
    }

    private void contradict(Followed job, String finding) {
        job.contradicted = true;
        doubt(job, finding);
    }

    /** Waits no more for a job of a server of which another job is contradicted: its end would make nothing known. */
    void giveUp(Followed job, Followed contradicted) {
        if (job.open()) {
            end(job, State.UNKNOWN, contradicted.why);
        }
    }

    private void doubt(Followed job, String finding) {
        find(finding);
        end(job, State.UNKNOWN, finding);
    }

    /** Notes what is odd, and is not counted. */
    void find(String finding) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(finding);
        } else if (!findings.contains(finding)) {
            findings.add("There was more of the kind.");
        }
    }

    /**
     * What {@link #next} asked last failed.
     *
     * @throws CphShareException the failure, if waiting does not mend it
     */
    void failed(CphShareException failure) {
        Question question = questions.element();
        if (failure instanceof NotFoundException missing && !NotFound.isOfTheService(missing)) {
            if (nothingFoundSince == null) {
                nothingFoundSince = elapsed.value();
            }
            if (!heard && isLate(nothingFoundSince)) {
                throw failure; // The address is wrong, which waiting does not mend.
            }
            // Says nothing about jobs, and may pass; what else there is to ask may have an answer.
            // Without its words, which may name each request: one finding is enough.
            String code = missing.errorCode() == null ? "" : ", " + missing.errorCode();
            find("Somebody else than the service said that there are no such jobs: HTTP " + missing.httpStatus() + code
                    + ".");
            outage = failure;
            questions.remove();
            pauseAfterRound();
        } else if (failure instanceof NotFoundException) {
            outage = null;
            heard = true;
            questions.remove();
            if (question.query() instanceof JobQuery.OfRequests asked) {
                notFound(question, asked);
            } else if (question.query() instanceof JobQuery.OfJob asked) {
                notFound(Objects.requireNonNull(jobs.get(asked.jobId())), failure);
            }
            pauseAfterRound();
        } else if (Outage.isOne(failure)) {
            outage = failure;
            nothingFoundSince = null;
            Duration usual = schedule.wait(pauses++, random.getAsDouble());
            Duration asked = Outage.retryAfter(failure);
            pause = asked.compareTo(usual) > 0 ? asked : usual;
        } else {
            throw failure;
        }
    }

    /** That the service knows no jobs of a request may mean that it does not know them yet. */
    private void notFound(Question question, JobQuery.OfRequests asked) {
        if (asked.requestIds().size() > 1) {
            solo.addAll(asked.requestIds());
            asked.requestIds().forEach(id -> ask(List.of(id)));
        } else {
            looked(question, asked, asked.offset() > 0); // Behind the last page there are no more jobs.
        }
    }

    private void notFound(Followed job, CphShareException failure) {
        if (isLate(job.lastSeen)) {
            String seen = job.seen ? "the service no longer knows its job" : "the service never knew its job";
            end(job, State.UNKNOWN, seen + " (" + failure.getMessage() + ")");
        }
    }

    private void pauseAfterRound() {
        if (questions.isEmpty()) {
            pause = schedule.wait(pauses++, random.getAsDouble());
        }
    }

    /** All jobs that are followed. */
    List<Followed> jobs() {
        List<Followed> all = new ArrayList<>(jobs.values());
        all.addAll(alsoNamed.values());
        return all;
    }

    /** What is known of a job, as an outcome of its server. */
    ServerOutcome outcomeOf(Followed job) {
        if (job.end != null) {
            return ServerOutcome.of(job.serverId, job.end, job.jobId, job.last, job.why);
        }
        String silence = outage == null ? "" : "; the last answer was a failure: " + outage.getMessage();
        if (!job.seen) {
            return unknown(job, "the service has not told of its job yet" + silence);
        }
        if (job.unseenLooks > 0) {
            return unknown(job, "the service no longer tells of its job" + silence);
        }
        if (!job.last.is(JobState.RUNNING)) {
            return unknown(job, undocumented(job.last) + silence);
        }
        String why = outage == null ? null : "it ran when the service last answered" + silence;
        return ServerOutcome.of(job.serverId, State.RUNNING, job.jobId, job.last, why);
    }

    private static ServerOutcome unknown(Followed job, String why) {
        return ServerOutcome.of(job.serverId, State.UNKNOWN, job.jobId, job.last, why);
    }

    /** The jobs that were added, or whose end was told or taken back, since this was last asked; some more than once. */
    List<Followed> news() {
        List<Followed> taken = List.copyOf(news);
        news.clear();
        return taken;
    }

    /** What was told of jobs that are not followed, where that is another thing than before, since this was last asked. */
    List<ServerOutcome> besides() {
        List<ServerOutcome> taken = List.copyOf(besides);
        besides.clear();
        return taken;
    }

    /** How it ended; until then a job that nobody tells of counts as running: it may be late. */
    State stateOf(Followed job) {
        return job.end == null ? State.RUNNING : job.end;
    }

    /** What the job put out, once it has succeeded. */
    @Nullable
    String output(Followed job) {
        return job.last.output();
    }

    List<String> findings() {
        if (unseen.isEmpty() || outage == null) {
            return List.copyOf(findings);
        }
        // There is no job whose outcome could tell it.
        String of = unseen.stream().noneMatch(byRequest::containsKey) ? "told of no job of " : "did not tell all of ";
        String named = unseen.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        String others = unseen.size() > MOST_NAMED ? " and " + (unseen.size() - MOST_NAMED) + " more" : "";
        String silence =
                "The service " + of + named + others + "; the last answer was a failure: " + outage.getMessage();
        return Stream.concat(findings.stream(), Stream.of(silence)).toList();
    }

    /** Those of which no job was told so far, or not all about them, may have others all the same. */
    List<String> unknownRequests() {
        return Stream.concat(unknownRequests.stream(), unseen.stream()).toList();
    }

    /** Whether the end came before the deadline. */
    boolean complete() {
        return complete;
    }
}
