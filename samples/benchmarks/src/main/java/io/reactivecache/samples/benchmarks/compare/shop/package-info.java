/** A shop over HTTP, with and without a cache before its database, and its customers. */
@NullMarked
package io.reactivecache.samples.benchmarks.compare.shop;

import org.jspecify.annotations.NullMarked;
