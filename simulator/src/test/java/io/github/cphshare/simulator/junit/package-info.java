@NullMarked
package io.github.cphshare.simulator.junit;

import org.jspecify.annotations.NullMarked;
