package io.github.cphshare.benchmarks.push;

import io.github.cphshare.benchmarks.Sample;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** A process that pushes once and ends: {@code FirstPushMain PEER ENDPOINT [--footprint]}. */
public final class FirstPushMain {
    private FirstPushMain() {}

    /** Pushes to two servers; with {@code --footprint} says how many classes are loaded and how large the heap is. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Pusher pusher = Peer.valueOf(arguments[0]).open(new Target(arguments[1], null, Sample.of(2)));
        int answer = pusher.push();
        if (arguments.length > 2) {
            System.out.println(ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount());
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            System.out.println(
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
            System.out.println(ManagementFactory.getThreadMXBean().getThreadCount());
        }
        pusher.close();
        // Some leave threads behind that would keep the process for a minute.
        System.exit(answer > 0 ? 0 : 1);
    }
}
