package io.github.cphshare.client.fleet;

import io.github.cphshare.client.fleet.FleetListener.Progress;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What both halves of a run share: until when it goes on, why it ends, and who is told. Not thread-safe. */
final class Run {
    private static final int MOST_FINDINGS = 100;

    private final Ledger ledger;
    private final FleetListener listener;
    /** Each once: some are told by the answer to a push and by the jobs. */
    private final Set<String> findings = new LinkedHashSet<>();

    private long deadline;
    private @Nullable FleetEnd end;
    private @Nullable Throwable cause;
    private boolean over;
    private boolean interrupted;
    private boolean listenerFailed;
    private int lost;

    Run(Ledger ledger, FleetOptions options, long now) {
        this.ledger = ledger;
        this.listener = options.listener();
        this.deadline = now + options.deadline().toNanos();
    }

    /** In nanoseconds; zero at the end. */
    long timeLeft(long now) {
        return Math.max(0, deadline - now);
    }

    boolean hasEnd() {
        return end != null;
    }

    FleetEnd end() {
        return end == null ? FleetEnd.DONE : end;
    }

    @Nullable
    Throwable cause() {
        return cause;
    }

    List<String> findings() {
        return List.copyOf(findings);
    }

    /** Whether also the jobs of what was pushed are not asked about any more. */
    boolean isOver() {
        return over;
    }

    /** The first reason to end counts, and any ends everything. */
    void end(FleetEnd why) {
        over = true;
        if (end == null) {
            end = why;
        }
    }

    /** Nothing more is pushed, but what was pushed is followed. */
    void stopPushing(Throwable why) {
        if (end == null) {
            end = FleetEnd.GAVE_UP;
            cause = why;
        }
    }

    void giveUp(Throwable why) {
        stopPushing(why);
        over = true;
    }

    /** The first interrupt leaves some time for answers; the next one leaves none. */
    void interrupted(long now, long grace) {
        end(FleetEnd.INTERRUPTED);
        deadline = interrupted ? now : now + Math.min(grace, timeLeft(now));
        interrupted = true;
    }

    /** Whether an interrupt was taken from the thread, which has to get it back, whatever the run ended by. */
    boolean wasInterrupted() {
        return interrupted;
    }

    /** What is odd about answers, of which there may be any number. */
    void add(Collection<String> found) {
        found.stream().limit(Math.max(0, MOST_FINDINGS - findings.size())).forEach(findings::add);
    }

    /** What the caller has to know about the run itself. */
    void tell(String finding) {
        findings.add(finding);
    }

    /** Tells of progress; a listener that fails ends the run, and not before what is in flight was written down. */
    void progressed() {
        if (listenerFailed) {
            return;
        }
        try {
            following(lost);
        } catch (Throwable e) {
            // Whatever it is: requests are under way, and what becomes of them must be written down.
            listenerFailed = true;
            listenerFailed(e);
        }
    }

    /** Ends the run; where it has ended before, nobody else would tell of the failure. */
    void listenerFailed(Throwable failure) {
        if (hasEnd()) {
            tell("The listener failed when the run had ended: " + failure);
        }
        giveUp(failure);
    }

    /**
     * Also while more is pushed, it can't be told of so many servers with a job what became of them.
     *
     * @param servers those of which that is so once the jobs were followed
     */
    void lost(int servers) {
        lost = servers;
    }

    /**
     * Tells of jobs that are followed. What the listener throws is thrown on, since that is what ends the following.
     *
     * @param lost of how many servers with a job it can't be told what became of them
     */
    void following(int lost) {
        listener.onProgress(new Progress(
                ledger.count(Standing.OPEN),
                ledger.count(Standing.ASKED),
                ledger.count(Standing.ACCEPTED) - lost,
                ledger.count(Standing.SUCCEEDED),
                ledger.count(Standing.FAILED),
                ledger.count(Standing.REFUSED),
                ledger.count(Standing.UNKNOWN) + lost));
    }
}
