package io.github.cphshare.benchmarks.run;

import io.github.cphshare.benchmarks.Report;
import io.github.cphshare.benchmarks.Scale;
import io.github.cphshare.benchmarks.fleet.FleetComparison;
import io.github.cphshare.benchmarks.json.JsonComparison;
import io.github.cphshare.benchmarks.push.NoticeComparison;
import io.github.cphshare.benchmarks.push.PushComparison;
import io.github.cphshare.benchmarks.push.StallComparison;
import io.github.cphshare.benchmarks.start.CliComparison;
import io.github.cphshare.benchmarks.start.StartComparison;
import io.github.cphshare.benchmarks.validation.ValidationComparison;
import java.nio.file.Path;

/** Measures one area and writes its part of the results: {@code BenchmarksMain AREA FACTOR FILE}. */
public final class BenchmarksMain {
    private BenchmarksMain() {}

    /** A factor of one is a whole run, zero the quick one. The script beside this module knows the other properties. */
    public static void main(String[] arguments) throws Exception {
        Scale scale = new Scale(Double.parseDouble(arguments[1]));
        Report report = new Report();
        switch (arguments[0]) {
            case "push" -> PushComparison.run(scale, report);
            case "stall" -> StallComparison.run(scale, report);
            case "notice" -> NoticeComparison.run(scale, report);
            case "fleet" -> FleetComparison.run(scale, report);
            case "json" -> JsonComparison.run(scale, report);
            case "validation" -> ValidationComparison.run(scale, report);
            case "start" ->
                StartComparison.run(
                        scale, report, property("jar"), property("paths"), System.getProperty("benchmarks.jdk25"));
            case "cli" -> CliComparison.run(scale, report, property("launcher"));
            default -> throw new IllegalArgumentException("no area " + arguments[0]);
        }
        report.write(Path.of(arguments[2]));
        // The official SDK leaves threads that would keep this process for a minute.
        System.exit(0);
    }

    private static Path property(String name) {
        return Path.of(System.getProperty("benchmarks." + name));
    }
}
