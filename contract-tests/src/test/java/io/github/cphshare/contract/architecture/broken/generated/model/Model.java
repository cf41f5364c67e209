package io.github.cphshare.contract.architecture.broken.generated.model;

/** Used by the CLI. */
public interface Model {}
