/** How requests prove who sends them. */
@NullMarked
package io.github.cphshare.client.auth;

import org.jspecify.annotations.NullMarked;
