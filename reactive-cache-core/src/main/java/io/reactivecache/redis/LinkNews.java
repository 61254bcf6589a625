package io.reactivecache.redis;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.util.Logger;
import reactor.util.Loggers;

/** What the log is told of the links to a server: each change once, however many links it meets. */
final class LinkNews {

    private static final Logger LOG = Loggers.getLogger(RedisRemoteStore.class);
    private static final int MOST_REASONS = 16;

    private final String server;
    private final int links;
    private final AtomicInteger present = new AtomicInteger();
    private final Set<String> reasons = ConcurrentHashMap.newKeySet();

    LinkNews(String server, int links) {
        this.server = server;
        this.links = links;
    }

    void connected() {
        if (present.incrementAndGet() == links) {
            reasons.clear();
            LOG.info("{}: connected", server);
        }
    }

    void closed() {
        if (present.getAndDecrement() == links) {
            LOG.info("{}: connection closed", server);
        }
    }

    /** Each reason once until all links are there: behind a server that was slow to start a wrong password may show up. */
    void failed(Throwable failure) {
        String reason = Failures.word(failure);
        if (reasons.size() < MOST_REASONS && reasons.add(reason)) {
            LOG.warn("{}: not reachable ({}), trying on", server, reason);
        }
    }
}
