/**
 * A shop on several nodes: how an application uses the cache. Read {@code product} and {@code node} for that; the rest
 * sets the stage (servers, two nodes in one process, a replay of real traffic).
 */
@NullMarked
package io.reactivecache.samples.storefront;

import org.jspecify.annotations.NullMarked;
