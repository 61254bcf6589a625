/** What two threads do to one key of a cache at the same moment. */
@NullMarked
package io.reactivecache.stress;

import org.jspecify.annotations.NullMarked;
