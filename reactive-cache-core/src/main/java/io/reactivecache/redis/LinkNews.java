package io.reactivecache.redis;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.util.Logger;
import reactor.util.Loggers;

/** What the log is told of the links to a server: each change once, however many links it meets. */
final class LinkNews {

    private static final Logger LOG = Loggers.getLogger(RedisRemoteStore.class);

    private final String server;
    private final int links;
    private final AtomicInteger present = new AtomicInteger();
    private final AtomicBoolean absenceIsKnown = new AtomicBoolean();

    LinkNews(String server, int links) {
        this.server = server;
        this.links = links;
    }

    void connected() {
        if (present.incrementAndGet() == links) {
            absenceIsKnown.set(false);
            LOG.info("{}: connected", server);
        }
    }

    void closed() {
        if (present.getAndDecrement() == links) {
            absenceIsKnown.set(true);
            LOG.info("{}: connection closed", server);
        }
    }

    void failed(Throwable failure) {
        if (absenceIsKnown.compareAndSet(false, true)) {
            LOG.warn("{}: not reachable ({}), trying on", server, Failures.word(failure));
        }
    }
}
