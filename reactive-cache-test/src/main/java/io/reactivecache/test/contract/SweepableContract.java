package io.reactivecache.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.spi.RemoteRead.Tombstone;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Sweepable;
import io.reactivecache.spi.Sweepable.Swept;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** What {@link Sweepable} promises. Extend it with the store under test. */
public abstract class SweepableContract extends RemoteStoreSteps {

    private static final int MANY = 100_000;
    private static final int SOME = 1_000;
    private static final int AT_ONCE = 64;

    /** The values of the store under test. */
    protected abstract Sweepable values();

    /** Makes the store unreachable until the test has ended; it is known when this returns. */
    protected abstract void lose();

    /** Puts so many strings under keys that begin with a text, past the store, that are no values. */
    protected abstract void clutter(String prefix, int count);

    /** Puts a copy of what is under a key under others that begin with a text, past the store. */
    protected abstract void copy(String key, String prefix, int count);

    @Test
    void aValueIsSeenWithItsStampAndTags() {
        fill("a", 5);

        assertThat(scan(key)).containsExactly(new Swept(key, at(EPOCH, 5), TAGS));
    }

    @Test
    void manyLongTagsAreSeenWhole() {
        Set<String> tags =
                IntStream.range(0, 60).mapToObj(i -> "\u00e9".repeat(120) + i).collect(Collectors.toSet());
        StoredEntry usual = entry("a", 5);
        fill(
                new StoredEntry(
                        usual.stamp(),
                        usual.age(),
                        usual.freshFor(),
                        usual.ttl(),
                        usual.loadTime(),
                        tags,
                        Optional.empty(),
                        usual.payload()),
                ticket());

        assertThat(scan(key)).containsExactly(new Swept(key, at(EPOCH, 5), tags));
    }

    @Test
    void aKnownAbsenceIsAValue() {
        fill(entry(at(EPOCH, 5), Duration.ZERO, LONG, Optional.empty()), ticket());

        assertThat(scan(key)).hasSize(1);
    }

    @Test
    void whatIsNoValueIsNotSeen() {
        close(ALICE);
        assertThat(scan(key)).isEmpty();
        open(ALICE, 5);
        assertThat(scan(key)).isEmpty();
        damage(key);
        assertThat(scan(key)).isEmpty();
    }

    @Test
    void onlyKeysThatBeginWithTheTextAreSeen() {
        String mine = "cache-" + UUID.randomUUID();
        for (String name : List.of(mine + ":0:a", mine + ":1:b", mine + "s:0:a", "x" + mine + ":0:a", mine)) {
            key = name;
            fill("a", 5);
        }

        assertThat(scan(mine + ":")).extracting(Swept::key).containsExactlyInAnyOrder(mine + ":0:a", mine + ":1:b");
    }

    @Test
    void ofVeryManyEachIsSeenAndNothingElse() {
        fill("a", 5);
        String mine = "many-" + UUID.randomUUID() + ":";
        copy(key, mine + "0:", MANY);
        copy(key, "not-" + mine, SOME);
        clutter(mine + "1:", SOME);
        Set<String> seen = new HashSet<>();
        values().scan(mine).doOnNext(value -> seen.add(value.key())).blockLast(LONG.multipliedBy(3));

        assertThat(seen).hasSize(MANY).allMatch(name -> name.startsWith(mine + "0:"));
    }

    @Test
    void readsOnAsItIsAskedForMore() {
        fill("a", 5);
        String mine = "asked-" + UUID.randomUUID() + ":";
        copy(key, mine, SOME);

        StepVerifier.create(values().scan(mine), 0)
                .expectSubscription()
                .thenRequest(3)
                .expectNextCount(3)
                .thenRequest(1)
                .expectNextCount(1)
                .thenCancel()
                .verify(LONG);
    }

    @Test
    void valuesThatAreRemovedMeanwhileDoNotEndIt() {
        fill("a", 5);
        String mine = "removed-" + UUID.randomUUID() + ":";
        copy(key, mine, SOME);
        Flux<Boolean> removed =
                values().scan(mine).flatMap(value -> values().removeBefore(value.key(), at(EPOCH, 6)), AT_ONCE);

        assertThat(removed.filter(done -> done).count().block(LONG)).isEqualTo(SOME);
        assertThat(scan(mine)).isEmpty();
    }

    @Test
    void anOlderValueIsRemovedAndNoOther() {
        fill("a", 5);
        assertThat(removes(at(EPOCH, 5))).isFalse();
        assertThat(removes(at(OTHER_EPOCH, 6))).isFalse();
        assertThat(value()).isEqualTo("a");

        assertThat(removes(at(EPOCH, 6))).isTrue();
        assertThat(isEmpty()).isTrue();
        assertThat(removes(at(EPOCH, 6))).isFalse();
    }

    @Test
    void offsetsAreComparedByAllTheirBits() {
        fill("a", 1L << 40);
        assertThat(removes(at(EPOCH, (1L << 40) - 1))).isFalse();
        assertThat(removes(at(EPOCH, (1L << 40) + 1))).isTrue();

        fill("a", -1);
        assertThat(removes(at(EPOCH, 0))).isTrue();
    }

    @Test
    void whatIsRemovedLeavesTheTombstoneOfItsStamp() {
        fill("a", 5);

        assertThat(done(values().removeBefore(key, at(EPOCH, 9), LONG))).isTrue();
        assertThat(read().entry()).isEmpty();
        assertThat(read().tombstone()).contains(new Tombstone(EPOCH, 5));
        assertThat(fill("late", 4)).isFalse();
        assertThat(fill("a", 5)).isTrue();
    }

    @Test
    void theTombstoneOfWhatIsRemovedLivesAsLongAsGiven() {
        fill("a", 5);
        done(values().removeBefore(key, at(EPOCH, 9), SHORT));
        assertThat(fill("late", 4)).isFalse();
        elapse(SHORT);

        assertThat(fill("b", 4)).isTrue();
    }

    @Test
    void withoutATimeForItNoTombstoneIsLeft() {
        fill("a", 5);
        removes(at(EPOCH, 9));

        assertThat(read().tombstone()).isEmpty();
        assertThat(fill("b", 4)).isTrue();
    }

    @Test
    void theTombstoneOfAValueWhoseTtlIsOverStays() {
        StoredEntry brief = entry("a", at(EPOCH, 5), SHORT);
        done(store.store(key, ALICE, brief, ticket(), LONG));
        elapse(SHORT);

        assertThat(removes(at(EPOCH, 9))).isFalse();
        assertThat(fill("late", 4)).isFalse();
    }

    /** They would turn a late fill away. */
    @Test
    void marksAndTombstonesStay() {
        close(ALICE);
        assertThat(removes(at(EPOCH, 9))).isFalse();
        assertThat(fill("late", 4)).isFalse();
        open(ALICE, 5);
        assertThat(removes(at(EPOCH, 9))).isFalse();
        assertThat(fill("late", 4)).isFalse();
    }

    @Test
    void everyOperationFailsWhileTheStoreIsAway() {
        fill("a", 5);
        lose();

        StepVerifier.create(values().scan(key)).expectError().verify(LONG);
        StepVerifier.create(values().removeBefore(key, at(EPOCH, 9)))
                .expectError()
                .verify(LONG);
    }

    @Test
    void nothingHappensBeforeSubscription() {
        fill("a", 5);
        values().removeBefore(key, at(EPOCH, 9));
        values().scan(key);

        assertThat(value()).isEqualTo("a");
    }

    private boolean removes(Position position) {
        return done(values().removeBefore(key, position));
    }

    private List<Swept> scan(String prefix) {
        List<Swept> seen = new ArrayList<>();
        values().scan(prefix).distinct().doOnNext(seen::add).blockLast(LONG);
        return seen;
    }
}
