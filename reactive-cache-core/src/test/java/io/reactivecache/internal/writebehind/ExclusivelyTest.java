package io.reactivecache.internal.writebehind;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.fixture.Heard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** An IMMEDIATE write of a key among its pending ones. */
final class ExclusivelyTest {

    private final Scene scene = new Scene();
    private final Sinks.One<String> through = Sinks.one();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void waitsForWhatIsInFlight() {
        Sinks.Empty<Void> flight = Sinks.empty();
        scene.writer = writes -> flight.asMono();
        scene.put("a", "1");
        scene.batch();
        Heard<String> turn = Heard.of(scene.engine.exclusively("a", Mono.just("through")));

        assertThat(turn.isNothing()).isTrue();
        flight.tryEmitEmpty();
        assertThat(turn.values()).containsExactly("through");
    }

    @Test
    void keepsTheKeyOutOfBatchesAndTakesThePlaceOfWhatIsPending() {
        scene.keep("a", "1");
        scene.put("b", "1");
        Heard<String> turn = Heard.of(scene.engine.exclusively("a", through.asMono()));
        scene.batch();

        assertThat(scene.written).containsExactly("b=1");
        assertThat(scene.found("a")).isEqualTo("1");
        through.tryEmitValue("through");
        scene.batch();
        assertThat(turn.values()).containsExactly("through");
        assertThat(scene.written).containsExactly("b=1");
        assertThat(scene.found("a")).isEqualTo("nothing");
        assertThat(scene.journal.entries()).isEmpty();
        assertThat(scene.engine.records()).isZero();
    }

    @Test
    void takesThePlaceOfWhatTheJournalHasNotDelivered() {
        scene.journal.hold();
        scene.keep("a", "1");
        Heard<String> turn = Heard.of(scene.engine.exclusively("a", Mono.empty()));
        scene.journal.deliver();
        scene.batch();

        assertThat(turn.isEmpty()).isTrue();
        assertThat(scene.written).isEmpty();
        assertThat(scene.found("a")).isEqualTo("nothing");
        assertThat(scene.journal.entries()).isEmpty();
        assertThat(scene.engine.records()).isZero();
    }

    @Test
    void whatWasAcceptedWhileItRanIsApplied() {
        Heard.of(scene.engine.exclusively("a", through.asMono()));
        scene.put("a", "2");
        scene.batch();

        assertThat(scene.written).isEmpty();
        through.tryEmitValue("through");
        scene.batch();
        assertThat(scene.written).containsExactly("a=2");
    }

    @Test
    void ifItFailsWhatIsPendingIsApplied() {
        scene.put("a", "1");
        Heard<String> turn = Heard.of(scene.engine.exclusively("a", through.asMono()));
        through.tryEmitError(new IllegalStateException("failed"));
        scene.batch();

        assertThat(turn.error()).hasMessage("failed");
        assertThat(scene.written).containsExactly("a=1");
    }

    @Test
    void whoLeavesWhileItWaitsOrRunsStopsNobody() {
        scene.put("a", "1");
        Heard<String> running = Heard.of(scene.engine.exclusively("a", through.asMono()));
        Heard<String> waiting = Heard.of(scene.engine.exclusively("a", Mono.just("never")));
        Heard<String> last = Heard.of(scene.engine.exclusively("a", Mono.error(new IllegalStateException("failed"))));
        waiting.cancel();
        running.cancel();

        assertThat(last.error()).hasMessage("failed");
        scene.batch();
        assertThat(scene.written).containsExactly("a=1");
    }

    @Test
    void twoOfAKeyRunOneAfterTheOther() {
        Heard<String> first = Heard.of(scene.engine.exclusively("a", through.asMono()));
        Heard<String> second = Heard.of(scene.engine.exclusively("a", Mono.just("second")));

        assertThat(second.isNothing()).isTrue();
        through.tryEmitValue("first");
        assertThat(first.values()).containsExactly("first");
        assertThat(second.values()).containsExactly("second");
    }
}
