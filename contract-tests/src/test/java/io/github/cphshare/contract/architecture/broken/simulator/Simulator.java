package io.github.cphshare.contract.architecture.broken.simulator;

import io.github.cphshare.contract.architecture.broken.client.Client;
import java.util.logging.Logger;

/** Uses the client, and logs. */
public final class Simulator {
    public void use(Client client) {
        client.use(this);
    }

    public String name() {
        return Logger.getGlobal().getName();
    }
}
