/** Whole caches with any features, held against a model that has none. */
@NullMarked
package io.reactivecache.test.machine;

import org.jspecify.annotations.NullMarked;
