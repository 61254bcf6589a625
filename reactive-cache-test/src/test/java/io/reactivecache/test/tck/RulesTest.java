package io.reactivecache.test.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What runs the rules fails where a publisher breaks one. */
final class RulesTest {

    @Test
    void publishersThatKeepTheRulesBreakNone() throws Exception {
        assertThat(Rules.brokenBy(Subject.many("range", n -> Flux.range(0, (int) Math.min(n, Integer.MAX_VALUE)))))
                .isEmpty();
    }

    @Test
    void emittingMoreThanWasAskedForIsFound() throws Exception {
        assertThat(Rules.brokenBy(Subject.many("flood", RulesTest::flood)))
                .contains("required_spec101_subscriptionRequestMustResultInTheCorrectNumberOfProducedElements");
    }

    @Test
    void aSecondElementIsFound() throws Exception {
        assertThat(Rules.brokenBy(Subject.one("two", () -> Flux.just("a", "b"))))
                .contains("required_createPublisher1MustProduceAStreamOfExactly1Element");
    }

    @Test
    void aMissingSubscriberThatIsTakenIsFound() throws Exception {
        assertThat(Rules.brokenBy(Subject.one("lenient", () -> lenient(Mono.just("a")))))
                .containsExactly("required_spec109_subscribeThrowNPEOnNullSubscriber");
    }

    @Test
    void anAssumptionThatFailsStillAbortsATestOfJUnit() {
        assertThatThrownBy(() -> assumeThat(true).isFalse()).isInstanceOf(TestAbortedException.class);
    }

    private static Publisher<Long> flood(long count) {
        return subscriber -> {
            subscriber.onSubscribe(new Deaf());
            LongStream.range(0, Math.min(count, 64)).forEach(subscriber::onNext);
            subscriber.onComplete();
        };
    }

    private static <T> Publisher<T> lenient(Publisher<T> publisher) {
        return subscriber -> {
            if (subscriber != null) {
                publisher.subscribe(subscriber);
            }
        };
    }

    /** Hears neither what is asked for nor that it is enough. */
    private static final class Deaf implements Subscription {

        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }
}
