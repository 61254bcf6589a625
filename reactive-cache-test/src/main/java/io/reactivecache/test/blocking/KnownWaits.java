package io.reactivecache.test.blocking;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Lets BlockHound pass the waits of the libraries underneath that are for another processor, never for a device or the
 * network, and that only bursts from several threads meet.
 *
 * <p>Caffeine: a writer that finds the write buffer full waits for the thread that is emptying it, and so does who clears the
 * cache, as a node does whose log begins anew. Lettuce: the lock in front of a connection's command
 * queue, held for a few instructions; an error thrown there, which is what BlockHound does, would leave its count of writers
 * wrong, and every later command on that connection would spin without end; and the lock of its bounded queue, which every
 * command takes to look how full that is. Netty: the locks of the allocator of buffers, which several event loops meet when they
 * allocate their first, and that of the queue that tells a thread to end. Reactor: the lock of the queue of timers, taken when
 * one that ticks is cancelled; it lets the same pass itself for one that does not.
 */
public final class KnownWaits implements BlockHoundIntegration {

    private static final String CAFFEINE = "com.github.benmanes.caffeine.cache.BoundedLocalCache";
    private static final String LETTUCE = "io.lettuce.core.protocol.SharedLock";
    private static final String ENDPOINT = "io.lettuce.core.protocol.DefaultEndpoint";
    private static final String TIMER = "reactor.core.scheduler.PeriodicWorkerTask";
    private static final String ALLOCATOR = "io.netty.buffer.AdaptivePoolingAllocator";
    private static final String EXECUTOR = "io.netty.util.concurrent.SingleThreadEventExecutor";

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside(CAFFEINE, "lock")
                .allowBlockingCallsInside(CAFFEINE, "clear")
                .allowBlockingCallsInside(LETTUCE, "incrementWriters")
                .allowBlockingCallsInside(LETTUCE, "lockWritersExclusive")
                .allowBlockingCallsInside(LETTUCE, "doExclusive")
                .allowBlockingCallsInside(ENDPOINT, "validateWrite")
                .allowBlockingCallsInside(TIMER, "dispose")
                .allowBlockingCallsInside(ALLOCATOR, "allocate")
                .allowBlockingCallsInside(ALLOCATOR + "$Magazine", "free")
                .allowBlockingCallsInside(EXECUTOR, "shutdown0");
    }
}
