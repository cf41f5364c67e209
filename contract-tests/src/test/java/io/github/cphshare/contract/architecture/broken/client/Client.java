package io.github.cphshare.contract.architecture.broken.client;

import io.github.cphshare.contract.architecture.broken.simulator.Simulator;

/** Uses the simulator, and prints. */
public final class Client {
    public void use(Simulator simulator) {
        System.out.println(simulator.name());
    }
}
