package io.github.cphshare.cli;

import io.github.cphshare.client.AwaitListener;
import io.github.cphshare.client.AwaitTimeoutException;
import io.github.cphshare.client.PushOutcome;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Waits for jobs before the eyes of whoever looks, and tells the outcome. */
final class Waiting {
    /** An answer that is under way may say which jobs run, and nobody else does. */
    private static final int SECONDS_TO_END = 10;

    private Waiting() {}

    /**
     * Does something that Ctrl-C, or another signal that ends the process, ends gently: what is known by then is told. Gives the
     * exit code.
     */
    static int gently(Terminal terminal, boolean json, FailureReport.Attempt attempt) {
        try (GentleEnd end = GentleEnd.within(
                terminal,
                SECONDS_TO_END,
                "ending; what was pushed runs on.",
                "ended without waiting longer. What was pushed runs on; 'cph-share await' follows it.")) {
            // Whatever ends it, the signal says nothing about the servers.
            end.exitWith(ExitCode.UNKNOWN);
            int exit = FailureReport.telling(terminal, json, attempt);
            end.exitWith(exit);
            return exit;
        }
    }

    /**
     * @param await waits, and tells a listener
     * @param requestId the push; {@code null} where several are waited for
     */
    static int show(
            Terminal terminal, boolean json, @Nullable String requestId, Function<AwaitListener, PushOutcome> await) {
        PushOutcome outcome = outcome(terminal, await);
        if (json) {
            Json.print(terminal.out(), document -> OutcomeText.write(document, outcome, requestId));
        } else {
            OutcomeText.print(terminal, outcome);
        }
        return ExitCode.of(outcome);
    }

    private static PushOutcome outcome(Terminal terminal, Function<AwaitListener, PushOutcome> await) {
        try (ProgressBar bar = new ProgressBar(terminal, System::nanoTime)) {
            return await.apply(bar);
        } catch (AwaitTimeoutException e) {
            return e.outcome(); // A signal came before the end, as a deadline does.
        }
    }
}
