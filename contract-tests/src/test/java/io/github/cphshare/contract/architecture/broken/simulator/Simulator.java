package io.github.cphshare.contract.architecture.broken.simulator;

import io.github.cphshare.contract.architecture.broken.client.Client;
import java.util.logging.Logger;

/** Uses the client, and logs. */
public final class Simulator {
    void use(Client client) {
        Logger.getGlobal().info(client::toString);
    }
}
