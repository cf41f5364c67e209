package io.github.cphshare.cli;

import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The option {@code --deadline} of what pushes to a fleet. */
final class FleetDeadline {
    private static final long MOST_MINUTES = Duration.ofDays(7).toMinutes();

    private FleetDeadline() {}

    static Duration of(long minutes, CommandSpec spec) {
        if (minutes < 1 || minutes > MOST_MINUTES) {
            throw new ParameterException(
                    spec.commandLine(), "--deadline: must lie between 1 and " + MOST_MINUTES + ", was " + minutes);
        }
        return Duration.ofMinutes(minutes);
    }
}
