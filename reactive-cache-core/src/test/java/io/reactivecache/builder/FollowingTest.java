package io.reactivecache.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.ReactiveCache;
import io.reactivecache.Source;
import io.reactivecache.fixture.ScriptedLog;
import io.reactivecache.spi.KeyCodec;
import io.reactivecache.spi.KeyCodecs;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

final class FollowingTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final ScriptedLog log = new ScriptedLog();

    /** A codec that cannot read what it has written. */
    private static final KeyCodec<String> ONE_WAY = new KeyCodec<>() {
        @Override
        public String encode(String key) {
            return KeyCodecs.strings().encode(key);
        }

        @Override
        public String decode(String text) {
            if (text.equals("bad")) {
                throw new StackOverflowError();
            }
            return text;
        }
    };

    @Test
    void anErrorWhileARecordIsAppliedClearsTheTierAndTheNextRecordIsApplied() {
        ReactiveCache<String, String> cache = ReactiveCaches.builder("orders")
                .keys(ONE_WAY)
                .values(String.class)
                .loader(Mono::just)
                .log(log)
                .build();
        log.reset(-1);
        loads(cache, Source.LOADED);
        loads(cache, Source.LOCAL);
        cache.invalidate("bad").subscribe();
        log.deliver(0);
        loads(cache, Source.LOADED);
        cache.invalidate("good").subscribe();
        loads(cache, Source.LOADED);
        log.deliver(1);

        loads(cache, Source.LOADED);
        assertThat(log.tails()).hasSize(1);
    }

    @Test
    void aCacheThatCannotPublishItsCountsIsNotBuiltAndFollowsNothing() {
        assertThatThrownBy(() -> ReactiveCaches.builder("orders")
                        .keys(String.class)
                        .values(String.class)
                        .log(log)
                        .metrics((cache, counts, size, timings) -> {
                            throw new IllegalStateException("meter");
                        })
                        .build())
                .hasMessage("meter");

        assertThat(log.tails()).isEmpty();
    }

    private static void loads(ReactiveCache<String, String> cache, Source source) {
        StepVerifier.create(cache.lookup("good"))
                .assertNext(found -> assertThat(found.source()).isEqualTo(source))
                .expectComplete()
                .verify(LONG);
    }
}
