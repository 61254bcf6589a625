package io.reactivecache.internal.writebehind;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheClosedException;
import io.reactivecache.CacheOverloadedException;
import io.reactivecache.config.WhenFull;
import io.reactivecache.fixture.Heard;
import io.reactivecache.spi.CacheMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Room for pending writes, and who gets it. */
final class BudgetTest {

    private final Wakes wakes = new Wakes();
    private final List<String> used = new ArrayList<>();

    private Heard<Void> take(Budget budget, long size, String name) {
        return Heard.of(budget.take(size, UnaryOperator.identity(), () -> Mono.fromRunnable(() -> used.add(name))));
    }

    private void give(Budget budget, long size) {
        budget.give(size);
        wakes.run();
    }

    @Test
    void whoCameFirstGetsTheRoomFirst() {
        Budget budget = new Budget(1, 100, 10, wakes, Schedulers.immediate());
        take(budget, 10, "a");
        Heard<Void> second = take(budget, 10, "b");
        take(budget, 10, "c");

        assertThat(used).containsExactly("a");
        assertThat(second.isNothing()).isTrue();
        give(budget, 10);
        assertThat(used).containsExactly("a", "b");
        give(budget, 10);
        assertThat(used).containsExactly("a", "b", "c");
        assertThat(budget.records()).isEqualTo(1);
        assertThat(budget.bytes()).isEqualTo(10);
    }

    @Test
    void nobodyTakesRoomPastThoseWhoWait() {
        Budget budget = new Budget(10, 100, 10, wakes, Schedulers.immediate());
        take(budget, 90, "large");
        take(budget, 50, "waits");

        assertThat(budget.tryTake(1)).isFalse();
    }

    @Test
    void bytesAreBoundedToo() {
        Budget budget = new Budget(10, 100, 0, wakes, Schedulers.immediate());

        assertThat(budget.tryTake(60)).isTrue();
        assertThat(budget.tryTake(41)).isFalse();
        assertThat(budget.tryTake(40)).isTrue();
    }

    @Test
    void whatIsLargerThanAllTheRoomHasItAlone() {
        Budget budget = new Budget(10, 100, 10, wakes, Schedulers.immediate());

        assertThat(budget.tryTake(1_000)).isTrue();
        assertThat(budget.tryTake(1)).isFalse();
        give(budget, 1_000);
        assertThat(budget.bytes()).isZero();
    }

    @Test
    void whoLeavesTheLineMakesWay() {
        Budget budget = new Budget(2, 100, 10, wakes, Schedulers.immediate());
        take(budget, 60, "a");
        Heard<Void> large = take(budget, 90, "large");
        take(budget, 40, "small");

        large.cancel();
        assertThat(used).containsExactly("a", "small");
        assertThat(budget.waiting()).isZero();
    }

    @Test
    void roomThatIsGrantedToWhoHasLeftIsGivenBack() {
        Budget budget = new Budget(1, 100, 10, wakes, Schedulers.immediate());
        take(budget, 1, "a");
        Heard<Void> second = take(budget, 1, "b");
        budget.give(1);
        second.cancel();
        wakes.run();

        assertThat(used).containsExactly("a");
        assertThat(budget.records()).isZero();
    }

    @Test
    void theLineIsBounded() {
        Budget budget = new Budget(1, 100, 1, wakes, Schedulers.immediate());
        take(budget, 1, "a");
        take(budget, 1, "b");

        assertThat(take(budget, 1, "c").error())
                .isInstanceOf(CacheOverloadedException.class)
                .hasMessage("pending writes under way: more than 1 (expected: <= 1)");
    }

    @Test
    void closingRefusesThoseWhoWaitAndCompletesWhenAllRoomIsBack() {
        Budget budget = new Budget(1, 100, 10, wakes, Schedulers.immediate());
        take(budget, 1, "a");
        Heard<Void> waits = take(budget, 1, "b");
        Heard<Void> closed = Heard.of(budget.close(() -> new CacheClosedException("orders")));

        assertThat(waits.error()).isInstanceOf(CacheClosedException.class);
        assertThat(take(budget, 1, "c").error()).isInstanceOf(CacheClosedException.class);
        assertThat(budget.tryTake(1)).isFalse();
        assertThat(closed.isNothing()).isTrue();
        give(budget, 1);
        assertThat(closed.isEmpty()).isTrue();
    }

    @Test
    void aWriteWaitsForRoomAsLongAsItMay() {
        try (Scene scene = new Scene(settings -> settings.maxRecords(1).maxWait(Duration.ofSeconds(5)))) {
            scene.writer = writes -> Mono.never();
            scene.put("a", "1");
            Heard<Void> second = Heard.of(scene.deferred("b", "1"));
            Heard<Void> third = Heard.of(scene.eventual("c", "1"));
            scene.pass(Duration.ofSeconds(4));

            assertThat(second.isNothing()).isTrue();
            assertThat(scene.engine.waiting()).isEqualTo(2);
            scene.pass(Duration.ofSeconds(2));
            assertThat(second.error()).isInstanceOf(CacheOverloadedException.class);
            assertThat(third.error()).isInstanceOf(CacheOverloadedException.class);
            assertThat(scene.engine.waiting()).isZero();
            assertThat(scene.engine.records()).isEqualTo(1);
            assertThat(scene.count(CacheMeter.BEHIND_REJECTED)).isEqualTo(2);
        }
    }

    @Test
    void aWriteIsRejectedAtOnceIfItIsSetSo() {
        try (Scene scene = new Scene(settings -> settings.maxRecords(1).whenFull(WhenFull.REJECT))) {
            scene.put("a", "1");

            assertThat(Heard.of(scene.eventual("b", "1")).error()).isInstanceOf(CacheOverloadedException.class);
            assertThat(Heard.of(scene.deferred("c", "1")).error()).isInstanceOf(CacheOverloadedException.class);
            scene.batch();
            scene.put("d", "1");
            assertThat(scene.found("d")).isEqualTo("1");
        }
    }

    @Test
    void aWriterThatIsTenTimesTooSlowHoldsBackItsCallers() {
        try (Scene scene =
                new Scene(settings -> settings.maxRecords(100).batchSize(10).batches(1))) {
            scene.writer =
                    writes -> Mono.delay(Duration.ofSeconds(1), scene.time).then();
            List<Heard<Void>> answers = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                answers.add(Heard.of(scene.eventual("key" + i, "1")));
                if (i % 100 == 99) {
                    scene.pass(Duration.ofSeconds(1));
                }
                assertThat(scene.engine.records()).isLessThanOrEqualTo(100);
            }
            scene.pass(Duration.ofMinutes(3));
            long accepted = answers.stream().filter(Heard::isEmpty).count();

            assertThat(accepted).isBetween(200L, 400L);
            assertThat(scene.written).hasSize((int) accepted);
        }
    }
}
