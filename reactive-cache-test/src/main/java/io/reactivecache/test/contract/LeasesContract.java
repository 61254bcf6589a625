package io.reactivecache.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.spi.LeasedRead;
import io.reactivecache.spi.Leases;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Ticket;
import io.reactivecache.spi.Token;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** What {@link Leases} promises. Extend it with the store under test. */
public abstract class LeasesContract extends RemoteStoreSteps {

    private static final int ROUNDS = 1_000;
    private static final int AT_ONCE = 8; // a slow machine is to answer each in time

    /** The leases of the store under test. */
    protected abstract Leases leases();

    /** Makes the store unreachable until the test has ended; it is known when this returns. */
    protected abstract void lose();

    @Test
    void whoComesFirstHasTheLease() {
        assertThat(acquires(ALICE)).isTrue();
        assertThat(acquires(BOB)).isFalse();
        assertThat(acquires(BOB)).isFalse();
    }

    @Test
    void ofTwoContendersOneWins() {
        Flux<Integer> winners = Flux.range(0, ROUNDS)
                .flatMap(
                        round -> Flux.just(ALICE, BOB)
                                .flatMap(token -> leases().acquire(key + round, token, LONG, LONG)
                                        .subscribeOn(Schedulers.parallel()))
                                .map(answer -> answer.leased() ? 1 : 0)
                                .reduce(0, Integer::sum),
                        AT_ONCE);
        StepVerifier.create(winners.collectList())
                .assertNext(counts -> assertThat(counts).hasSize(ROUNDS).allMatch(count -> count == 1))
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void aLeaseIsFreeWhenItsTimeIsOver() {
        assertThat(acquires(ALICE, SHORT)).isTrue();
        assertThat(acquires(BOB)).isFalse();
        elapse(SHORT);
        assertThat(acquires(BOB)).isTrue();
        assertThat(acquires(ALICE)).isFalse();
    }

    @Test
    void whoHasTheLeaseIsGivenItAgain() {
        assertThat(acquires(ALICE)).isTrue();
        assertThat(acquires(ALICE)).isTrue();
        assertThat(acquires(BOB)).isFalse();
    }

    @Test
    void whoHasTheLeaseProlongsIt() {
        acquires(ALICE, SHORT);
        acquires(ALICE, LONG);
        elapse(SHORT);
        assertThat(acquires(BOB)).isFalse();
    }

    @Test
    void whoDoesNotHaveTheLeaseProlongsNothing() {
        acquires(ALICE, SHORT);
        acquires(BOB, LONG);
        elapse(SHORT);
        assertThat(acquires(BOB)).isTrue();
    }

    @Test
    void aLeaseGivenBackIsFree() {
        acquires(ALICE);
        release(ALICE);
        assertThat(acquires(BOB)).isTrue();
    }

    @Test
    void nobodyGivesTheLeaseOfAnotherBack() {
        acquires(ALICE);
        release(BOB);
        release(new Token(ALICE.node(), ALICE.sequence() + 1));
        assertThat(acquires(BOB)).isFalse();
    }

    @Test
    void aRepeatedReleaseDoesNoHarm() {
        acquires(ALICE);
        release(ALICE);
        acquires(BOB);
        release(ALICE);
        assertThat(acquires(ALICE)).isFalse();
    }

    @Test
    void releaseCompletesEmptyWhetherThereWasALeaseOrNot() {
        StepVerifier.create(leases().release(key, ALICE)).verifyComplete();
        acquires(ALICE);
        StepVerifier.create(leases().release(key, BOB)).verifyComplete();
        StepVerifier.create(leases().release(key, ALICE)).verifyComplete();
    }

    @Test
    void whatIsThereIsReadWhoeverHasTheLease() {
        fill("a", 5);
        for (Token token : new Token[] {ALICE, BOB}) {
            LeasedRead answer = acquire(token, LONG);
            assertThat(answer.leased()).isEqualTo(token == ALICE);
            StoredEntry entry = answer.read().entry().orElseThrow();
            assertThat(entry.payload().orElseThrow().bytes())
                    .isEqualTo(entry("a", 5).payload().orElseThrow().bytes());
            assertThat(entry.stamp()).isEqualTo(at(EPOCH, 5));
            assertThat(answer.read().damaged()).isFalse();
        }
    }

    @Test
    void whatIsNoValueIsNoneWithTheLeaseEither() {
        assertThat(acquire(ALICE, LONG).read()).satisfies(read -> {
            assertThat(read.entry()).isEmpty();
            assertThat(read.damaged()).isFalse();
        });
        close(BOB);
        assertThat(acquire(ALICE, LONG).read().entry()).isEmpty();
        open(BOB, 4);
        assertThat(acquire(ALICE, LONG).read().entry()).isEmpty();
        damage(key);
        assertThat(acquire(ALICE, LONG).read().damaged()).isTrue();
    }

    @Test
    void theReadGivesATicketForTheLoad() {
        Ticket ticket = acquire(ALICE, LONG).read().ticket();
        assertThat(fill(entry("a", 5), ticket)).isTrue();
        Ticket shorter = done(leases().acquire(key, ALICE, LONG, SHORT)).read().ticket();
        elapse(SHORT);
        assertThat(fill(entry("b", 6), shorter)).isFalse();
    }

    @Test
    void aLeaseStaysWhateverBecomesOfItsKey() {
        acquires(ALICE);
        fill("a", 4);
        assertThat(acquires(BOB)).isFalse();
        Ticket ticket = close(BOB);
        assertThat(acquires(BOB)).isFalse();
        open(BOB, 5);
        assertThat(acquires(BOB)).isFalse();
        store(BOB, "b", 6, ticket);
        assertThat(acquires(BOB)).isFalse();
        damage(key);
        assertThat(acquires(BOB)).isFalse();
        assertThat(acquires(ALICE)).isTrue();
    }

    @Test
    void aLeaseLeavesItsKeyAsItIs() {
        acquires(ALICE);
        assertThat(isEmpty()).isTrue();
        open(BOB, 5);
        acquires(ALICE);
        release(ALICE);
        assertThat(fill("old", 4)).isFalse();
        assertThat(fill("a", 5)).isTrue();
        acquires(ALICE);
        release(ALICE);
        assertThat(value()).isEqualTo("a");
    }

    @Test
    void everyKeyHasItsOwnLease() {
        acquires(ALICE);
        assertThat(done(leases().acquire(key + "lease", BOB, LONG, LONG)).leased())
                .isTrue();
        leases().release(key + "lease", ALICE).block();
        assertThat(acquires(BOB)).isFalse();
    }

    @Test
    void nothingHappensToALeaseBeforeSubscription() {
        leases().acquire(key, ALICE, LONG, LONG);
        assertThat(acquires(BOB)).isTrue();
        leases().release(key, BOB);
        assertThat(acquires(ALICE)).isFalse();
    }

    @Test
    void whatIsAwayErrors() {
        Mono<LeasedRead> acquire = leases().acquire(key, ALICE, LONG, LONG);
        Mono<Void> release = leases().release(key, ALICE);
        lose();
        StepVerifier.create(acquire).expectError().verify(Duration.ofSeconds(10));
        StepVerifier.create(release).expectError().verify(Duration.ofSeconds(10));
    }

    private boolean acquires(Token token) {
        return acquires(token, LONG);
    }

    private boolean acquires(Token token, Duration time) {
        return acquire(token, time).leased();
    }

    private LeasedRead acquire(Token token, Duration time) {
        return done(leases().acquire(key, token, time, LONG));
    }

    private void release(Token token) {
        leases().release(key, token).block(LONG);
    }
}
