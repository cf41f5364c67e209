package io.github.cphshare.client;

import io.github.cphshare.client.error.CphShareException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Mostly tells of the jobs that there are, in pages; the odder it is, the less. It remembers what it said. */
final class Liar extends ScriptedJobs {
    /** Something that was said of a job: when it was pushed (no status, with a server), or when it was asked for. */
    record Said(JobQuery query, int question, JobState job) {
        boolean of(String jobId) {
            return jobId.equals(job.jobId())
                    || (job.jobId() == null
                            && query instanceof JobQuery.OfJob one
                            && one.jobId().equals(jobId));
        }

        boolean is(int status) {
            return job.is(status);
        }
    }

    private final Random random;
    private final int oddness;
    private final int failures;
    private final int pageSize;
    private final List<JobState> jobs;
    private final BiPredicate<JobState, JobQuery.OfRequests> shown;
    private final List<Said> said = new ArrayList<>();
    private final Set<String> unended = new HashSet<>();
    private boolean failed;

    /** One that shows all jobs, whatever it is asked for. */
    Liar(Random random, List<JobState> jobs) {
        this(random, jobs, (job, page) -> true);
    }

    /** @param shown which jobs belong to the requests that are asked for */
    Liar(Random random, List<JobState> jobs, BiPredicate<JobState, JobQuery.OfRequests> shown) {
        this(random, jobs, shown, 1 + random.nextInt(4));
    }

    private Liar(Random random, List<JobState> jobs, BiPredicate<JobState, JobQuery.OfRequests> shown, int pageSize) {
        super(pageSize, 2, random.nextLong());
        this.random = random;
        this.jobs = jobs;
        this.shown = shown;
        this.pageSize = pageSize;
        this.oddness = List.of(0, 2, 10, 40).get(random.nextInt(4));
        this.failures = List.of(0, 10, 40).get(random.nextInt(3));
    }

    private boolean odd() {
        return random.nextInt(100) < oddness;
    }

    @Override
    public List<JobState> ask(JobQuery query, @Nullable Duration limit) {
        failed = random.nextInt(100) < failures;
        asked().add(query);
        if (failed) {
            CphShareException failure = failure();
            if (query instanceof JobQuery.OfRequests page
                    && page.offset() > 0
                    && String.valueOf(failure.getMessage()).contains("CPS.0050")) {
                unended.removeAll(page.requestIds()); // No job is at that place: there are no more.
            }
            throw failure;
        }
        List<JobState> answer = new ArrayList<>();
        if (query instanceof JobQuery.OfRequests page) {
            List<JobState> all = new ArrayList<>(
                    jobs.stream().filter(job -> shown.test(job, page)).toList());
            if (odd()) {
                Collections.shuffle(all, random);
            }
            int from = odd() ? 0 : Math.min(page.offset(), all.size());
            all.subList(from, Math.min(from + pageSize, all.size())).forEach(job -> answer.add(told(job)));
            unended.removeAll(page.requestIds());
            if (answer.size() >= pageSize) {
                unended.addAll(page.requestIds());
            }
        } else {
            String id = ((JobQuery.OfJob) query).jobId();
            jobs.stream().filter(job -> id.equals(job.jobId())).limit(1).forEach(job -> answer.add(told(job)));
        }
        answer.forEach(job -> said.add(new Said(query, asked().size(), job)));
        return answer;
    }

    private JobState told(JobState job) {
        Integer now = random.nextInt(3) == 0 ? Integer.valueOf(JobState.RUNNING) : job.status();
        if (!odd()) {
            return state(job.jobId(), job.serverId(), now);
        }
        return switch (random.nextInt(6)) {
            case 0 -> state(null, job.serverId(), now);
            case 1 -> state(job.jobId(), null, now);
            case 2 -> state(job.jobId(), "s" + random.nextInt(6), now);
            case 3 -> state("J" + random.nextInt(6), job.serverId(), now);
            case 4 -> state(job.jobId(), job.serverId(), List.of(0, 7, 2, -1).get(random.nextInt(4)));
            default -> JobState.NOTHING;
        };
    }

    private CphShareException failure() {
        return switch (random.nextInt(5)) {
            case 0 -> throttled(random.nextInt(40));
            case 1 -> broken();
            case 2 -> answer(404, "<html>");
            case 3 -> answer(403, "{\"error_code\":\"APIGW.0302\",\"error_msg\":\"no\"}");
            default -> notFound("CPS.0050");
        };
    }

    List<Said> said() {
        return said;
    }

    /** Requests whose jobs may go on behind what was shown. */
    Set<String> unended() {
        return unended;
    }

    /** Whether the last question failed. */
    boolean failed() {
        return failed;
    }

    List<Said> of(String job) {
        return said.stream().filter(one -> one.of(job)).toList();
    }
}
