package io.github.cphshare.contract.architecture.broken.client.internal;

/** Public in a package that is not published. */
public interface Internal {}
