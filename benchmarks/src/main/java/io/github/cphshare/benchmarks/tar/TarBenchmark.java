package io.github.cphshare.benchmarks.tar;

import io.github.cphshare.client.tar.TarChecker;
import io.github.cphshare.client.tar.TarReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A check and its floor in a warm JVM. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TarBenchmark {
    /** The shape of the archive. */
    @Param({"SMALL_FILES", "EMPTY_FILES"})
    public Shape shape;

    private Path archive;

    /** Writes the archive. */
    @Setup
    public void write() throws IOException {
        archive = Files.createTempFile("cph-share-benchmark", ".tar");
        shape.write(archive, false);
    }

    /** Removes the archive. */
    @TearDown
    public void delete() throws IOException {
        Files.delete(archive);
    }

    /** The bare walk, by 64 KiB. */
    @Benchmark
    public long floorByWindow() throws IOException {
        return HeaderWalk.BY_WINDOW.entries(archive);
    }

    /** Our checker. */
    @Benchmark
    public TarReport check() throws IOException {
        return TarChecker.strict().check(archive);
    }
}
