/** {@code cph-share}: the SDK for a terminal. */
@NullMarked
package io.github.cphshare.cli;

import org.jspecify.annotations.NullMarked;
