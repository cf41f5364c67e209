package io.github.cphshare.client;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** What repeating depends on and a test wants to hold in its hands: waits, chance, and a clock that does not jump. */
record Pace(Pauses pauses, DoubleSupplier chance, LongSupplier nanoTime) {
    static Pace real() {
        return new Pace(new Pauses(), () -> ThreadLocalRandom.current().nextDouble(), System::nanoTime);
    }
}
