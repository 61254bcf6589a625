/**
 * The ports a cache is built on: the remote store, the invalidation log, codecs and metrics, and the records that pass
 * through them. Bytes, text and records only; an implementation needs nothing else of this library.
 */
@NullMarked
package io.reactivecache.spi;

import org.jspecify.annotations.NullMarked;
