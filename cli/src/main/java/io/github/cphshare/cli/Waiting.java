package io.github.cphshare.cli;

import io.github.cphshare.client.AwaitListener;
import io.github.cphshare.client.PushOutcome;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Waits for jobs before the eyes of whoever looks, and tells the outcome. */
final class Waiting {
    private Waiting() {}

    /**
     * @param await waits, and tells a listener
     * @param requestId the push; {@code null} where several are waited for
     */
    static int show(
            Terminal terminal, boolean json, @Nullable String requestId, Function<AwaitListener, PushOutcome> await) {
        PushOutcome outcome;
        try (ProgressBar bar = new ProgressBar(terminal, System::nanoTime)) {
            outcome = await.apply(bar);
        }
        if (json) {
            Json.print(terminal.out(), document -> OutcomeText.write(document, outcome, requestId));
        } else {
            OutcomeText.print(terminal, outcome);
        }
        return ExitCode.of(outcome);
    }
}
