package io.github.cphshare.contract.architecture.broken.contract;

/** Used by another module. */
public interface ContractTests {}
