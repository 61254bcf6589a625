package io.reactivecache.redis;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** A read that is sent together with others. */
final class CombinedRead<T> extends Mono<T> {

    private final CombinedReads reads;
    private final byte[] key;
    private final WaitingRead.Answer<T> answer;

    private CombinedRead(CombinedReads reads, byte[] key, WaitingRead.Answer<T> answer) {
        this.reads = reads;
        this.key = key;
        this.answer = answer;
    }

    static <T> Mono<T> of(CombinedReads reads, byte[] key, WaitingRead.Answer<T> answer) {
        return onAssembly(new CombinedRead<>(reads, key, answer));
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        actual.onSubscribe(new WaitingRead<>(reads, key, answer, actual));
    }
}
