package io.github.cphshare.benchmarks.push;

import java.io.IOException;

/**
 * On which cores this process and that of the servers run, where the system lets that be said ({@code taskset} of Linux); else
 * they run as chance has it. The first two cores are used.
 */
final class Cores {
    private static final String OURS = "0";
    private static final String THEIRS = "1";

    private Cores() {}

    /**
     * Gives each a core of its own, as on two machines. Where one thread waits for the other process in turn, the system else
     * puts both on one core for a while, and then on two, so that a round trip takes half of the time or twice as long.
     */
    static void apart(Servers servers) throws InterruptedException {
        if (put(ProcessHandle.current().pid(), OURS)) {
            put(servers.pid(), THEIRS);
        }
    }

    /** Lets both run on either: for many threads, which need more than a core. */
    static void shared(Servers servers) throws InterruptedException {
        put(ProcessHandle.current().pid(), OURS + "," + THEIRS);
        put(servers.pid(), OURS + "," + THEIRS);
    }

    private static boolean put(long process, String cores) throws InterruptedException {
        try {
            return new ProcessBuilder("taskset", "-acp", cores, String.valueOf(process))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noTaskset) {
            return false;
        }
    }
}
