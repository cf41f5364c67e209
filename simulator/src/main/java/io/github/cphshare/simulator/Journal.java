package io.github.cphshare.simulator;

import java.util.ArrayList;
import java.util.List;

/** The requests in the order in which they were decided. Thread-safe. */
final class Journal {
    private final List<RecordedRequest> requests = new ArrayList<>();

    synchronized void add(RecordedRequest request) {
        requests.add(request);
    }

    synchronized List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }
}
