package io.github.cphshare.benchmarks.fleet;

import com.sun.management.OperatingSystemMXBean;
import io.github.cphshare.benchmarks.Sample;
import io.github.cphshare.client.CphShareClient;
import io.github.cphshare.client.auth.CredentialsProvider;
import io.github.cphshare.client.fleet.FleetPush;
import io.github.cphshare.client.fleet.FleetPusher;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * A process that pushes to a fleet and follows the jobs: {@code FleetMain ENDPOINT PROJECT TOKEN SERVERS JOURNAL}, and
 * {@code live} after it to look at the heap instead of the time.
 */
public final class FleetMain {
    private static final long BETWEEN_LOOKS_MILLIS = 100;

    private FleetMain() {}

    /**
     * Says how many nanoseconds of processors it took. With {@code live}, how many bytes of the heap were alive at most:
     * what a collection left, of many all through the run, so that what it says does not hang on when one happens to come.
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 5 && arguments[5].equals("live")) {
            CountDownLatch done = new CountDownLatch(1);
            FutureTask<Long> most = new FutureTask<>(() -> mostAlive(done));
            new Thread(most, "looks at the heap").start();
            push(arguments);
            done.countDown();
            System.out.println(most.get());
        } else {
            push(arguments);
            System.out.println(
                    ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime());
        }
    }

    private static void push(String[] arguments) {
        try (CphShareClient client = CphShareClient.builder()
                .endpoint(arguments[0])
                .projectId(arguments[1])
                .credentials(CredentialsProvider.token(arguments[2]))
                .build()) {
            FleetPush push = FleetPush.builder()
                    .bucketName(Sample.BUCKET)
                    .objectPath(Sample.OBJECT)
                    .serverIds(Sample.of(Integer.parseInt(arguments[3])).serverIds())
                    .journal(Path.of(arguments[4]))
                    .build();
            FleetPusher.of(client).pushAll(push).requireAllSucceeded();
        }
    }

    private static long mostAlive(CountDownLatch done) throws InterruptedException {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        long most = 0;
        do {
            memory.gc();
            most = Math.max(most, memory.getHeapMemoryUsage().getUsed());
        } while (!done.await(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS));
        return most;
    }
}
