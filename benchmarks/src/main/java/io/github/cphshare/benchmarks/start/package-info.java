/** What a process costs until it has pushed for the first time, and what it carries with it. */
@NullMarked
package io.github.cphshare.benchmarks.start;

import org.jspecify.annotations.NullMarked;
