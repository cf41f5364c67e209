/**
 * What can go wrong, one type for each decision a caller can take.
 *
 * <p>All failures are unchecked and descend from {@link io.github.cphshare.client.error.CphShareException}. The failures of
 * a call live here; a failure that is about one of our own values lives beside it ({@code InvalidRequestException} in
 * {@code validation}, {@code InvalidTarException} in {@code tar}, {@code PushFailedException} beside the receipt).
 */
@NullMarked
package io.github.cphshare.client.error;

import org.jspecify.annotations.NullMarked;
