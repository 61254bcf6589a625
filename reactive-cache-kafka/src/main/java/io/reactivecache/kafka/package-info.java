/**
 * The invalidation log over Apache Kafka: every change is a record of one topic, and every node reads all of it without a
 * consumer group.
 */
@NullMarked
package io.reactivecache.kafka;

import org.jspecify.annotations.NullMarked;
