package io.github.cphshare.cli;

import io.github.cphshare.client.fleet.FleetListener;
import io.github.cphshare.client.fleet.FleetOptions;
import io.github.cphshare.client.fleet.FleetOutcome;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
        AtomicInteger exit = new AtomicInteger(ExitCode.UNKNOWN);
        CountDownLatch told = new CountDownLatch(1);
        Thread ending = ending(Thread.currentThread(), told, exit);
        Runtime.getRuntime().addShutdownHook(ending);
        try {
            FleetOutcome outcome;
            try (ProgressBar bar = new ProgressBar(terminal, System::nanoTime)) {
                outcome = fleet.apply(bar);
            }
            tell(outcome);
            exit.set(ExitCode.of(outcome));
        } finally {
            told.countDown();
            remove(ending);
        }
        return exit.get();
    }

    private Thread ending(Thread run, CountDownLatch told, AtomicInteger exit) {
        return new Thread(() -> {
            run.interrupt();
            terminal.err().println("cph-share: ending; nothing more is sent, answers are waited for a little.");
            try {
                if (!told.await(SECONDS_TO_END, TimeUnit.SECONDS)) {
                    terminal.err()
                            .println("cph-share: ended without waiting longer. The journal goes on from here:"
                                    + " cph-share resume " + Text.printable(journal.toString()));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // Nobody does; the process ends either way.
            }
            terminal.out().flush();
            terminal.err().flush();
            // Otherwise the signal decides about the exit code, and the outcome's is the one that says something.
            Runtime.getRuntime().halt(exit.get());
        });
    }

    private static void remove(Thread ending) {
        try {
            Runtime.getRuntime().removeShutdownHook(ending);
        } catch (IllegalStateException e) {
            // It is what ends the process just now.
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
