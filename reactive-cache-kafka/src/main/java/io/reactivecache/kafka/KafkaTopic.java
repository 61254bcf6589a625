package io.reactivecache.kafka;

import io.reactivecache.spi.LogPositions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.TopicDescription;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/**
 * The topic as the brokers describe it: its life, its end, its creation if it is absent. A topic that ends before a
 * position this node knows of has lost records, and is renewed before anything is said of it.
 */
final class KafkaTopic {

    private static final Duration RETRY_AFTER = Duration.ofMillis(50);
    private static final int LOOKS_AT_FEWER = 60;

    private final TopicQuestions questions;
    private final TopicRenewal renewal;
    private final AtomicReference<@Nullable TopicLife> current = new AtomicReference<>();
    private final Mono<TopicLife> asked;

    KafkaTopic(TopicQuestions questions, TopicRenewal renewal) {
        this.questions = questions;
        this.renewal = renewal;
        this.asked = timed(whole()).contextWrite(context -> Context.empty()).cacheInvalidateIf(life -> true);
    }

    /** Emits the life last seen; asks the brokers if none was or it is over, once for all who ask meanwhile. */
    Mono<TopicLife> life() {
        return Mono.defer(() -> {
            TopicLife known = current.get();
            return known != null && !known.isBroken() ? Mono.just(known) : asked;
        });
    }

    /**
     * Emits the end of the topic, after ending the life seen before if that is over. The offsets are read between two
     * looks at the topic: if both see the same life, they are of that life.
     */
    Mono<TopicEnd> end() {
        return timed(whole().flatMap(this::endOf).repeat().next());
    }

    private static <T> Mono<T> timed(Mono<T> answer) {
        return answer.timeout(ClientSettings.QUESTION_TIMEOUT).publishOn(Schedulers.parallel());
    }

    /** What was known before the question cannot be beyond the answer. Empty if the life is over. */
    private Mono<TopicEnd> endOf(TopicLife life) {
        long[] known = life.known();
        return questions
                .lastOffsets(life.partitions())
                .map(offsets -> new TopicEnd(life, LogPositions.of(life.epoch(), offsets)))
                .filterWhen(end -> described().map(now -> now == life))
                .filter(end -> isWhole(end, known));
    }

    private static boolean isWhole(TopicEnd end, long[] known) {
        if (end.isNotBefore(known)) {
            end.life().reach(end.positions());
        } else {
            end.life().breakOff();
        }
        return !end.life().isBroken();
    }

    /** The life of the topic, another one if records were lost in the one there was. */
    private Mono<TopicLife> whole() {
        return described().flatMap(life -> life.isBroken() ? renewed(life) : Mono.just(life));
    }

    private Mono<TopicLife> renewed(TopicLife lost) {
        return renewal.of(lost)
                .filter(forAll -> !forAll)
                .doOnNext(here -> beginAnewHere(lost))
                .then(described()
                        .filter(now -> now != lost)
                        .repeatWhenEmpty(again -> again.delayElements(RETRY_AFTER)));
    }

    private void beginAnewHere(TopicLife lost) {
        current.compareAndSet(lost, new TopicLife(lost.topicId(), lost.partitions()));
        lost.end();
    }

    private Mono<TopicLife> described() {
        return questions
                .existing()
                .filter(description -> !isSmaller(description))
                .repeatWhenEmpty(again -> again.take(LOOKS_AT_FEWER).delayElements(RETRY_AFTER))
                .map(this::lifeOf)
                .switchIfEmpty(Mono.fromSupplier(this::broken));
    }

    /** No topic gets fewer partitions: a broker has not heard of them yet, or all were restored from older data. */
    private boolean isSmaller(TopicDescription description) {
        TopicLife known = current.get();
        return known != null
                && known.topicId().equals(description.topicId())
                && description.partitions().size() < known.partitions();
    }

    private @Nullable TopicLife broken() {
        TopicLife known = current.get();
        if (known != null) {
            known.breakOff();
        }
        return known;
    }

    private TopicLife lifeOf(TopicDescription description) {
        TopicLife seen =
                new TopicLife(description.topicId(), description.partitions().size());
        TopicLife before = current.getAndUpdate(known -> known != null && known.epoch() == seen.epoch() ? known : seen);
        if (before == null || before.epoch() == seen.epoch()) {
            return before == null ? seen : before;
        }
        before.end();
        return seen;
    }
}
