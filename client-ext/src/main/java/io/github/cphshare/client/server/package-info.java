/** Cloud phone servers and their phone models, and whether a push to them can work. */
@NullMarked
package io.github.cphshare.client.server;

import org.jspecify.annotations.NullMarked;
