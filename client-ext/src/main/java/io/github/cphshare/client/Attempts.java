package io.github.cphshare.client;

import io.github.cphshare.client.call.Retries;
import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.FailedAttempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Counts the attempts of one call, keeps what became of them, and its one deadline. For one thread at a time. */
final class Attempts {
    private final Retries retries;
    private final boolean read;
    private final LongSupplier nanoTime;
    private final DoubleSupplier chance;
    private final long begun;
    private final long limit;

    /** Read by whoever cancels, too. */
    private final AtomicInteger count = new AtomicInteger(1);

    private List<FailedAttempt> failed = List.of();

    /**
     * @param read whether the call changes nothing
     * @param limit how long all of it may take; zero for no limit
     */
    Attempts(Retries retries, boolean read, Duration limit, LongSupplier nanoTime, DoubleSupplier chance) {
        this.retries = retries;
        this.read = read;
        this.nanoTime = nanoTime;
        this.chance = chance;
        this.limit = limit.toNanos();
        this.begun = this.limit == 0 ? 0 : nanoTime.getAsLong();
    }

    int count() {
        return count.get();
    }

    /** The time that is left for the call; {@code null} for no limit. Zero or less if it is over. */
    @Nullable
    Duration left() {
        return limit == 0 ? null : Duration.ofNanos(limit - (nanoTime.getAsLong() - begun));
    }

    /** How long to wait after a failure; {@code null} if it is the last one. */
    @Nullable
    Duration waitAfter(CphShareException failure) {
        return Repetition.after(failure, count(), read, retries, left(), chance.getAsDouble());
    }

    void next(CphShareException failure, Duration waited) {
        if (failed.isEmpty()) {
            failed = new ArrayList<>();
        }
        failed.add(new FailedAttempt(count(), failure, waited));
        count.incrementAndGet();
    }

    /** The failure, along with those before it. */
    CphShareException complete(CphShareException failure) {
        failed.forEach(failure::addSuppressed);
        return failure;
    }
}
