package io.reactivecache.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.spi.JournalEvent;
import io.reactivecache.spi.JournalEvent.CaughtUp;
import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.spi.JournalEvent.Withdrawn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveriesTest {

    private static final int MAX_OPEN = 3;
    private static final int PARTITION = 1;
    private static final int EPOCH = 5;

    private final AtomicLong now = new AtomicLong();
    private final Lease lease = new Lease(Duration.ofSeconds(30), now::get);
    private final Deliveries deliveries = new Deliveries(MAX_OPEN, lease);
    private long round;

    @BeforeEach
    void assign() {
        deliveries.assign(Map.of(PARTITION, Progress.NONE));
        round = deliveries.rewind();
        lease.renew(now.get());
    }

    private void fetch(long... offsets) {
        for (long offset : offsets) {
            deliveries.fetched(new Entry(PARTITION, offset, new byte[] {1}), EPOCH);
        }
    }

    private OptionalLong toCommit() {
        return deliveries.toCommit().values().stream()
                .mapToLong(Progress::lowWater)
                .findFirst();
    }

    private List<Entry> delivered() {
        List<Entry> all = new ArrayList<>();
        for (Optional<JournalEvent> next = deliveries.next(round); next.isPresent(); next = deliveries.next(round)) {
            all.add((Entry) next.get());
        }
        return all;
    }

    private List<Entry> delivered(long... offsets) {
        fetch(offsets);
        return delivered();
    }

    @Test
    void acknowledgementsThatComeOutOfOrderAreCommittedUpToTheFirstThatIsMissing() {
        List<Entry> entries = delivered(10, 11, 12);
        deliveries.acknowledge(List.of(entries.get(2), entries.get(0)));
        assertThat(toCommit()).hasValue(11);
        deliveries.acknowledge(List.of(entries.get(1)));

        assertThat(toCommit()).hasValue(13);
    }

    @Test
    void whatWasFetchedAndNotDeliveredIsNotCommitted() {
        fetch(10, 11);

        assertThat(toCommit()).hasValue(10);
    }

    @Test
    void aRecordThatIsNoEntryIsCommittedInItsTurn() {
        fetch(10);
        deliveries.passed(PARTITION, 11);
        assertThat(toCommit()).hasValue(10);
        deliveries.acknowledge(delivered());

        assertThat(toCommit()).hasValue(12);
    }

    @Test
    void whatIsCommittedIsNotCommittedAgain() {
        assertThat(deliveries.toCommit()).isEmpty();
        delivered(10);
        deliveries.toCommit().forEach(deliveries::committed);

        assertThat(deliveries.toCommit()).isEmpty();
    }

    @Test
    void anEntryAcknowledgedTwiceIsSettledOnce() {
        List<Entry> entries = delivered(10, 11);
        deliveries.acknowledge(List.of(entries.get(0), entries.get(0)));
        deliveries.release(List.of(entries.get(0)));

        assertThat(deliveries.delivered()).isEqualTo(1);
    }

    @Test
    void aReleasedEntryIsNotCommitted() {
        List<Entry> entries = delivered(10, 11);
        deliveries.release(List.of(entries.get(0)));
        deliveries.acknowledge(List.of(entries.get(1)));

        assertThat(toCommit()).hasValue(10);
        assertThat(deliveries.delivered()).isZero();
    }

    @Test
    void aWithdrawnPartitionWaitsForWhatWasDeliveredAndForNothingElse() {
        List<Entry> entries = delivered(10, 11);
        fetch(12);
        CountDownLatch settled = deliveries.withdraw(List.of(PARTITION));
        assertThat(deliveries.next(round)).contains(new Withdrawn(PARTITION));
        assertThat(deliveries.next(round)).isEmpty();
        deliveries.acknowledge(entries.subList(0, 1));
        assertThat(settled.getCount()).isOne();
        deliveries.release(entries.subList(1, 2));

        assertThat(settled.getCount()).isZero();
        assertThat(toCommit()).hasValue(11);
    }

    @Test
    void aPartitionOfWhichNothingIsBeingAppliedGoesWithoutAWord() {
        deliveries.acknowledge(delivered(10));

        assertThat(deliveries.withdraw(List.of(PARTITION)).getCount()).isZero();
        assertThat(deliveries.next(round)).isEmpty();
    }

    @Test
    void thePartitionsThatStayAreNotWaitedForAndGoOn() {
        deliveries.assign(Map.of(2, Progress.NONE));
        delivered(10);
        CountDownLatch settled = deliveries.withdraw(List.of(2));
        fetch(11);

        assertThat(settled.getCount()).isZero();
        assertThat(delivered()).hasSize(1);
    }

    @Test
    void nobodyWaitsForAnythingAfterTheEnd() {
        delivered(10);
        CountDownLatch settled = deliveries.withdraw(List.of(PARTITION));
        deliveries.abandon();

        assertThat(settled.getCount()).isZero();
        assertThat(deliveries.withdraw(List.of(PARTITION)).getCount()).isZero();
    }

    @Test
    void anotherRoundDeliversAgainWhatWasNotAcknowledged() {
        List<Entry> before = delivered(10, 11, 12);
        deliveries.acknowledge(before.subList(1, 2));
        fetch(13);
        round = deliveries.rewind();
        assertThat(deliveries.delivered()).isZero();
        List<Entry> again = delivered();
        assertThat(again).extracting(Entry::sequence).containsExactly(10L, 12L, 13L);
        deliveries.acknowledge(again);

        assertThat(toCommit()).hasValue(14);
        assertThat(deliveries.delivered()).isZero();
    }

    @Test
    void whatAnEarlierRoundGaveOutIsNotDeliveredOnceItWasApplied() {
        List<Entry> before = delivered(10, 11);
        round = deliveries.rewind();
        deliveries.acknowledge(before.subList(0, 1));
        assertThat(delivered()).extracting(Entry::sequence).containsExactly(11L);
        deliveries.acknowledge(before.subList(1, 2));

        assertThat(toCommit()).hasValue(12);
        assertThat(deliveries.delivered()).isZero();
    }

    /** Who applies entries need not keep their bytes. */
    @Test
    void anEntryIsKnownByItsPlace() {
        delivered(10, 11);
        deliveries.acknowledge(List.of(new Entry(PARTITION, 10, new byte[0])));
        deliveries.release(List.of(new Entry(PARTITION, 11, new byte[0])));

        assertThat(toCommit()).hasValue(11);
        assertThat(deliveries.delivered()).isZero();
    }

    @Test
    void aSubscriberOfBeforeGetsNothingOfTheNextRound() {
        long last = round;
        round = deliveries.rewind();
        fetch(10);

        assertThat(deliveries.next(last)).isEmpty();
        assertThat(delivered()).hasSize(1);
    }

    @Test
    void anotherRoundLeavesAWithdrawnPartitionToThoseWhoWereGivenIt() {
        List<Entry> entries = delivered(10);
        CountDownLatch settled = deliveries.withdraw(List.of(PARTITION));
        deliveries.rewind();
        assertThat(settled.getCount()).isOne();
        deliveries.acknowledge(entries);

        assertThat(settled.getCount()).isZero();
        assertThat(toCommit()).hasValue(11);
    }

    @Test
    void whatIsAcknowledgedOfAPartitionThatIsGoneIsIgnored() {
        List<Entry> entries = delivered(10);
        fetch(11);
        deliveries.forget(List.of(PARTITION));
        deliveries.assign(Map.of(PARTITION, Progress.NONE));
        fetch(10);
        deliveries.acknowledge(entries);

        assertThat(toCommit()).hasValue(10);
        assertThat(delivered()).extracting(Entry::sequence).containsExactly(10L);
    }

    @Test
    void noEntryIsGivenOutOnceTheSessionMayBeOver() {
        fetch(10);
        now.set(Duration.ofSeconds(30).toNanos());
        assertThat(delivered()).isEmpty();
        lease.renew(now.get() - 1);

        assertThat(delivered()).hasSize(1);
    }

    @Test
    void whatIsWithdrawnIsToldEvenThen() {
        delivered(10);
        now.set(Duration.ofSeconds(30).toNanos());
        deliveries.withdraw(List.of(PARTITION));

        assertThat(deliveries.next(round)).contains(new Withdrawn(PARTITION));
    }

    @Test
    void theLeaseIsRenewedLongBeforeItIsOver() {
        assertThat(lease.isToRenew()).isFalse();
        now.set(Duration.ofSeconds(10).toNanos());

        assertThat(lease.isToRenew()).isTrue();
        assertThat(lease.holds()).isTrue();
    }

    @Test
    void aPartitionWithAsManyOpenEntriesAsThereMayBeIsFull() {
        List<Entry> entries = delivered(10, 11, 12);
        assertThat(deliveries.full()).containsExactly(PARTITION);
        deliveries.acknowledge(entries.subList(1, 2));

        assertThat(deliveries.full()).isEmpty();
    }

    @Test
    void theWordThatThisWasAllComesBehindWhatIsHeldBackAndOnceInEachRound() {
        fetch(10);
        deliveries.caughtUp();
        now.addAndGet(Duration.ofSeconds(31).toNanos());
        assertThat(deliveries.next(round)).isEmpty();
        lease.renew(now.get());

        assertThat(deliveries.next(round)).containsInstanceOf(Entry.class);
        assertThat(deliveries.next(round)).contains(new CaughtUp());
        deliveries.caughtUp();
        assertThat(deliveries.next(round)).isEmpty();
        round = deliveries.rewind();
        assertThat(deliveries.next(round)).containsInstanceOf(Entry.class);
        assertThat(deliveries.next(round)).contains(new CaughtUp());
    }

    /** The partition goes to another node, and what was committed of it is read there. */
    private void handOver() {
        Progress committed = Progress.of(deliveries.marks().get(PARTITION).toOffset());
        deliveries.forget(List.of(PARTITION));
        deliveries.assign(Map.of(PARTITION, committed));
        round = deliveries.rewind();
    }

    @Test
    void whatWasAcknowledgedBehindAnOpenEntryIsPassedOverByTheNextOwner() {
        List<Entry> entries = delivered(10, 11, 12, 13);
        deliveries.acknowledge(List.of(entries.get(1), entries.get(3)));
        handOver();

        assertThat(delivered(10, 11, 12, 13, 14)).extracting(Entry::sequence).containsExactly(10L, 12L, 14L);
    }

    @Test
    void soItIsByTheOneAfterThatWhichHasNotFetchedAllOfIt() {
        List<Entry> entries = delivered(10, 11, 12, 13);
        deliveries.acknowledge(List.of(entries.get(1), entries.get(3)));
        handOver();
        deliveries.acknowledge(delivered(10));
        assertThat(toCommit()).hasValue(12);
        handOver();

        assertThat(delivered(12, 13, 14)).extracting(Entry::sequence).containsExactly(12L, 14L);
    }

    @Test
    void whatWasAcknowledgedBehindTheLastOpenEntryIsDoneWithThatWithoutBeingFetched() {
        List<Entry> entries = delivered(10, 11, 12);
        deliveries.acknowledge(entries.subList(1, 3));
        handOver();
        deliveries.acknowledge(delivered(10));

        assertThat(toCommit()).hasValue(13);
    }

    @Test
    void nothingIsPassedOverThatWasAppendedInPlaceOfWhatWasAcknowledged() {
        List<Entry> entries = delivered(10, 11);
        deliveries.acknowledge(entries.subList(1, 2));
        handOver();
        deliveries.fetched(new Entry(PARTITION, 10, new byte[] {1}), EPOCH);
        deliveries.fetched(new Entry(PARTITION, 11, new byte[] {1}), EPOCH + 1);

        assertThat(delivered()).extracting(Entry::sequence).containsExactly(10L, 11L);
        handOver();
        assertThat(delivered(10, 11)).extracting(Entry::sequence).containsExactly(10L, 11L);
    }

    @Test
    void anAcknowledgementThatMovesNothingIsCommittedToo() {
        List<Entry> entries = delivered(10, 11, 12);
        deliveries.toCommit().forEach(deliveries::committed);
        deliveries.acknowledge(entries.subList(1, 2));

        assertThat(toCommit()).hasValue(10);
    }
}
