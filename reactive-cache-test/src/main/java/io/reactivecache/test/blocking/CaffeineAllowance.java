package io.reactivecache.test.blocking;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Lets BlockHound pass one wait: a writer that finds Caffeine's write buffer full waits for the thread that is emptying it,
 * for as long as that takes. It is a wait for another processor, never for a device or the network, and only bursts of
 * writes from several threads meet it.
 */
public final class CaffeineAllowance implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside("com.github.benmanes.caffeine.cache.BoundedLocalCache", "lock");
    }
}
