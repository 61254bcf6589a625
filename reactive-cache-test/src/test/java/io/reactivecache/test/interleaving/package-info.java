/** What threads can do to one key of a cache at the same time, tried in as many orders as there is time for. */
@NullMarked
package io.reactivecache.test.interleaving;

import org.jspecify.annotations.NullMarked;
