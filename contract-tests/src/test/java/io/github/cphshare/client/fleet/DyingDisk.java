package io.github.cphshare.client.fleet;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Stops its process at one step of a journal, and says so on standard output, so that it can be killed there. */
final class DyingDisk implements UnaryOperator<Disk> {
    /** Where in a write. */
    enum Phase {
        BEFORE,
        TORN,
        SYNCED
    }

    private final int fatal;
    private final Phase phase;
    private final AtomicInteger writes = new AtomicInteger();

    /** @param fatal the number of the write, the whole head being the first; 0 for none */
    DyingDisk(int fatal, Phase phase) {
        this.fatal = fatal;
        this.phase = phase;
    }

    int writes() {
        return writes.get();
    }

    @Override
    public Disk apply(Disk disk) {
        return new Disk() {
            @Override
            public void write(byte[] bytes) throws IOException {
                if (writes.incrementAndGet() == fatal && phase == Phase.BEFORE) {
                    waitForDeath();
                }
                if (writes.get() == fatal && phase == Phase.TORN) {
                    disk.write(Arrays.copyOf(bytes, bytes.length / 2));
                    waitForDeath();
                }
                disk.write(bytes);
            }

            @Override
            public void sync() throws IOException {
                disk.sync();
                if (writes.get() == fatal) {
                    waitForDeath();
                }
            }

            @Override
            public void close() throws IOException {
                disk.close();
            }
        };
    }

    private static void waitForDeath() {
        System.out.println(FleetProcess.WAITS_FOR_DEATH);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("killed by something else", e);
        }
    }
}
