package io.github.cphshare.benchmarks.fleet;

import com.sun.management.OperatingSystemMXBean;
import io.github.cphshare.benchmarks.Sample;
import io.github.cphshare.client.CphShareClient;
import io.github.cphshare.client.auth.CredentialsProvider;
import io.github.cphshare.client.fleet.FleetPush;
import io.github.cphshare.client.fleet.FleetPusher;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;

/** A process that pushes to a fleet and follows the jobs: {@code FleetMain ENDPOINT PROJECT TOKEN SERVERS JOURNAL}. */
public final class FleetMain {
    private FleetMain() {}

    /** Says how many nanoseconds of processors it took, and how large its heap was at most, garbage included. */
    public static void main(String[] arguments) {
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
        System.out.println(((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime());
        System.out.println(ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum());
    }
}
