package io.reactivecache.test.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.spi.InProcessPositionCounter;
import io.reactivecache.spi.PositionCounter;
import io.reactivecache.test.contract.PositionCounterContract;
import org.junit.jupiter.api.Test;

class InProcessPositionCounterTest extends PositionCounterContract {

    @Override
    protected PositionCounter newCounter() {
        return new InProcessPositionCounter(PARTITIONS);
    }

    @Test
    void eachInstanceIsAnEpochOfItsOwn() {
        assertThat(newCounter().end().block().epoch())
                .isNotEqualTo(newCounter().end().block().epoch());
    }

    @Test
    void aCounterWithoutPartitionsIsRefused() {
        assertThatThrownBy(() -> new InProcessPositionCounter(0)).hasMessage("partitions: 0 (expected: >= 1)");
    }
}
