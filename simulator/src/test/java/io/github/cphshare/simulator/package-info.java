@NullMarked
package io.github.cphshare.simulator;

import org.jspecify.annotations.NullMarked;
