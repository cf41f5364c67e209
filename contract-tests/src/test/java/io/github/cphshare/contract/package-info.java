/** What we send and accept, pinned; held against the contract, the client and the simulator. */
@NullMarked
package io.github.cphshare.contract;

import org.jspecify.annotations.NullMarked;
