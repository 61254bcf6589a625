/** Tests of whole caches: several nodes on one log and one remote store, with faults between them. */
@NullMarked
package io.reactivecache.test.cache;

import org.jspecify.annotations.NullMarked;
