package io.github.cphshare.simulator;

import java.util.List;

/** The part of a list that a request asks for. */
record Page(int offset, int limit) {
    /** That of a request whose parameters are in order; without a {@code limit} it is as large as one may ask for. */
    static Page of(Operation operation, Request request) {
        return new Page(
                request.query("offset").map(Integer::parseInt).orElse(0),
                request.query("limit").map(Integer::parseInt).orElseGet(() -> operation.maximum("limit")));
    }

    <T> List<T> cut(List<T> whole) {
        int from = Math.min(offset, whole.size());
        return whole.subList(from, Math.min(whole.size(), from + limit));
    }
}
