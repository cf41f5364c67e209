/**
 * The shared storage service of Huawei Cloud Phone (CPH), embedded: a second reading of the contract, made without any
 * class of the client, so that an error in one of the two shows against the other.
 *
 * <p>Start at {@link io.github.cphshare.simulator.CphSimulator}; a ready set-up is
 * {@link io.github.cphshare.simulator.SampleWorld}.
 */
@NullMarked
package io.github.cphshare.simulator;

import org.jspecify.annotations.NullMarked;
