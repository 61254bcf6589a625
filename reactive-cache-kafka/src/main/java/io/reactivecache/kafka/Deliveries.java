package io.reactivecache.kafka;

import io.reactivecache.spi.JournalEvent;
import io.reactivecache.spi.JournalEvent.CaughtUp;
import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.spi.JournalEvent.Withdrawn;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The partitions this node drains: what was fetched of them and waits for demand, and what was delivered and waits to be
 * acknowledged. Safe for many threads; nothing foreign is called while it is locked.
 */
final class Deliveries {

    private final int maxOpen;
    private final Lease lease;
    private final Map<Integer, DrainedPartition> partitions = new HashMap<>();
    private final Queue<Entry> fetched = new ArrayDeque<>();
    private final Set<Withdrawn> withdrawn = new LinkedHashSet<>();
    private long round;
    private CountDownLatch settling = new CountDownLatch(0);
    private boolean abandoned;
    private boolean isCaughtUp;
    private boolean isToldCaughtUp;

    /**
     * No partitions.
     *
     * @param maxOpen how many entries of a partition may be fetched and not acknowledged before no more are
     * @param lease without it no entry is given out
     */
    Deliveries(int maxOpen, Lease lease) {
        this.maxOpen = maxOpen;
        this.lease = lease;
    }

    /** Takes partitions, each with how far others have drained it. */
    synchronized void assign(Map<Integer, Progress> assigned) {
        assigned.forEach((partition, former) -> partitions.put(partition, new DrainedPartition(former)));
    }

    /**
     * Takes an entry, to be given out if that was not done before.
     *
     * @param epoch of the leader that appended it
     */
    synchronized void fetched(Entry entry, int epoch) {
        DrainedPartition partition = partitions.get(entry.partition());
        if (partition != null && partition.fetched(entry, epoch)) {
            fetched.add(entry);
        }
    }

    /** Passes over a record that is no entry. */
    synchronized void passed(int partition, long offset) {
        ifDrained(partition, found -> found.passed(offset));
    }

    /** Everything was fetched that was there when it began; told behind all of that, once in each round. */
    synchronized void caughtUp() {
        isCaughtUp = true;
    }

    /** Begins another round: what is not acknowledged is delivered again, to who knows its number. */
    synchronized long rewind() {
        fetched.clear();
        withdrawn.clear();
        isToldCaughtUp = false;
        partitions.values().forEach(each -> fetched.addAll(each.rewind()));
        return ++round;
    }

    /** What is to be given out next in a round, noted as given out; no entry unless the lease holds. */
    synchronized Optional<JournalEvent> next(long wanted) {
        return wanted == round ? nextWithdrawn().or(this::nextEntry).or(this::nextCaughtUp) : Optional.empty();
    }

    private Optional<JournalEvent> nextWithdrawn() {
        Optional<JournalEvent> first = withdrawn.stream().findFirst().map(JournalEvent.class::cast);
        first.ifPresent(withdrawn::remove);
        return first;
    }

    private Optional<JournalEvent> nextEntry() {
        for (Entry entry = leased(); entry != null; entry = leased()) {
            DrainedPartition partition = partitions.get(entry.partition());
            if (partition != null && partition.deliver(entry)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private Optional<JournalEvent> nextCaughtUp() {
        boolean isNext = isCaughtUp && !isToldCaughtUp && fetched.isEmpty();
        isToldCaughtUp |= isNext;
        return isNext ? Optional.of(new CaughtUp()) : Optional.empty();
    }

    private @Nullable Entry leased() {
        return lease.holds() ? fetched.poll() : null;
    }

    synchronized boolean hasFetched() {
        return !fetched.isEmpty();
    }

    synchronized void acknowledge(List<Entry> entries) {
        entries.forEach(each -> ifDrained(each.partition(), found -> found.acknowledge(each)));
        signalIfSettled();
    }

    synchronized void release(List<Entry> entries) {
        entries.forEach(each -> ifDrained(each.partition(), found -> found.release(each)));
        signalIfSettled();
    }

    /** Delivers no more of the partitions; the latch opens when all that was delivered of them is settled. */
    synchronized CountDownLatch withdraw(Collection<Integer> leaving) {
        leaving.forEach(each -> ifDrained(each, found -> withdraw(each, found)));
        settling = new CountDownLatch(1);
        signalIfSettled();
        return settling;
    }

    /** Lets nobody wait any more for what was delivered. */
    synchronized void abandon() {
        abandoned = true;
        signalIfSettled();
    }

    private void withdraw(int number, DrainedPartition partition) {
        partition.withdraw();
        if (partition.delivered() > 0) {
            withdrawn.add(new Withdrawn(number));
        }
    }

    private void signalIfSettled() {
        if (abandoned || partitions.values().stream().noneMatch(Deliveries::isLeaving)) {
            settling.countDown();
        }
    }

    private static boolean isLeaving(DrainedPartition partition) {
        return partition.isWithdrawn() && partition.delivered() > 0;
    }

    /** Has nothing more to do with the partitions. */
    synchronized void forget(Collection<Integer> gone) {
        partitions.keySet().removeAll(gone);
        fetched.removeIf(entry -> gone.contains(entry.partition()));
    }

    /** How far each is drained, if that is not what was committed last. */
    synchronized Map<Integer, Progress> toCommit() {
        return ofEach(DrainedPartition::toCommit);
    }

    /** The same of all, whether or not it was committed. */
    synchronized Map<Integer, Progress> marks() {
        return ofEach(DrainedPartition::mark);
    }

    private Map<Integer, Progress> ofEach(Function<DrainedPartition, Optional<Progress>> wanted) {
        Map<Integer, Progress> found = new HashMap<>();
        partitions.forEach(
                (number, partition) -> wanted.apply(partition).ifPresent(progress -> found.put(number, progress)));
        return found;
    }

    synchronized void committed(int partition, Progress accepted) {
        ifDrained(partition, found -> found.committed(accepted));
    }

    /** The partitions with as many open entries as there may be. */
    synchronized Set<Integer> full() {
        return partitions.entrySet().stream()
                .filter(each -> each.getValue().open() >= maxOpen)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** How many entries are given out and neither acknowledged nor released. */
    synchronized int delivered() {
        return partitions.values().stream()
                .mapToInt(DrainedPartition::delivered)
                .sum();
    }

    private void ifDrained(int partition, Consumer<DrainedPartition> then) {
        Optional.ofNullable(partitions.get(partition)).ifPresent(then);
    }
}
