/** What bodies cost to write and to read, by library. */
@NullMarked
package io.github.cphshare.benchmarks.json;

import org.jspecify.annotations.NullMarked;
