package io.github.cphshare.contract.architecture.broken.cli;

import io.github.cphshare.contract.architecture.broken.contract.ContractTests;
import io.github.cphshare.contract.architecture.broken.generated.model.Model;

/** Uses the contract tests, and a wire type. */
public interface Cli {
    void use(ContractTests tests, Model model);
}
