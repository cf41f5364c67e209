/** Runs the comparisons. */
@NullMarked
package io.github.cphshare.benchmarks.run;

import org.jspecify.annotations.NullMarked;
