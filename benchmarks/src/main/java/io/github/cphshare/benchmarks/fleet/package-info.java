/** What a push to a fleet costs, by its size. */
@NullMarked
package io.github.cphshare.benchmarks.fleet;

import org.jspecify.annotations.NullMarked;
