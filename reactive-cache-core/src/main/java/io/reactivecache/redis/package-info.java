/**
 * The remote store over Redis: values, marks and tombstones under one key each, their leases under another, changed by
 * fixed scripts over one connection or a few, on one server, behind sentinels, or on a cluster. Works with Redis 6.2
 * and later. And a key filter, where Redis has Bloom filters.
 */
@NullMarked
package io.reactivecache.redis;

import org.jspecify.annotations.NullMarked;
