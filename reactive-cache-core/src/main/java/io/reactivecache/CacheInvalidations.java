package io.reactivecache;

import java.util.List;
import reactor.core.publisher.Mono;

/**
 * The ways to make entries of a cache invalid, on all nodes and in all tiers.
 *
 * <p>To <em>invalidate</em> is to remove: no node answers the old value again. To <em>expire</em> is to make stale: the remote
 * tier gives the value up, and what a node has in its local tier it may still answer where a newer value cannot be had, as far
 * as its settings for stale values allow.
 *
 * <p>Each method gives a cold {@code Mono} that emits positions in the log as soon as the log has acknowledged the change;
 * from then on this node answers nothing older, and each other node as soon as it has applied them. It errors with
 * {@link WriteFailedException}, which names the step that failed and whether the change was announced, with
 * {@link CacheOverloadedException} if too many writes are under way, or with {@link CacheClosedException}; it completes empty
 * if the cache is set to queue what the log does not acknowledge, and has queued it. Cancelling ends only
 * the caller's wait. Signals come on a thread of the log or of the remote tier.
 *
 * @param <K> the type of the keys
 */
public interface CacheInvalidations<K> {

    /**
     * The key of the Reactor Context under which a caller of a wide invalidation may say who it is, for the audit log
     * {@code io.reactivecache.audit}: anything whose {@code toString} may be logged.
     */
    String WHO = "io.reactivecache.who";

    /**
     * Removes a key. A load that is running meanwhile answers those who already wait for it and fills no tier.
     *
     * <p>Emits its position; where the cache itself is the truth, once the remote tier has removed it too.
     */
    Mono<Position> invalidate(K key);

    /** Makes a key stale. Emits its position. */
    Mono<Position> expire(K key);

    /**
     * Removes all entries that a predicate means, however many there are: nodes note the predicate and judge each entry by it
     * when it is next read; what it takes does not depend on their number. Their memory is given back later.
     *
     * <p>Emits one position for each partition of the log, in their order. Errors with {@link UnsupportedOperationException}
     * if the remote store cannot keep predicates for nodes that start later.
     */
    Mono<List<Position>> invalidateWhere(EntryPredicate predicate);

    /** Makes all entries stale that a predicate means, as {@link #invalidateWhere} removes them. */
    Mono<List<Position>> expireWhere(EntryPredicate predicate);

    /**
     * Removes what wide invalidations made invalid from memory now, which otherwise happens by and by. Emits how many values
     * were removed from the remote tier, or from this node's local tier if there is no other. Errors if the remote store fails.
     */
    Mono<Long> reclaim();

    /** Removes the entries of a tag. */
    default Mono<List<Position>> invalidateTag(String tag) {
        return invalidateWhere(EntryPredicate.tag(tag));
    }

    /** Removes the entries whose key begins with a text, as {@link EntryPredicate} describes. */
    default Mono<List<Position>> invalidatePrefix(String prefix) {
        return invalidateWhere(EntryPredicate.prefix(prefix));
    }

    /** Removes the entries whose key matches a pattern, as {@link EntryPredicate} describes. */
    default Mono<List<Position>> invalidatePattern(String pattern) {
        return invalidateWhere(EntryPredicate.pattern(pattern));
    }

    /** Removes all entries of this cache. */
    default Mono<List<Position>> clear() {
        return invalidateWhere(EntryPredicate.all());
    }

    /** Makes the entries of a tag stale. */
    default Mono<List<Position>> expireTag(String tag) {
        return expireWhere(EntryPredicate.tag(tag));
    }

    /** Makes the entries stale whose key begins with a text. */
    default Mono<List<Position>> expirePrefix(String prefix) {
        return expireWhere(EntryPredicate.prefix(prefix));
    }

    /** Makes the entries stale whose key matches a pattern. */
    default Mono<List<Position>> expirePattern(String pattern) {
        return expireWhere(EntryPredicate.pattern(pattern));
    }

    /** Makes all entries of this cache stale. */
    default Mono<List<Position>> expireAll() {
        return expireWhere(EntryPredicate.all());
    }
}
