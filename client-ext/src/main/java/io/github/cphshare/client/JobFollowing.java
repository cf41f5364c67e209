package io.github.cphshare.client;

import io.github.cphshare.client.ServerOutcome.State;
import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.NotFoundException;
import io.github.cphshare.client.internal.NotFound;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
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

    /** Of the requests that one finding is about. */
    private static final int MOST_NAMED = 10;

    private final JobSource source;
    private final PollSchedule schedule;
    private final DoubleSupplier random;
    private final Duration deadline;
    private final int pageSize;
    private final int requestsAtOnce;

    private final FollowedJobs jobs = new FollowedJobs();
    private final AdoptedRequests adopted = new AdoptedRequests();
    private final OtherJobs others = new OtherJobs();
    private final JobFindings findings = new JobFindings();

    /** Requests that are asked for one by one: one that is not found hides the others. */
    private final Set<String> solo = new HashSet<>();

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
        FollowedJob known = jobs.get(jobId);
        if (known == null) {
            FollowedJob job = new FollowedJob(jobId, canBeAsked(requestId) ? requestId : null, serverId);
            jobs.add(job);
            share(job, others.serverOf(jobId));
            if (job.isAskedAlone() && !canBeAskedAlone(job)) {
                jobs.end(job, State.UNKNOWN, "the service cannot be asked for its job, by an id like " + jobId);
            }
        } else if (!known.serverId().equals(serverId)) {
            nameAlso(
                    known,
                    serverId,
                    "The service named job " + jobId + " for server " + serverId + ", and before that for "
                            + known.serverId() + ".");
        }
    }

    private boolean canBeAsked(@Nullable String requestId) {
        // Mostly one of many jobs of a request that was looked at.
        return requestId != null
                && (jobs.has(requestId) || source.canBeAsked(new JobQuery.OfRequests(List.of(requestId), 0)));
    }

    private boolean canBeAskedAlone(FollowedJob job) {
        return source.canBeAsked(new JobQuery.OfJob(job.jobId()));
    }

    private void nameAlso(FollowedJob known, String serverId, String finding) {
        findings.add(finding);
        jobs.nameAlso(known, serverId, finding);
    }

    /**
     * Waits for no job of which it is known what it is, unless it is followed. What the service tells of it is heard all the
     * same.
     *
     * @param serverId where it is; {@code null} where that is not known
     */
    void passOver(String jobId, @Nullable String serverId) {
        others.add(jobId, serverId);
        FollowedJob job = jobs.get(jobId);
        if (job != null) {
            share(job, serverId);
        }
    }

    /** Nothing is to be learnt of the other server, but what is told without one may be about it. */
    private void share(FollowedJob job, @Nullable String otherServer) {
        if (otherServer != null && !otherServer.equals(job.serverId())) {
            job.share();
            findings.add("The service named job " + job.jobId() + " for server " + job.serverId() + ", and for "
                    + otherServer + ", which is not waited for.");
        }
    }

    /** Adds all jobs of a request, whichever they are. */
    void followRequest(String requestId) {
        adopted.add(requestId);
        solo.add(requestId);
    }

    /**
     * What to do now.
     *
     * @param nanoTime a reading of a monotonic clock
     */
    Step next(long nanoTime) {
        elapsed.read(nanoTime);
        if (adopted.unseen().isEmpty() && jobs.haveEnded()) {
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
        Set<String> oneByOne = new LinkedHashSet<>(adopted.unseen());
        jobs.open().forEach(job -> {
            String requestId = job.requestId();
            if (job.isAskedAlone() || requestId == null) {
                questions.add(Question.of(new JobQuery.OfJob(job.jobId())));
            } else {
                (solo.contains(requestId) ? oneByOne : together).add(requestId);
            }
        });
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
        boolean adopts = adopted.include(asked.requestIds());
        // Nothing says how many jobs there are, and a service may give fewer at a time than it is asked for. So a short
        // page is the last one only where nothing comes behind it; that is asked where it would make a success of what
        // was told.
        boolean goesOn = newOnes && (full || (adopts && haveEnded(asked)));
        if (goesOn && question.page() < MOST_PAGES && (adopts || isOneMissing(question, asked))) {
            if (adopts) {
                adopted.expectMore(asked.requestIds());
            }
            int behind = asked.offset() + Math.min(page.size(), pageSize);
            questions.addFirst(question.next(new JobQuery.OfRequests(asked.requestIds(), behind)));
        } else {
            boolean endless = full || goesOn;
            if (endless && adopts) {
                findings.add("The service told of pages of jobs of request "
                        + asked.requestIds().get(0) + " without an end: there may be more.");
            }
            looked(question, asked, !endless);
        }
    }

    private boolean haveEnded(JobQuery.OfRequests asked) {
        return jobs.of(asked.requestIds()).noneMatch(FollowedJob::isOpen);
    }

    private boolean isOneMissing(Question question, JobQuery.OfRequests asked) {
        return jobs.of(asked.requestIds()).anyMatch(job -> isMissing(job, question));
    }

    private static boolean isMissing(FollowedJob job, Question question) {
        return job.isExpected() && !question.counted().contains(job.jobId());
    }

    private void take(Question question, JobQuery.OfRequests asked, JobState told) {
        FollowedJob job = told.jobId() == null ? null : jobs.get(told.jobId());
        boolean adopts = adopted.include(asked.requestIds());
        if (job == null && adopts) {
            job = adopt(asked.requestIds().get(0), told);
        } else if (job == null) {
            hear(told);
        } else if (adopts && told.serverId() != null && job.isElsewhere(told)) {
            // No receipt says which of the servers is the right one, or that the other is none of ours.
            nameAlso(job, told.serverId(), job.elsewhere(told));
            return;
        } else if (job.isElsewhere(told)) {
            findings.add(job.elsewhere(told));
            return;
        }
        if (job != null) {
            question.counted().add(job.jobId());
            record(job, told);
        }
    }

    private void hear(JobState told) {
        if (!others.hear(told)) {
            findings.add("The service told of a job that the push did not start: " + told.jobId() + " on server "
                    + told.serverId() + ".");
        }
    }

    /** Gives {@code null} where it can't be told which job it is, or on which server: the request is not known then. */
    private @Nullable FollowedJob adopt(String requestId, JobState told) {
        String jobId = told.jobId();
        if (jobId != null && told.serverId() != null) {
            FollowedJob job = new FollowedJob(jobId, requestId, told.serverId());
            jobs.add(job);
            adopted.kept(jobId).forEach(state -> record(job, state));
            return job;
        }
        findings.add("The service told of a job of request " + requestId
                + " without saying which it is, or on which server: " + jobId + " on server " + told.serverId() + ".");
        adopted.keep(requestId, told);
        return null;
    }

    /**
     * No more pages are asked for.
     *
     * @param whole whether the service has no more of them
     */
    private void looked(Question question, JobQuery.OfRequests asked, boolean whole) {
        for (String id : asked.requestIds()) {
            for (FollowedJob job : jobs.of(id)) {
                if (isMissing(job, question)) {
                    missed(job);
                }
            }
            if (adopted.include(id)) {
                adopted.looked(id, whole && jobs.has(id), isLate(Duration.ZERO));
            }
        }
    }

    private void missed(FollowedJob job) {
        int looks = job.miss();
        if (looks >= LOOKS && isLate(job.lastSeen()) && canBeAskedAlone(job)) {
            job.askAlone();
        }
    }

    private boolean isLate(Duration since) {
        return elapsed.value().minus(since).compareTo(GRACE) >= 0;
    }

    private void answered(FollowedJob job, List<JobState> told) {
        JobState state = told.isEmpty() ? JobState.NOTHING : told.get(0);
        if (state.jobId() != null && !state.jobId().equals(job.jobId())) {
            // Says nothing about ours, which may run.
            findings.add(
                    "The service told of job " + state.jobId() + " when it was asked for job " + job.jobId() + ".");
        } else if (job.isElsewhere(state) && state.serverId() != null) {
            contradict(job, job.elsewhere(state));
        } else if (job.isElsewhere(state) && state.isEnd()) {
            // Of which server it is the end, it may say the next time. Until there is one, it runs for all that is
            // known.
            doubt(job, job.elsewhere(state));
        } else {
            record(job, state);
        }
    }

    private void record(FollowedJob job, JobState told) {
        if (!job.isOpen()) {
            String contradiction = job.contradiction(told);
            if (contradiction != null) {
                contradict(job, contradiction);
            }
            return;
        }
        job.see(told, elapsed.value());
        if (told.isEnd()) {
            jobs.end(job, told.state(), null);
        }
    }

    private void contradict(FollowedJob job, String finding) {
        job.contradict();
        doubt(job, finding);
    }

    private void doubt(FollowedJob job, String finding) {
        findings.add(finding);
        jobs.end(job, State.UNKNOWN, finding);
    }

    /** Waits no more for a job of a server of which another job is contradicted: its end would make nothing known. */
    void giveUp(FollowedJob job, FollowedJob contradicted) {
        if (job.isOpen()) {
            jobs.end(job, State.UNKNOWN, contradicted.why());
        }
    }

    /** Notes what is odd, and is not counted. */
    void find(String finding) {
        findings.add(finding);
    }

    /**
     * What {@link #next} asked last failed. Gives whether that is an answer of the service all the same: that there is no such
     * job.
     *
     * @throws CphShareException the failure, if waiting does not mend it
     */
    boolean failed(CphShareException failure) {
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
            findings.add("Somebody else than the service said that there are no such jobs: HTTP " + missing.httpStatus()
                    + code + ".");
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
            return true;
        } else if (Outage.isOne(failure)) {
            outage = failure;
            nothingFoundSince = null;
            Duration usual = schedule.wait(pauses++, random.getAsDouble());
            Duration asked = Outage.retryAfter(failure);
            pause = asked.compareTo(usual) > 0 ? asked : usual;
        } else {
            throw failure;
        }
        return false;
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

    private void notFound(FollowedJob job, CphShareException failure) {
        if (isLate(job.lastSeen())) {
            String seen = job.wasSeen() ? "the service no longer knows its job" : "the service never knew its job";
            jobs.end(job, State.UNKNOWN, seen + " (" + failure.getMessage() + ")");
        }
    }

    private void pauseAfterRound() {
        if (questions.isEmpty()) {
            pause = schedule.wait(pauses++, random.getAsDouble());
        }
    }

    /** All jobs that are followed. */
    List<FollowedJob> jobs() {
        return jobs.all();
    }

    /** What is known of a job, as an outcome of its server. */
    ServerOutcome outcomeOf(FollowedJob job) {
        return job.outcome(outage);
    }

    /** The jobs that were added, or whose end was told or taken back, since this was last asked; some more than once. */
    List<FollowedJob> news() {
        return jobs.news();
    }

    /** What was told of jobs that are not followed, where that is another thing than before, since this was last asked. */
    List<ServerOutcome> besides() {
        return others.news();
    }

    List<String> findings() {
        Set<String> unseen = adopted.unseen();
        if (unseen.isEmpty() || outage == null) {
            return findings.all();
        }
        // There is no job whose outcome could tell it.
        String of = unseen.stream().noneMatch(jobs::has) ? "told of no job of " : "did not tell all of ";
        String named = unseen.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        String more = unseen.size() > MOST_NAMED ? " and " + (unseen.size() - MOST_NAMED) + " more" : "";
        String silence = "The service " + of + named + more + "; the last answer was a failure: " + outage.getMessage();
        return Stream.concat(findings.all().stream(), Stream.of(silence)).toList();
    }

    /** Those of which no job was told so far, or not all about them, may have others all the same. */
    List<String> unknownRequests() {
        return adopted.unknown();
    }

    /** Whether the end came before the deadline. */
    boolean complete() {
        return complete;
    }
}
