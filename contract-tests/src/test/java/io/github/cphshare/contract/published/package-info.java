/** What the published jars promise: the public API as text, and that it stays. */
@NullMarked
package io.github.cphshare.contract.published;

import org.jspecify.annotations.NullMarked;
