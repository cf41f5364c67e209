package io.github.cphshare.benchmarks.push;

import io.github.cphshare.benchmarks.Sample;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that says how many bytes of heap each of many clients keeps that have pushed once and are still open, their
 * connections too: {@code IdleMain PEER ENDPOINT SERVERS CLIENTS}.
 */
public final class IdleMain {
    private static final int WARM_UP = 20;

    private IdleMain() {}

    /** Prints the bytes a client. What is made once, whatever the number of clients, is there before and does not count. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Peer peer = Peer.valueOf(arguments[0]);
        Target target = new Target(arguments[1], null, Sample.of(Integer.parseInt(arguments[2])));
        int clients = Integer.parseInt(arguments[3]);
        List<Pusher> idle = new ArrayList<>();
        open(idle, WARM_UP, peer, target);
        long before = heap();
        open(idle, clients, peer, target);
        System.out.println((heap() - before) / clients);
        System.exit(idle.size() == WARM_UP + clients ? 0 : 1); // Until here nobody may collect them.
    }

    private static void open(List<Pusher> idle, int clients, Peer peer, Target target)
            throws IOException, InterruptedException {
        for (int i = 0; i < clients; i++) {
            Pusher pusher = peer.open(target);
            pusher.push();
            idle.add(pusher);
        }
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
