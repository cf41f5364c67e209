package io.github.cphshare.simulator;

import java.util.concurrent.ThreadLocalRandom;

/** Ids in the form that the documents' examples have: 32 hexadecimal digits. */
final class Ids {
    private Ids() {}

    static String next() {
        // Unique is enough here; a SecureRandom would cost a good part of the start-up time.
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return String.format("%016x%016x", random.nextLong(), random.nextLong());
    }
}
