/**
 * Pushing to any number of servers, with a journal from which a broken run resumes without pushing to a server twice.
 */
@NullMarked
package io.github.cphshare.client.fleet;

import org.jspecify.annotations.NullMarked;
