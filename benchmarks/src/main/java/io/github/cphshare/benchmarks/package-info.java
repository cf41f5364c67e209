/** What it costs, beside what others cost, measured in the same run. */
@NullMarked
package io.github.cphshare.benchmarks;

import org.jspecify.annotations.NullMarked;
