/** How a call is carried out: when it is repeated, and who is told about it. */
@NullMarked
package io.github.cphshare.client.call;

import org.jspecify.annotations.NullMarked;
