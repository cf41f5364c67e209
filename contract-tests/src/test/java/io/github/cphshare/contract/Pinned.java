package io.github.cphshare.contract;

import au.com.dius.pact.core.model.V4Pact;
import io.github.cphshare.client.PushRequest;
import java.util.function.Consumer;

/**
 * One exchange: what the client sends, what it is answered, and what it has to make of that.
 *
 * @param pact the exchange alone
 * @param request what the client is asked for
 * @param check fails where the client understood the answer wrongly
 */
record Pinned(V4Pact pact, PushRequest request, Consumer<Outcome> check) {
    String description() {
        return pact.getInteractions().get(0).getDescription();
    }
}
