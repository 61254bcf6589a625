/** A key filter in this process, by Guava's Bloom filter. */
@NullMarked
package io.reactivecache.guava;

import org.jspecify.annotations.NullMarked;
