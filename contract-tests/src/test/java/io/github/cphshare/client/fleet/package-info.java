/**
 * Fleets of processes: pushed to by a JVM of its own, which may be killed. In the package of what they test, so that they
 * can stop it between two bytes of its journal.
 */
@NullMarked
package io.github.cphshare.client.fleet;

import org.jspecify.annotations.NullMarked;
