package io.reactivecache.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Keys that change while the filter is filled, asked or added to. */
final class FilterChangesTest extends FilterGateSteps {

    @Test
    void aKeyInsertedWhileTheStreamIsReadIsNotHidden() {
        run();
        gate.reset();
        look();
        stream(0, "a");
        gate.changed("inserted");
        complete(0);

        assertThat(gate.isActive()).isTrue();
        assertThat(passes("inserted")).isTrue();
        look();
        assertThat(filter.keys()).containsExactlyInAnyOrder("a", "inserted");
        assertThat(passes("inserted")).isTrue();
        assertThat(passes("absent")).isFalse();
    }

    @Test
    void aChangedKeyPassesAtOnceAndForGood() {
        fillWith("a");
        assertThat(passes("new")).isFalse();
        gate.changed("new");

        assertThat(passes("new")).isTrue();
        look();
        assertThat(filter.keys()).contains("new");
        assertThat(passes("new")).isTrue();
    }

    @Test
    void aKeyChangedWhileTheFilterIsAskedIsNotHidden() {
        fillWith("a");
        filter.asking(() -> Mono.fromRunnable(() -> gate.changed("new")));

        assertThat(passes("new")).isTrue();
    }

    @Test
    void aChangedKeyThatTheFilterTakesWhileItIsAskedIsNotHidden() {
        fillWith("a");
        gate.changed("new");
        filter.asking(() -> Mono.fromRunnable(this::look));

        assertThat(passes("new")).isTrue();
    }

    @Test
    void aChangeTheFilterDoesNotTakeIsKeptAndAddedLater() {
        fillWith("a");
        filter.adding(() -> Mono.error(new IllegalStateException("full")));
        gate.changed("new");
        look();
        assertThat(passes("new")).isTrue();
        filter.clear().subscribe();
        filter.adding(Mono::empty);
        look();

        assertThat(filter.keys()).containsExactly("new");
    }

    @Test
    void aKeyChangedAgainWhileItIsBeingAddedIsAddedAgain() {
        fillWith("a");
        Sinks.Empty<Void> held = Sinks.empty();
        filter.adding(held::asMono);
        gate.changed("new");
        look();
        filter.clear().subscribe();
        gate.changed("new");
        held.tryEmitEmpty().orThrow();

        assertThat(passes("new")).isTrue();
        look();
        assertThat(filter.keys()).containsExactly("new");
    }

    @Test
    void moreChangesThanThereIsRoomForMakeItFillAnewWithoutHidingOne() {
        fillWith("a");
        List.of("1", "2", "3", "3").forEach(gate::changed);
        assertThat(gate.isActive()).isTrue();
        gate.changed("4");

        assertThat(gate.isActive()).isFalse();
        assertThat(passes("4")).isTrue();
        look();
        List.of("a", "1", "2", "3", "4").forEach(key -> stream(1, key));
        complete(1);
        assertThat(gate.isActive()).isTrue();
        assertThat(passes("4")).isTrue();
    }

    @Test
    void aChangeWithoutRoomWhileItIsFilledMakesItBeginAnewAfterAPause() {
        run();
        gate.reset();
        look();
        filter.adding(Mono::never);
        List.of("1", "2", "3", "4").forEach(gate::changed);
        filter.adding(Mono::empty);
        complete(0);
        assertThat(gate.isActive()).isFalse();

        time.advanceTimeBy(LONGEST);
        assertThat(streams).hasSize(2);
        complete(1);
        assertThat(gate.isActive()).isTrue();
    }

    @Test
    void changesWithoutRoomBeforeTheLogIsFollowedBeginNothing() {
        run();
        IntStream.range(0, 10).forEach(i -> gate.changed("k" + i));
        look();

        assertThat(streams).isEmpty();
    }
}
