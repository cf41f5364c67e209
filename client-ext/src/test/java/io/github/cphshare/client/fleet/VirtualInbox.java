package io.github.cphshare.client.fleet;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Time that passes as soon as somebody waits for it. */
final class VirtualInbox implements Inbox {
    private record Event(long at, long order, Runnable action) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private final Deque<Answer> answers = new ArrayDeque<>();
    private long now = Long.MAX_VALUE - Duration.ofMinutes(1).toNanos(); // Overflows soon, as a real one may.
    private long order;
    private boolean interrupt;

    /** A pusher that lives in this time. */
    FleetPusher pusher(Service service, Random random) {
        return new FleetPusher(
                "https://example.com/",
                null,
                service,
                () -> this,
                random::nextDouble,
                Clock.systemUTC(),
                UnaryOperator.identity());
    }

    void in(Duration time, Runnable action) {
        // Relative to a fixed origin, so that the order survives the overflow.
        events.add(new Event(elapsed() + time.toNanos(), order++, action));
    }

    /** Time that passes while something else is done. */
    void pass(Duration time) {
        now += time.toNanos();
    }

    void interruptIn(Duration time) {
        in(time, () -> interrupt = true);
    }

    Duration now() {
        return Duration.ofNanos(elapsed());
    }

    private long elapsed() {
        return now - (Long.MAX_VALUE - Duration.ofMinutes(1).toNanos());
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void put(Answer answer) {
        answers.add(answer);
    }

    @Override
    public Answer await(long nanos) throws InterruptedException {
        long until = elapsed() + nanos;
        while (true) {
            if (interrupt || Thread.interrupted()) {
                interrupt = false;
                throw new InterruptedException();
            }
            if (!answers.isEmpty()) {
                return answers.remove();
            }
            if (events.isEmpty() || events.peek().at() > until) {
                now += until - elapsed();
                return null;
            }
            Event event = events.remove();
            now += Math.max(0, event.at() - elapsed());
            event.action().run();
        }
    }
}
