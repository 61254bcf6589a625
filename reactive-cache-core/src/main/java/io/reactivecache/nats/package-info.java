/**
 * The invalidation log over NATS: kept in JetStream, where every node can go on from where it was, or only passed on by core
 * NATS.
 */
@NullMarked
package io.reactivecache.nats;

import org.jspecify.annotations.NullMarked;
