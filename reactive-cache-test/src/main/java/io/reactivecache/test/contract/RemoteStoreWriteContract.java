package io.reactivecache.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.spi.RemoteRead.Tombstone;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Ticket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** What {@code close}, {@code open} and {@code store} promise. */
abstract class RemoteStoreWriteContract extends RemoteStoreHoldContract {

    @Test
    void closeReplacesAValue() {
        fill("a", 5);
        close(ALICE);
        assertThat(isEmpty()).isTrue();
    }

    @Test
    void closeReplacesATombstone() {
        open(BOB, 5);
        close(ALICE);
        assertThat(fill("a", 6)).isFalse();
    }

    @Test
    void aMarkLivesAsLongAsItsFence() {
        done(store.close(key, ALICE, SHORT));
        assertThat(fill("a", 5)).isFalse();
        elapse(SHORT);
        assertThat(fill("a", 5)).isTrue();
    }

    @Test
    void closeGivesATicketForAsLongAsItsFence() {
        Ticket shorter = done(store.close(key, ALICE, SHORT));
        Ticket longer = done(store.close(key, ALICE, LONG));
        assertThat(longer.session()).isEqualTo(ticket().session());
        assertThat(longer.deadline() - shorter.deadline())
                .isBetween(LONG.minus(SHORT).toMillis() - 1, LONG.toMillis() + 5_000);
    }

    @Test
    void aRepeatedCloseIsNotContention() {
        close(ALICE);
        assertThat(store(ALICE, "a", 5, close(ALICE))).isTrue();
        assertThat(value()).isEqualTo("a");
    }

    @Test
    void aRepeatedCloseStaysContended() {
        close(BOB);
        close(ALICE);
        assertThat(store(ALICE, "a", 5, close(ALICE))).isFalse();
    }

    @Test
    void openTurnsItsOwnMarkIntoATombstone() {
        close(ALICE);
        open(ALICE, 5);
        assertThat(fill("old", 4)).isFalse();
        assertThat(fill("a", 5)).isTrue();
    }

    @Test
    void openReplacesAnOlderValue() {
        fill("old", 4);
        open(ALICE, 5);
        assertThat(isEmpty()).isTrue();
        assertThat(fill("old", 4)).isFalse();
    }

    @Test
    void openLeavesAValueThatIsNotOlder() {
        fill("a", 5);
        open(ALICE, 5);
        open(ALICE, 4);
        assertThat(value()).isEqualTo("a");
    }

    @Test
    void openReplacesAnOlderTombstoneOnly() {
        open(ALICE, 5);
        open(BOB, 7);
        assertThat(fill("old", 6)).isFalse();
        open(ALICE, 5);
        assertThat(fill("old", 6)).isFalse();
        assertThat(fill("a", 7)).isTrue();
    }

    @Test
    void openLeavesATombstoneWhereNothingIs() {
        open(ALICE, 5);
        assertThat(fill("old", 4)).isFalse();
    }

    @Test
    void openLeavesTheMarkOfAnotherWrite() {
        close(BOB);
        open(ALICE, 5);
        assertThat(fill("a", 6)).isFalse();
        open(BOB, 6);
        assertThat(fill("a", 6)).isTrue();
    }

    @Test
    void openReplacesWhatIsOfAnotherEpoch() {
        fill(entry("foreign", at(OTHER_EPOCH, 100), LONG), ticket());
        open(ALICE, 5);
        assertThat(isEmpty()).isTrue();

        open(ALICE, at(OTHER_EPOCH, 100));
        open(ALICE, 5);
        assertThat(fill("a", 5)).isTrue();
    }

    @Test
    void aTombstoneLivesAsLongAsItsFence() {
        store.open(key, ALICE, at(EPOCH, 5), SHORT).block();
        assertThat(fill("old", 4)).isFalse();
        elapse(SHORT);
        assertThat(fill("a", 4)).isTrue();
    }

    @Test
    void aRepeatedOpenDoesNoHarm() {
        close(ALICE);
        open(ALICE, 5);
        fill("a", 5);
        open(ALICE, 5);
        assertThat(value()).isEqualTo("a");
    }

    @Test
    void openCompletesEmpty() {
        StepVerifier.create(store.open(key, ALICE, at(EPOCH, 5), LONG)).verifyComplete();
        StepVerifier.create(store.open(key, ALICE, at(EPOCH, 5), LONG)).verifyComplete();
    }

    @Test
    void storeLeavesTheValueInPlaceOfItsMark() {
        assertThat(store(ALICE, "a", 5, close(ALICE))).isTrue();
        assertThat(value()).isEqualTo("a");
        assertThat(read().entry().orElseThrow().stamp()).isEqualTo(at(EPOCH, 5));
    }

    @Test
    void storeOfAContendedMarkLeavesATombstone() {
        close(BOB);
        assertThat(store(ALICE, "a", 5, close(ALICE))).isFalse();
        assertTombstoneAt(5);
    }

    @Test
    void storeWithATicketOfAnotherSessionLeavesATombstone() {
        assertThat(store(ALICE, "a", 5, ofAnotherSession(close(ALICE)))).isFalse();
        assertTombstoneAt(5);
    }

    @Test
    void storePastTheDeadlineOfItsTicketLeavesATombstone() {
        assertThat(store(ALICE, "a", 5, overdue(close(ALICE)))).isFalse();
        assertTombstoneAt(5);
    }

    @Test
    void aValueWithoutTimeLeftIsStoredAsATombstone() {
        Ticket ticket = close(ALICE);
        assertThat(done(store.store(key, ALICE, entry("a", at(EPOCH, 5), Duration.ZERO), ticket, LONG)))
                .isFalse();
        assertTombstoneAt(5);
    }

    @Test
    void storeLeavesTheMarkOfAnotherWrite() {
        Ticket ticket = close(ALICE);
        close(BOB);
        assertThat(store(ALICE, "a", 5, ticket)).isFalse();
        assertThat(fill("b", 6)).isFalse();
        open(BOB, 6);
        assertThat(fill("b", 6)).isTrue();
    }

    @Test
    void storeReplacesAnOlderValueOnly() {
        Ticket ticket = ticket();
        fill("old", 4);
        assertThat(store(ALICE, "a", 5, ticket)).isTrue();
        assertThat(store(BOB, "b", 4, ticket)).isFalse();
        assertThat(value()).isEqualTo("a");
    }

    @Test
    void storeReplacesAnOlderTombstoneOnly() {
        Ticket ticket = ticket();
        open(BOB, 4);
        assertThat(store(ALICE, "a", 5, ticket)).isTrue();
        open(BOB, 8);
        assertThat(store(ALICE, "a", 7, ticket)).isFalse();
        assertTombstoneAt(8);
    }

    @Test
    void storeReplacesWhatIsOfAnotherEpoch() {
        Ticket ticket = ticket();
        open(BOB, at(OTHER_EPOCH, 100));
        assertThat(store(ALICE, "a", 5, ticket)).isTrue();
        fill(entry("foreign", at(OTHER_EPOCH, 100), LONG), ticket);
        assertThat(store(ALICE, "b", 6, ticket)).isTrue();
        assertThat(value()).isEqualTo("b");
    }

    @Test
    void theTombstoneOfAStoreLivesAsLongAsItsFence() {
        Ticket ticket = overdue(close(ALICE));
        done(store.store(key, ALICE, entry("a", 5), ticket, SHORT));
        assertThat(fill("old", 4)).isFalse();
        elapse(SHORT);
        assertThat(fill("b", 4)).isTrue();
    }

    @Test
    void aValueWhoseTtlIsOverLeavesItsTombstone() {
        store(5, SHORT, LONG);
        assertThat(value()).isEqualTo("a");
        elapse(SHORT);

        assertThat(read().entry()).isEmpty();
        assertThat(read().tombstone()).contains(new Tombstone(EPOCH, 5));
        assertTombstoneAt(5);
    }

    @Test
    void theTombstoneOfAValueLivesAsLongAsItsFence() {
        store(5, SHORT.dividedBy(2), SHORT);
        elapse(SHORT);

        assertThat(read().tombstone()).isEmpty();
        assertThat(fill("b", 4)).isTrue();
    }

    @Test
    void aLateStoreIsNoNewerThanAValueWhoseTtlIsOver() {
        store(5, SHORT, LONG);
        elapse(SHORT);

        assertThat(store(BOB, "late", 4, ticket())).isFalse();
        assertThat(isEmpty()).isTrue();
    }

    @Test
    void aValueOutlivesItsFence() {
        store(5, LONG, SHORT);
        elapse(SHORT);

        assertThat(value()).isEqualTo("a");
    }

    @Test
    void aRepeatedStoreDoesNoHarm() {
        Ticket ticket = close(ALICE);
        store(ALICE, "a", 5, ticket);
        fill("b", 6);
        store(ALICE, "a", 5, ticket);
        assertThat(value()).isEqualTo("b");
    }

    private void store(long offset, Duration ttl, Duration fence) {
        StoredEntry entry = entry("a", at(EPOCH, offset), ttl);
        assertThat(done(store.store(key, ALICE, entry, ticket(), fence))).isTrue();
    }

    private void assertTombstoneAt(long offset) {
        assertThat(isEmpty()).isTrue();
        assertThat(fill("old", offset - 1)).isFalse();
        assertThat(fill("new", offset)).isTrue();
    }
}
