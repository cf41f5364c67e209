package io.github.cphshare.simulator;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** The requests in the order in which they were decided, the last ones of them. Thread-safe. */
final class Journal {
    private final int keptRequests;
    private final Queue<RecordedRequest> requests = new ArrayDeque<>();

    Journal(int keptRequests) {
        this.keptRequests = keptRequests;
    }

    synchronized void add(RecordedRequest request) {
        requests.add(request);
        if (requests.size() > keptRequests) {
            requests.remove();
        }
    }

    synchronized List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }
}
