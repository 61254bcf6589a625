package io.reactivecache.test.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.spi.InProcessInvalidationLog;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogEvent.Appended;
import io.reactivecache.spi.LogEvent.Reset;
import io.reactivecache.test.contract.InvalidationLogContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class InProcessInvalidationLogTest extends InvalidationLogContract {

    private static final byte[] PAYLOAD = {1};

    @Override
    protected InvalidationLog newLog() {
        return new InProcessInvalidationLog(PARTITIONS);
    }

    @Test
    void eachInstanceIsAnEpochOfItsOwn() {
        assertThat(new InProcessInvalidationLog().end().block().epoch())
                .isNotEqualTo(new InProcessInvalidationLog().end().block().epoch());
    }

    @Test
    void aLogWithoutPartitionsIsRefused() {
        assertThatThrownBy(() -> new InProcessInvalidationLog(0)).hasMessage("partitions: 0 (expected: >= 1)");
    }

    @Test
    void anAppendIsDeliveredBeforeItIsAcknowledged() {
        InvalidationLog log = newLog();
        List<Object> order = new ArrayList<>();
        log.tail(Optional.empty()).filter(Appended.class::isInstance).subscribe(event -> order.add("delivered"));
        log.append(0, PAYLOAD).subscribe(position -> order.add("acknowledged"));

        assertThat(order).containsExactly("delivered", "acknowledged");
    }

    @Test
    void whatALaggingTailMissedIsReplacedByAResetWhereItGoesOn() {
        InvalidationLog log = newLog();
        int many = 100_000;
        List<Long> seen = new ArrayList<>();
        StepVerifier.create(log.tail(Optional.empty()), 0)
                .thenRequest(1)
                .assertNext(first -> assertThat(first).isInstanceOf(Reset.class))
                .then(() -> Flux.range(0, many)
                        .concatMap(i -> log.append(0, PAYLOAD))
                        .blockLast())
                .thenRequest(1)
                .assertNext(record -> seen.add(offset(record)))
                .then(() -> log.append(0, PAYLOAD).block())
                .thenRequest(Long.MAX_VALUE)
                .thenConsumeWhile(Appended.class::isInstance, record -> seen.add(offset(record)))
                .assertNext(gap -> assertThat(gap).isEqualTo(new Reset(log.end().block())))
                .then(() -> log.append(0, PAYLOAD).block())
                .assertNext(next -> assertThat(offset(next)).isEqualTo(many + 1))
                .thenCancel()
                .verify();
        assertThat(seen)
                .hasSizeLessThan(10_000)
                .isEqualTo(LongStream.range(0, seen.size()).boxed().toList());
    }

    private static long offset(LogEvent record) {
        return ((Appended) record).position().offset();
    }

    @Test
    void aTailThatAppendsWhileItAppliesSeesItsRecordsInOrder() {
        InvalidationLog log = newLog();
        List<Long> seen = new ArrayList<>();
        log.tail(Optional.empty()).filter(Appended.class::isInstance).subscribe(event -> {
            seen.add(((Appended) event).position().offset());
            if (seen.size() < 50) {
                log.append(0, PAYLOAD).subscribe();
                log.append(0, PAYLOAD).subscribe();
            }
        });
        log.append(0, PAYLOAD).block();

        assertThat(seen).hasSize(99).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aTailCancelledWhileItAppliesGetsNoFurtherRecord() {
        InvalidationLog log = newLog();
        List<LogEvent> seen = new ArrayList<>();
        log.tail(Optional.empty()).subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnNext(LogEvent event) {
                seen.add(event);
                log.append(0, PAYLOAD).subscribe();
                log.append(0, PAYLOAD).subscribe();
                cancel();
            }
        });
        log.append(0, PAYLOAD).block();

        assertThat(seen).hasSize(1);
    }
}
