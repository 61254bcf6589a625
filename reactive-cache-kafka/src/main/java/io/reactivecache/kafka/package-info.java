/**
 * Adapters to Apache Kafka. The invalidation log: every change is a record of one topic, and every node reads all of it
 * without a consumer group. The journal of writes: a topic whose partitions the nodes share as a group. And dead letters.
 */
@NullMarked
package io.reactivecache.kafka;

import org.jspecify.annotations.NullMarked;
