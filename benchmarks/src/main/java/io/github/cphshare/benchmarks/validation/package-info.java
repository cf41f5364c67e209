/** What it costs to check a request. */
@NullMarked
package io.github.cphshare.benchmarks.validation;

import org.jspecify.annotations.NullMarked;
