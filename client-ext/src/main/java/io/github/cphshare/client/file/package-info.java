/** What lies in the shared storage of a server. */
@NullMarked
package io.github.cphshare.client.file;

import org.jspecify.annotations.NullMarked;
