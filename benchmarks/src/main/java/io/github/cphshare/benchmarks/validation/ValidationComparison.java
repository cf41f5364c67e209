package io.github.cphshare.benchmarks.validation;

import io.github.cphshare.benchmarks.JmhRun;
import io.github.cphshare.benchmarks.Known;
import io.github.cphshare.benchmarks.Quartiles;
import io.github.cphshare.benchmarks.Report;
import io.github.cphshare.benchmarks.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/** A table of {@link ValidationBenchmark}. */
public final class ValidationComparison {
    private ValidationComparison() {}

    /**
     * Measures.
     *
     * @param scale how much
     * @param report where the table goes
     */
    public static void run(Scale scale, Report report) throws RunnerException {
        report.heading("Validation");
        report.paragraph("""
                Microseconds to find a good request good: the rules alone, and a request built from its values, which is when they
                are checked. Its share of a push is in the last column of the table of pushes.""");
        Map<String, Quartiles> scores = JmhRun.of(ValidationBenchmark.class, scale, "2", "100", "1000");
        List<List<String>> rows = new ArrayList<>();
        for (String servers : List.of("2", "100", "1000")) {
            rows.add(List.of(
                    servers,
                    Known.value(scores, "rules " + servers).toString(),
                    Known.value(scores, "build " + servers).toString()));
        }
        report.table(List.of("servers", "rules", "request built"), rows);
    }
}
