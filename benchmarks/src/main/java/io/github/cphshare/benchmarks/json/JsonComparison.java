package io.github.cphshare.benchmarks.json;

import io.github.cphshare.benchmarks.Chart;
import io.github.cphshare.benchmarks.JmhRun;
import io.github.cphshare.benchmarks.Known;
import io.github.cphshare.benchmarks.Quartiles;
import io.github.cphshare.benchmarks.Report;
import io.github.cphshare.benchmarks.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/** A table of {@link JsonBenchmark}. */
public final class JsonComparison {
    private static final List<String> WAYS = List.of("Ours", "MoshiReflection", "Jackson", "Gson");

    private JsonComparison() {}

    /**
     * Measures.
     *
     * @param scale how much
     * @param report where the table goes
     */
    public static void run(Scale scale, Report report) throws RunnerException {
        report.heading("JSON");
        report.paragraph("""
                Microseconds to write the body of a push and to read its answer: our generated adapters, and Moshi, Jackson and
                Gson finding the fields of records by reflection. All write into and read from the buffer of the HTTP client. JMH,
                a process for each figure, in turns; median and quartiles of the iterations.""");
        List<List<String>> rows = new ArrayList<>();
        Chart chart = new Chart("json-1000", "JSON of a push to 1,000 servers", "µs");
        Map<String, Quartiles> scores = JmhRun.of(JsonBenchmark.class, scale, "2", "100", "1000");
        for (String what : List.of("encode", "decode")) {
            for (String servers : List.of("2", "100", "1000")) {
                List<String> row = new ArrayList<>(List.of(what + ", " + servers + " servers"));
                for (String way : WAYS) {
                    Quartiles score = Known.value(scores, what + way + " " + servers);
                    row.add(score.toString());
                    if (servers.equals("1000")) {
                        chart.bar(what + ", " + way, score, way.equals("Ours"));
                    }
                }
                rows.add(row);
            }
        }
        report.table(List.of("", "ours", "Moshi, reflection", "Jackson", "Gson"), rows);
        report.chart(chart);
    }
}
