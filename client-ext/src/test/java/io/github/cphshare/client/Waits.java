package io.github.cphshare.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Waits that are over at once, and are remembered. The clock of {@link #pace} goes on by each. */
final class Waits extends Pauses {
    private final List<Duration> taken = new CopyOnWriteArrayList<>();

    /** Real time, and what would have been waited; always the longest wait that chance allows. */
    Pace pace() {
        return new Pace(this, () -> Math.nextDown(1.0), () -> System.nanoTime() + total().toNanos());
    }

    List<Duration> taken() {
        return List.copyOf(taken);
    }

    List<Long> seconds() {
        return taken.stream().map(wait -> Math.round(wait.toNanos() / 1e9)).toList();
    }

    private Duration total() {
        return taken.stream().reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    boolean sleep(Duration time) {
        taken.add(time);
        return !isClosed();
    }

    @Override
    Runnable later(Duration time, Consumer<Boolean> then) {
        taken.add(time);
        then.accept(!isClosed());
        return () -> {};
    }
}
