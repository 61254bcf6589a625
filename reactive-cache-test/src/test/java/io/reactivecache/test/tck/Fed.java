package io.reactivecache.test.tck;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A subscriber of something that never ends, which sees to it that there is a next element when one was emitted: more of
 * them than any rule looks at, yet an end for who asks for all.
 */
final class Fed<T> implements Subscriber<T> {

    private static final int ENOUGH = 64;

    private final Subscriber<? super T> subscriber;
    private final Runnable next;
    private int fed;

    private Fed(Subscriber<? super T> subscriber, Runnable next) {
        this.subscriber = subscriber;
        this.next = next;
    }

    /** The publisher as it is, with subscribers that feed it. */
    static <T> Publisher<T> by(Runnable next, Publisher<T> endless) {
        return subscriber -> endless.subscribe(of(subscriber, next));
    }

    /** That there is no subscriber is for the publisher to say. */
    private static <T> @Nullable Subscriber<T> of(@Nullable Subscriber<? super T> subscriber, Runnable next) {
        return subscriber == null ? null : new Fed<>(subscriber, next);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscriber.onSubscribe(subscription);
    }

    @Override
    public void onNext(T element) {
        if (fed++ < ENOUGH) {
            next.run();
        }
        subscriber.onNext(element);
    }

    @Override
    public void onError(Throwable failure) {
        subscriber.onError(failure);
    }

    @Override
    public void onComplete() {
        subscriber.onComplete();
    }
}
