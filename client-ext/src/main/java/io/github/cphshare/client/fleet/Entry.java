package io.github.cphshare.client.fleet;

import io.github.cphshare.client.error.Delivery;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a line of a journal says. */
sealed interface Entry {
    /** Changes the state of the servers as the entry says, or refuses an entry that cannot follow on those before it. */
    void applyTo(Ledger ledger) throws BadLine;

    /**
     * A request is about to go out. Durable before it does.
     *
     * @param request the number of the request, counted from 1 through all runs of the journal
     * @param servers whom it asks for
     */
    record Intent(int request, Numbers servers, Instant at) implements Entry {
        @Override
        public void applyTo(Ledger ledger) throws BadLine {
            ledger.intend(this);
        }
    }

    /**
     * The answer to a request. Each of its servers is in exactly one of the three lists.
     *
     * @param requestId the service's id of the call, by which the jobs are found
     * @param jobs the servers that have a job; one with several is named several times
     * @param refused the servers that were refused
     * @param missing the servers that the answer does not speak of
     * @param unexpected what it says of servers that were not asked for, or of none
     */
    record Receipt(
            int request,
            @Nullable String requestId,
            List<Job> jobs,
            List<Refused> refused,
            Numbers missing,
            List<Stranger> unexpected,
            Instant at)
            implements Entry {
        public Receipt {
            jobs = List.copyOf(jobs);
            refused = List.copyOf(refused);
            unexpected = List.copyOf(unexpected);
        }

        @Override
        public void applyTo(Ledger ledger) throws BadLine {
            ledger.answer(this);
        }
    }

    /** A server and its job. */
    record Job(int server, String job) {}

    /**
     * How a job ended.
     *
     * @param failure why it failed; {@code null} if it succeeded
     */
    record JobEnd(Job job, @Nullable Reason failure) {}

    /** A server that was refused, or whose job failed, and why. */
    record Refused(int server, Reason reason) {}

    /** What was answered about a server that has no number. */
    record Stranger(@Nullable String server, @Nullable String job, Reason reason) {
        public Stranger {
            server = Reason.cut(server);
            job = Reason.cut(job);
        }
    }

    /**
     * A request failed as a whole.
     *
     * @param delivery whether the service may have acted
     * @param reason the code, where there is one, and what happened
     */
    record Failure(int request, Delivery delivery, Reason reason, Instant at) implements Entry {
        @Override
        public void applyTo(Ledger ledger) throws BadLine {
            ledger.fail(this);
        }
    }

    /**
     * Jobs have ended.
     *
     * @param doubted servers of which the service contradicts itself: it took back an end that was written down, or that of one
     *     of several jobs, or named the job for another server as well, or told that the job is on another one. What becomes
     *     of them is not known, whatever is told later
     * @param ended single jobs of servers that have several, whatever becomes of the others
     */
    record Outcome(Numbers succeeded, List<Refused> failed, List<Refused> doubted, List<JobEnd> ended, Instant at)
            implements Entry {
        public Outcome {
            failed = List.copyOf(failed);
            doubted = List.copyOf(doubted);
            ended = List.copyOf(ended);
        }

        /** Of servers. */
        Outcome(Numbers succeeded, List<Refused> failed, List<Refused> doubted, Instant at) {
            this(succeeded, failed, doubted, List.of(), at);
        }

        @Override
        public void applyTo(Ledger ledger) throws BadLine {
            ledger.end(this);
        }
    }

    /** A later run took the journal up: requests that have no answer by now will never get one. */
    record Resumed(Instant at) implements Entry {
        @Override
        public void applyTo(Ledger ledger) {
            ledger.breakOff();
        }
    }

    /** The caller decided that servers are pushed to again, although they may have been pushed to. */
    record Again(Numbers servers, Instant at) implements Entry {
        @Override
        public void applyTo(Ledger ledger) throws BadLine {
            ledger.reopen(this);
        }
    }
}
