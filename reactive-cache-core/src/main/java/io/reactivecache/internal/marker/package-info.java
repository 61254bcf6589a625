/** Wide invalidations as this node knows them: which entries they mean, up to which position. */
@NullMarked
package io.reactivecache.internal.marker;

import org.jspecify.annotations.NullMarked;
