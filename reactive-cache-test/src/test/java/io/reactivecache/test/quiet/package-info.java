/** Tests of what looks at tests when they are over. */
@NullMarked
package io.reactivecache.test.quiet;

import org.jspecify.annotations.NullMarked;
