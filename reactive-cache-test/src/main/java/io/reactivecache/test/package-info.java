/** What tests of caches are written with. */
@NullMarked
package io.reactivecache.test;

import org.jspecify.annotations.NullMarked;
