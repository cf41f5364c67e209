/** What a check of an archive costs, beside bare walks over its headers and beside other tar readers. */
@NullMarked
package io.github.cphshare.benchmarks.tar;

import org.jspecify.annotations.NullMarked;
