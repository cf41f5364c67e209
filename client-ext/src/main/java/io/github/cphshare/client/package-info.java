/** The client for pushing files to the shared storage of cloud phone servers. */
@NullMarked
package io.github.cphshare.client;

import org.jspecify.annotations.NullMarked;
