/** A public type as those of the library, of which the table of subjects knows nothing. */
@NullMarked
package io.reactivecache.test.tck.planted;

import org.jspecify.annotations.NullMarked;
