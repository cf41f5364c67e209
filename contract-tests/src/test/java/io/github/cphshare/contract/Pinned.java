package io.github.cphshare.contract;

import au.com.dius.pact.core.model.V4Pact;
import io.github.cphshare.client.CphShareClient;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One exchange: what the client sends, what it is answered, and what it has to make of that.
 *
 * @param pact the exchange alone
 * @param call what the client is asked for; gives its answer
 * @param check fails where the client understood the answer wrongly
 */
record Pinned(V4Pact pact, Function<CphShareClient, ?> call, Consumer<Outcome> check) {
    String description() {
        return pact.getInteractions().get(0).getDescription();
    }
}
