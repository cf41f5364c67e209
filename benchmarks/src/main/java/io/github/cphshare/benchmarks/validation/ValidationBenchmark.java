package io.github.cphshare.benchmarks.validation;

import io.github.cphshare.benchmarks.Sample;
import io.github.cphshare.client.PushRequest;
import io.github.cphshare.client.validation.PushRules;
import io.github.cphshare.client.validation.Violation;
import io.github.cphshare.generated.model.PushShareFilesRequestBody;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs to find a good request good. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ValidationBenchmark {
    /** How many servers the push has. */
    @Param({"2", "100", "1000"})
    public int servers;

    private Sample sample;
    private PushShareFilesRequestBody body;

    /** Makes what is validated. */
    @Setup
    public void prepare() {
        sample = Sample.of(servers);
        body = new PushShareFilesRequestBody(Sample.BUCKET, Sample.OBJECT, sample.serverIds());
    }

    /** The rules alone. */
    @Benchmark
    public List<Violation> rules() {
        return PushRules.check(body);
    }

    /** A request built from its values, which validates it. */
    @Benchmark
    public PushRequest build() {
        return sample.request();
    }
}
