/** What a push costs through our client, beside what one would use instead of it. */
@NullMarked
package io.github.cphshare.benchmarks.push;

import org.jspecify.annotations.NullMarked;
