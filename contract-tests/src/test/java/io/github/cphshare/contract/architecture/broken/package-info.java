/** A house that breaks every rule, to show that each is held. */
@NullMarked
package io.github.cphshare.contract.architecture.broken;

import org.jspecify.annotations.NullMarked;
