/**
 * What more than one package of the client needs. Not part of the API: it is public for the compiler only, and changes
 * without notice.
 */
@NullMarked
package io.github.cphshare.client.internal;

import org.jspecify.annotations.NullMarked;
