package io.github.cphshare.benchmarks.start;

import io.github.cphshare.benchmarks.Processes;
import io.github.cphshare.benchmarks.Quartiles;
import io.github.cphshare.benchmarks.Report;
import io.github.cphshare.benchmarks.Scale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How long the command line takes, launcher included. */
public final class CliComparison {
    private CliComparison() {}

    /**
     * Measures.
     *
     * @param scale how much
     * @param report where the table goes
     * @param launcher {@code cph-share}
     */
    public static void run(Scale scale, Report report, Path launcher) throws IOException, InterruptedException {
        report.heading("Command line");
        int rounds = scale.rounds(20);
        report.paragraph(
                "Seconds from the start of `cph-share` to its end, launcher included; %d runs each, in turns. The launcher makes the class-data archive when it builds."
                        .formatted(rounds));
        Path folder = Files.createTempDirectory("cph-share-cli");
        Path file = Files.writeString(folder.resolve("a.txt"), "hello");
        Path tar = folder.resolveSibling(folder.getFileName() + ".tar");
        try {
            String command = launcher.toString();
            Processes.output(List.of(command, "pack", folder.toString(), "-o", tar.toString()));
            Map<String, double[]> times = new Processes()
                    .add("`--version`", List.of(command, "--version"))
                    .add("`check` of a small tar", List.of(command, "check", tar.toString()))
                    .add("`demo`", List.of(command, "demo"))
                    .times(rounds);
            List<List<String>> rows = new ArrayList<>();
            times.forEach((name, values) ->
                    rows.add(List.of(name, Quartiles.of(values).times(1e-3).toString())));
            report.table(List.of("command", "s"), rows);
        } finally {
            Files.deleteIfExists(tar);
            Files.delete(file);
            Files.delete(folder);
        }
    }
}
