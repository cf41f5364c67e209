package io.github.cphshare.client;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The servers that a push was for, and which of them have been answered about. A service usually answers in the order of
 * the request, so the next answer is looked for at the next place; there is an index only once one was elsewhere. For one
 * thread.
 */
final class AskedServers {
    static final int NOWHERE = -1;

    private final List<String> ids;
    private final BitSet answered;
    private int next;
    private @Nullable Map<String, Integer> places;

    /** @param ids each once; not copied */
    AskedServers(List<String> ids) {
        this.ids = ids;
        this.answered = new BitSet(ids.size());
    }

    /** Where in the request a server is; {@link #NOWHERE} if it was not asked for. */
    int place(String id) {
        if (next < ids.size() && places == null && ids.get(next).equals(id)) {
            return next;
        }
        return index().getOrDefault(id, NOWHERE);
    }

    /** Notes an answer about the server at a place, and tells whether it is the first. */
    boolean answer(int place) {
        next = place + 1;
        boolean first = !answered.get(place);
        answered.set(place);
        return first;
    }

    /** Those that no answer is about, in the order of the request. */
    List<String> missing() {
        List<String> missing = new ArrayList<>(ids.size() - answered.cardinality());
        for (int i = answered.nextClearBit(0); i < ids.size(); i = answered.nextClearBit(i + 1)) {
            missing.add(ids.get(i));
        }
        return Collections.unmodifiableList(missing);
    }

    private Map<String, Integer> index() {
        if (places == null) {
            places = new HashMap<>();
            for (int i = 0; i < ids.size(); i++) {
                places.put(ids.get(i), i);
            }
        }
        return places;
    }
}
