package io.github.cphshare.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Everything that is served. The contract's routes come last and late: what needs no contract does not wait for it to be
 * read.
 */
final class Routes {
    private final List<Route> own;
    private final Supplier<List<Route>> documented;

    Routes(List<Route> own, Supplier<List<Route>> documented) {
        this.own = own;
        this.documented = documented;
    }

    /** Where a request is addressed to, and its path's parameters. */
    Optional<Match> find(String method, String rawPath) {
        return all().flatMap(
                        route -> route.address().match(method, rawPath).map(found -> new Match(route, found)).stream())
                .findFirst();
    }

    /** The route of an operation. */
    Route named(String id) {
        return all().filter(route -> route.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no operation " + id));
    }

    private Stream<Route> all() {
        return Stream.concat(own.stream(), Stream.of(documented).flatMap(late -> late.get().stream()));
    }

    record Match(Route route, Map<String, String> parameters) {}
}
