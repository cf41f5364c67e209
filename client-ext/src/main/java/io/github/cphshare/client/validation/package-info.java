/** What can be known to be wrong before anything is sent. */
@NullMarked
package io.github.cphshare.client.validation;

import org.jspecify.annotations.NullMarked;
