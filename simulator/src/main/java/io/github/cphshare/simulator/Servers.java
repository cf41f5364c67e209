package io.github.cphshare.simulator;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The servers, in the order in which they were made. Thread-safe. */
final class Servers {
    private final Clock clock;
    private final Map<String, Known> servers = new HashMap<>();
    private final List<String> order = new ArrayList<>();

    Servers(Clock clock) {
        this.clock = clock;
    }

    synchronized void put(SimulatedServer server) {
        Instant now = clock.instant();
        Known old = servers.get(server.id());
        if (old == null) {
            order.add(server.id());
        }
        servers.put(server.id(), new Known(server, old == null ? now : old.created(), now));
    }

    synchronized Optional<Known> find(String id) {
        return Optional.ofNullable(servers.get(id));
    }

    synchronized int count() {
        return servers.size();
    }

    /** A page of all of them, the newest first; it costs what is on it. */
    synchronized List<Known> page(int offset, int limit) {
        List<Known> page = new ArrayList<>();
        for (int i = order.size() - 1 - offset; i >= 0 && page.size() < limit; i--) {
            page.add(servers.get(order.get(i)));
        }
        return page;
    }

    /** Those that fit, the newest first. */
    synchronized List<Known> where(Predicate<Known> filter) {
        return page(0, order.size()).stream().filter(filter).toList();
    }

    /** A server, and since when. */
    record Known(SimulatedServer server, Instant created, Instant updated) {}
}
