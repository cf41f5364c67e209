package io.github.cphshare.benchmarks;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs benchmarks of JMH that have the parameter {@code servers}, all of them several times in turns. */
public final class JmhRun {
    private JmhRun() {}

    /**
     * Runs the benchmarks of a class.
     *
     * @param benchmarks the class
     * @param scale how much
     * @param servers the values of the parameter
     * @return the scores, by the name of the method, a space, and the parameter
     * @throws RunnerException if one of them fails
     */
    public static Map<String, Quartiles> of(Class<?> benchmarks, Scale scale, String... servers)
            throws RunnerException {
        Map<String, double[]> scores = new HashMap<>();
        for (int turn = 0; turn < (scale.factor() >= 0.5 ? 3 : scale.isQuick() ? 1 : 2); turn++) {
            for (RunResult result :
                    new Runner(options(benchmarks, scale, servers).build()).run()) {
                String name = result.getParams().getBenchmark();
                scores.merge(
                        name.substring(name.lastIndexOf('.') + 1) + " "
                                + result.getParams().getParam("servers"),
                        iterations(result),
                        JmhRun::joined);
            }
        }
        Map<String, Quartiles> quartiles = new HashMap<>();
        scores.forEach((name, values) -> quartiles.put(name, Quartiles.of(values)));
        return quartiles;
    }

    private static ChainedOptionsBuilder options(Class<?> benchmarks, Scale scale, String... servers) {
        return new OptionsBuilder()
                .include("^" + benchmarks.getName().replace(".", "\\.") + "\\.")
                .param("servers", servers)
                .shouldFailOnError(true)
                .forks(scale.isQuick() ? 0 : 1)
                .warmupIterations(scale.isQuick() ? 1 : 4)
                .warmupTime(TimeValue.milliseconds(scale.isQuick() ? 5 : 500))
                .measurementIterations(scale.isQuick() ? 1 : 8)
                .measurementTime(TimeValue.milliseconds(scale.isQuick() ? 5 : 200));
    }

    private static double[] iterations(RunResult result) {
        return result.getBenchmarkResults().stream()
                .map(fork -> fork.getIterationResults())
                .flatMap(Collection::stream)
                .map(IterationResult::getPrimaryResult)
                .mapToDouble(iteration -> iteration.getScore())
                .toArray();
    }

    private static double[] joined(double[] some, double[] others) {
        return List.of(some, others).stream().flatMapToDouble(Arrays::stream).toArray();
    }
}
