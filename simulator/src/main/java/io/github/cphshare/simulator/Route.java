package io.github.cphshare.simulator;

import java.util.Map;
import java.util.Optional;

/**
 * What is served at one address.
 *
 * @param id the operation's id
 * @param operation what the contract says about it; empty for the simulator's own
 * @param address gives the path's parameters of a request that is addressed to it
 * @param handler carries the requests out
 * @param limit the most bytes that a request's body may have
 * @param journalsBody whether the journal keeps the body; objects are too large for that
 */
record Route(
        String id, Optional<Operation> operation, Address address, Handler handler, int limit, boolean journalsBody) {
    /** Whether a request comes here. */
    interface Address {
        Optional<Map<String, String>> match(String method, String rawPath);
    }

    /** An operation of the contract. */
    static Route of(Operation operation, Handler handler) {
        return new Route(operation.id(), Optional.of(operation), operation::match, handler, Limits.BODY, true);
    }
}
