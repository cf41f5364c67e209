package io.github.cphshare.contract;

import au.com.dius.pact.core.model.Interaction;
import au.com.dius.pact.core.model.V4Pact;
import io.github.cphshare.client.CphShareClient;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One exchange: what the client sends, what it is answered, and what it has to make of that.
 *
 * @param pact the exchange alone
 * @param beside other exchanges that the call needs, which are pinned elsewhere
 * @param call what the client is asked for; gives its answer
 * @param check fails where the client understood the answer wrongly
 */
record Pinned(V4Pact pact, List<V4Pact> beside, Function<CphShareClient, ?> call, Consumer<Outcome> check) {
    Pinned(V4Pact pact, Function<CphShareClient, ?> call, Consumer<Outcome> check) {
        this(pact, List.of(), call, check);
    }

    /** Where the call asks more than once. */
    Pinned beside(Pinned other) {
        return new Pinned(pact, List.of(other.pact()), call, check);
    }

    /** What the mock server has to know for the call. */
    V4Pact exchanges() {
        List<Interaction> all = new ArrayList<>(pact.getInteractions());
        beside.forEach(other -> all.addAll(other.getInteractions()));
        return new V4Pact(pact.getConsumer(), pact.getProvider(), all);
    }

    String description() {
        return pact.getInteractions().get(0).getDescription();
    }
}
