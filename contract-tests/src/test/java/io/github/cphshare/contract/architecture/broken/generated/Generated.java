package io.github.cphshare.contract.architecture.broken.generated;

import io.github.cphshare.contract.architecture.broken.client.Client;

/** Uses what is made from it. */
public interface Generated {
    void use(Client client);
}
