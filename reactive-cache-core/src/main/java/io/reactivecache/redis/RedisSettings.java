package io.reactivecache.redis;

import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import reactor.core.scheduler.Scheduler;

/**
 * The settings of a {@link RedisRemoteStore}, checked by its builder.
 *
 * @param uri where Redis is; of a cluster the first of its servers that was given
 * @param seeds servers of a cluster; empty if there is none
 * @param tls whom to trust, there if the uri asks for TLS
 * @param commandTimeout how long an operation may take
 * @param minBackoff the wait before the second try to connect
 * @param maxBackoff the longest wait between two tries
 * @param probeInterval the time between two questions whether Redis is alive and what time it is there
 * @param requestQueueSize how many commands may wait for an answer on each connection
 * @param connections how many connections share the keys
 * @param scheduler runs the work of connecting and all timers
 */
record RedisSettings(
        RedisURI uri,
        List<RedisURI> seeds,
        Optional<RedisTls> tls,
        Duration commandTimeout,
        Duration minBackoff,
        Duration maxBackoff,
        Duration probeInterval,
        int requestQueueSize,
        int connections,
        Scheduler scheduler) {

    /** The form of names. */
    KeyForm keys() {
        return seeds.isEmpty() ? KeyForm.PLAIN : KeyForm.TAGGED;
    }

    /** Another server of the same owner. */
    RedisURI at(String host, int port) {
        RedisURI other = new RedisURI(host, port, commandTimeout);
        other.applySsl(uri);
        other.applyAuthentication(uri);
        other.setClientName(uri.getClientName());
        other.setDatabase(uri.getDatabase());
        return other;
    }

    /** Says nothing of the uri: it may hold a user and a password. */
    @Override
    public String toString() {
        return "RedisSettings";
    }
}
