package io.github.cphshare.contract;

import au.com.dius.pact.core.model.Interaction;
import au.com.dius.pact.core.model.V4Pact;
import java.util.ArrayList;
import java.util.List;

/** Everything that is pinned. */
final class WholePact {
    private WholePact() {}

    static List<Pinned> pinned(Contract contract) {
        List<Pinned> all = new ArrayList<>(new PushPact(contract).pinned());
        all.addAll(new QueryPact(contract).pinned());
        return all;
    }

    /** All of it, as the file has it. */
    static V4Pact of(Contract contract) {
        List<Pinned> pinned = pinned(contract);
        List<Interaction> interactions = new ArrayList<>();
        pinned.forEach(one -> interactions.addAll(one.pact().getInteractions()));
        V4Pact any = pinned.get(0).pact();
        return new V4Pact(any.getConsumer(), any.getProvider(), interactions);
    }
}
