package io.github.cphshare.client;

import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.error.ErrorAnswer;
import io.github.cphshare.client.error.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A service whose jobs follow a script, and a clock that takes no time. It answers in pages that shift, mixes in what is
 * not ours, fails now and then, and notes what it was asked.
 */
class ScriptedJobs implements JobSource {
    /** How a job goes, by the seconds since the beginning. */
    record Script(String request, String server, String job, int shownFrom, int shownUntil, int endsAt, int endsWith) {
        boolean isShown(long second) {
            return second >= shownFrom && second < shownUntil;
        }

        int status(long second) {
            return second >= endsAt ? endsWith : JobState.RUNNING;
        }
    }

    static final int NEVER = Integer.MAX_VALUE;

    private final Map<String, Script> scripts = new LinkedHashMap<>();
    private final int pageSize;
    private final int requestsAtOnce;
    private final Random random;
    private final List<String> told = new ArrayList<>();
    private final List<JobQuery> asked = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<@Nullable Duration> limits = new ArrayList<>();
    private Supplier<@Nullable CphShareException> failures = () -> null;
    private Supplier<Long> jumps = () -> 0L;
    private boolean shifting;
    private boolean strangers;
    private long nanos = 1_000;
    private long jumped;
    private long taken;

    ScriptedJobs(int pageSize, int requestsAtOnce, long seed) {
        this.pageSize = pageSize;
        this.requestsAtOnce = requestsAtOnce;
        this.random = new Random(seed);
    }

    ScriptedJobs job(Script script) {
        scripts.put(script.job(), script);
        return this;
    }

    /** A job that is shown from the beginning and ends. */
    ScriptedJobs job(String request, String server, int endsAt, int endsWith) {
        return job(new Script(request, server, "job-of-" + server, 0, NEVER, endsAt, endsWith));
    }

    /** Each call asks whether it fails. */
    ScriptedJobs failing(Supplier<@Nullable CphShareException> calls) {
        failures = calls;
        return this;
    }

    /** Each reading of the clock asks how many nanoseconds it jumps. */
    ScriptedJobs jumping(Supplier<Long> readings) {
        jumps = readings;
        return this;
    }

    /** Each page is cut from another order of the jobs. */
    ScriptedJobs shifting() {
        shifting = true;
        return this;
    }

    /** Pages hold jobs of others, jobs on other servers, and entries without ids. */
    ScriptedJobs withStrangers() {
        strangers = true;
        return this;
    }

    List<JobQuery> asked() {
        return asked;
    }

    List<Duration> pauses() {
        return pauses;
    }

    List<@Nullable Duration> limits() {
        return limits;
    }

    /** What passed, in truth: pauses, and a tenth of a second for each call. */
    Duration taken() {
        return Duration.ofNanos(taken);
    }

    private long second() {
        return taken / 1_000_000_000;
    }

    /** Whether the service ever said this of a job, on its server. */
    boolean told(String job, int status) {
        return told.contains(job + " " + status);
    }

    Script script(String job) {
        return scripts.get(job);
    }

    @Override
    public List<JobState> ask(JobQuery query, @Nullable Duration limit) {
        asked.add(query);
        limits.add(limit);
        passes(100_000_000);
        CphShareException failure = failures.get();
        if (failure != null) {
            throw failure;
        }
        List<JobState> answer =
                query instanceof JobQuery.OfRequests page ? page(page) : alone(((JobQuery.OfJob) query).jobId());
        for (JobState state : answer) {
            Script script = state.jobId() == null ? null : scripts.get(state.jobId());
            if (script != null && (state.serverId() == null || state.serverId().equals(script.server()))) {
                told.add(state.jobId() + " " + state.status());
            }
        }
        return answer;
    }

    private List<JobState> page(JobQuery.OfRequests query) {
        List<JobState> all = new ArrayList<>();
        for (Script script : scripts.values()) {
            if (query.requestIds().contains(script.request()) && script.isShown(second())) {
                all.add(state(script.job(), script.server(), script.status(second())));
            }
        }
        if (all.isEmpty()) {
            throw notFound("CPS.0050");
        }
        if (strangers) {
            all.add(0, state("foreign-job", "foreign-server", JobState.SUCCEEDED));
            all.add(state(null, all.get(1).serverId(), JobState.SUCCEEDED));
            Script anyone = scripts.values().iterator().next();
            all.add(state(anyone.job(), "foreign-server", JobState.SUCCEEDED));
        }
        if (shifting) {
            Collections.shuffle(all, random);
        }
        int from = Math.min(query.offset(), all.size());
        return all.subList(from, Math.min(from + pageSize, all.size()));
    }

    private List<JobState> alone(String job) {
        Script script = scripts.get(job);
        if (script == null || !script.isShown(second())) {
            throw notFound("CPS.0011");
        }
        return List.of(state(job, script.server(), script.status(second())));
    }

    static JobState state(@Nullable String job, @Nullable String server, @Nullable Integer status) {
        return new JobState(job, server, status, null, null, null, null, null);
    }

    static CphShareException notFound(String code) {
        return answer(404, "{\"error_code\":\"" + code + "\",\"error_msg\":\"not found\"}");
    }

    static CphShareException throttled(int seconds) {
        return ErrorAnswer.of(429, Headers.of("Retry-After", "" + seconds), "", text -> text)
                .toException();
    }

    static CphShareException answer(int status, String body) {
        return ErrorAnswer.of(status, Headers.of(), body, text -> text).toException();
    }

    static CphShareException broken() {
        return new TransportException("The connection broke", null, Delivery.UNKNOWN, null);
    }

    @Override
    public CompletableFuture<List<JobState>> askAsync(JobQuery query, @Nullable Duration limit) {
        try {
            return CompletableFuture.completedFuture(ask(query, limit));
        } catch (CphShareException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public int pageSize() {
        return pageSize;
    }

    @Override
    public int requestsAtOnce() {
        return requestsAtOnce;
    }

    /** The clock, and pauses that only move it. */
    Pace pace() {
        return new Pace(
                new Pauses() {
                    @Override
                    boolean sleep(Duration time) {
                        pauses.add(time);
                        passes(time.toNanos());
                        return true;
                    }

                    @Override
                    Runnable later(Duration time, Consumer<Boolean> then) {
                        then.accept(sleep(time));
                        return () -> {};
                    }
                },
                random::nextDouble,
                () -> {
                    jumped += jumps.get();
                    return nanos + jumped;
                });
    }

    private void passes(long duration) {
        nanos += duration;
        taken += duration;
    }
}
