/** What BlockHound has to know about the cache; found by it through the service loader. */
@NullMarked
package io.reactivecache.test.blocking;

import org.jspecify.annotations.NullMarked;
