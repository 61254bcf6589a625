/** Steps that run to their end whatever becomes of those who wait for them: bounded, counted, awaited when a cache is closed. */
@NullMarked
package io.reactivecache.internal.run;

import org.jspecify.annotations.NullMarked;
