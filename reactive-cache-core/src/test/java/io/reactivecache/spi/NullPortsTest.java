package io.reactivecache.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

final class NullPortsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void noGuardLetsEveryCallThroughAsItIs() {
        Mono<String> call = Mono.just("called");

        assertThat(CallGuard.NONE.guard(call)).isSameAs(call);
        assertThat(CallGuard.NONE.isOpen()).isFalse();
    }

    @Test
    void noLimiterBeginsEveryLoadAsItIs() {
        Mono<String> load = Mono.just("loaded");

        assertThat(LoadLimiter.NONE.limit(load)).isSameAs(load);
    }

    @Test
    void noFilterHoldsEveryKeyWhateverIsDoneToIt() {
        StepVerifier.create(KeyFilter.NONE
                        .add(List.of("a"))
                        .then(KeyFilter.NONE.clear())
                        .then(KeyFilter.NONE.mightContain("b")))
                .expectNext(true)
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void noHotKeysAreKnownWhateverIsRead() {
        HotKeys<String> none = HotKeys.none();
        none.record("a", 1_000_000);

        assertThat(none.isHot("a")).isFalse();
        assertThat(none.top(1)).isEmpty();
    }
}
