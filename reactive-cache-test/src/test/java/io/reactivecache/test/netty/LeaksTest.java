package io.reactivecache.test.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.reactivecache.test.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LeaksTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Test
    void aBufferThatIsForgottenIsTold() {
        List<String> told = new ArrayList<>();
        forget();

        Eventually.within(LIMIT).holds("told", () -> told.addAll(Leaks.told()));
        assertThat(told).allMatch(leak -> leak.startsWith("ByteBuf"));
    }

    @Test
    void everyBufferIsWatched() {
        assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
    }

    private static void forget() {
        PooledByteBufAllocator.DEFAULT.buffer();
    }
}
