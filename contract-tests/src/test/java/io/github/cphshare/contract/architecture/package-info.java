/** The arrows between the modules, held over their classes. */
@NullMarked
package io.github.cphshare.contract.architecture;

import org.jspecify.annotations.NullMarked;
