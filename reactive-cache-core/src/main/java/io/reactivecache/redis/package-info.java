/**
 * The remote store over Redis: values, marks and tombstones under one key each, changed by four fixed scripts over one
 * connection. Works with Redis 6.2 and later.
 */
@NullMarked
package io.reactivecache.redis;

import org.jspecify.annotations.NullMarked;
