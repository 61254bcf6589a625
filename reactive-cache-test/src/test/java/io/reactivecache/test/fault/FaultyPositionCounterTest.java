package io.reactivecache.test.fault;

import io.reactivecache.spi.InProcessPositionCounter;
import io.reactivecache.spi.PositionCounter;
import io.reactivecache.test.contract.PositionCounterContract;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

final class FaultyPositionCounterTest extends PositionCounterContract {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Fault AWAY = Fault.fail(() -> new IllegalStateException("away"));

    @Override
    protected PositionCounter newCounter() {
        return new FaultyPositionCounter(new InProcessPositionCounter(PARTITIONS));
    }

    @Test
    void eachOperationFailsOnDemand() {
        FaultyPositionCounter counter = new FaultyPositionCounter(new InProcessPositionCounter(1));
        counter.beforeNext(AWAY);
        StepVerifier.create(counter.next(0)).expectErrorMessage("away").verify(LONG);
        StepVerifier.create(counter.end())
                .expectNextMatches(end -> end.offset(0) == -1)
                .expectComplete()
                .verify(LONG);
        counter.beforeEnd(AWAY);

        StepVerifier.create(counter.end()).expectErrorMessage("away").verify(LONG);
    }
}
