package io.github.cphshare.cli;

import io.github.cphshare.client.fleet.FleetListener;
import io.github.cphshare.client.fleet.FleetOptions;
import io.github.cphshare.client.fleet.FleetOutcome;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Runs a push to a fleet, shows how far it is, and tells what became of it. Ctrl-C, or another signal that ends the process,
 * ends it gently: answers to what is in flight are still written down, and the journal's name is told.
 */
final class FleetRun {
    /** The SDK waits ten seconds for answers after an interrupt. */
    private static final int SECONDS_TO_END = 15;

    private final Terminal terminal;
    private final Path journal;
    private final boolean json;

    FleetRun(Terminal terminal, Path journal, boolean json) {
        this.terminal = terminal;
        this.journal = journal;
        this.json = json;
    }

    /** With the time that {@code --timeout} gives to all of it. */
    static FleetOptions.Builder options(WaitOptions wait, @Nullable CommandSpec spec) {
        try {
            return FleetOptions.builder().deadline(wait.timeout);
        } catch (IllegalArgumentException e) {
            throw ClientOptions.wrongUsage(spec, "--timeout: " + e.getMessage());
        }
    }

    /** Gives the exit code. */
    int run(Function<FleetListener, FleetOutcome> fleet) {
        try (GentleEnd end = GentleEnd.within(
                terminal,
                SECONDS_TO_END,
                "ending; nothing more is sent, answers are waited for a little.",
                "ended without waiting longer. The journal goes on from here: " + FleetText.resuming(journal))) {
            // Whatever ends it, the signal says nothing about the servers.
            end.exitWith(ExitCode.UNKNOWN);
            FleetOutcome outcome;
            try (ProgressBar bar = new ProgressBar(terminal, System::nanoTime)) {
                outcome = fleet.apply(bar);
            }
            tell(outcome);
            int exit = ExitCode.of(outcome);
            end.exitWith(exit);
            return exit;
        }
    }

    private void tell(FleetOutcome outcome) {
        if (json) {
            Json.print(terminal.out(), document -> FleetText.write(document, outcome, journal));
        } else {
            FleetText.print(terminal, outcome, journal);
        }
    }
}
