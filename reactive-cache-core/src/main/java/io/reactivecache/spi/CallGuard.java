package io.reactivecache.spi;

import reactor.core.publisher.Mono;

/**
 * Lets calls of the remote store through, or turns them away at once while there is no point in making them. Safe to use
 * from many threads, never blocks.
 */
public interface CallGuard {

    /** Lets every call through. */
    CallGuard NONE = new CallGuard() {
        @Override
        public <T> Mono<T> guard(Mono<T> call) {
            return call;
        }

        @Override
        public boolean isOpen() {
            return false;
        }
    };

    /**
     * The call, made or turned away anew for each subscription. Cold.
     *
     * <p>Emits what the call emits. A call that is turned away is never subscribed and errors with a {@link
     * io.reactivecache.CacheException} without a stack trace. How a call ended is judged by its own signals: give it a time
     * limit of its own. A caller that cancels says nothing about the store.
     */
    <T> Mono<T> guard(Mono<T> call);

    /** True while calls are turned away, as far as is known without making one. To be shown, not to be decided by. */
    boolean isOpen();
}
