package io.github.cphshare.benchmarks.push;

import java.io.IOException;
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

/**
 * A push by each client, for a look inside ({@code -prof gc}, {@code -prof stack}); {@link PushComparison} compares their
 * times. Warmed up by a number of calls, not by time: on a busy machine the slower ones would still be cold after it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 20, batchSize = 500)
@Measurement(iterations = 20, batchSize = 500)
public class PushBenchmark {
    /** Who pushes. */
    @Param
    public Peer peer;

    /** How many servers the push has. */
    @Param({"2", "100", "1000"})
    public int servers;

    private Servers stub;
    private Pusher pusher;

    /** Starts the stub and makes the client. */
    @Setup
    public void start() {
        stub = Servers.start(servers);
        pusher = peer.open(stub.target(Kind.STUB, servers));
    }

    /** Ends both. */
    @TearDown
    public void stop() {
        pusher.close();
        stub.close();
    }

    /** Five hundred of these make one figure. */
    @Benchmark
    public int push() throws IOException, InterruptedException {
        return pusher.push();
    }
}
