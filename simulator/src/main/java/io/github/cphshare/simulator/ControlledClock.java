package io.github.cphshare.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;

/** Another clock, and how far it was put forward; so nobody has to wait for a job to end. Thread-safe. */
final class ControlledClock extends Clock {
    private final Clock source;
    private final AtomicLong aheadMillis = new AtomicLong();

    ControlledClock(Clock source) {
        this.source = source;
    }

    void forward(Duration by) {
        aheadMillis.addAndGet(by.toMillis());
    }

    @Override
    public Instant instant() {
        return source.instant().plusMillis(aheadMillis.get());
    }

    @Override
    public ZoneId getZone() {
        return source.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        ControlledClock other = new ControlledClock(source.withZone(zone));
        other.forward(Duration.ofMillis(aheadMillis.get()));
        return other;
    }
}
