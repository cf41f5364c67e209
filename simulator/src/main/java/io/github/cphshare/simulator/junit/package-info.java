/** The simulator as a JUnit 5 extension. The only package that needs JUnit, which is therefore an optional dependency. */
@NullMarked
package io.github.cphshare.simulator.junit;

import org.jspecify.annotations.NullMarked;
