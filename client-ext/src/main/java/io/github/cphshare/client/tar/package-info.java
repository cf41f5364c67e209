/**
 * Decides whether a tar archive may be pushed, and packs folders into archives that may.
 *
 * <p>The service documents that an archive ends in {@code .tar} and that its directories lie under {@code /data} or {@code
 * /cache}; which tool unpacks it is not documented. So {@link io.github.cphshare.client.tar.TarChecker} refuses what two
 * common tar readers could read differently, and whatever would land outside of the two roots. Everything beyond the roots
 * is this library's own policy, not a statement of the service.
 */
@NullMarked
package io.github.cphshare.client.tar;

import org.jspecify.annotations.NullMarked;
