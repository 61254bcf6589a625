package io.reactivecache.kafka;

import io.reactivecache.spi.JournalEvent.Entry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member of the group that shares a journal, on a thread of its own, to which the consumer belongs.
 *
 * <p>Reactor Kafka would do for appends and for a log, and does not for this. Between the word that a partition is to go
 * and its going, this has to hand on what it withdraws, take acknowledgements and releases, and commit; and nothing may be
 * committed of a partition that was lost. There a revoked partition and a lost one are the same, an entry that is
 * released has no form but an acknowledged one, the wait hands on nothing, and any error of a poll ends the stream.
 */
final class JournalConsumer implements Runnable, ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(JournalConsumer.class);
    private static final Duration LONGEST_POLL = Duration.ofMillis(100);
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final JournalSettings settings;
    private final Deliveries deliveries;
    private final DrainOutlet outlet;
    private final Commits commits;
    private final LostPlaces lost;
    private final FirstEnds ends;
    private final Consumer<byte[], byte[]> consumer;
    private final Thread thread = Thread.currentThread();
    private volatile boolean ending;

    /** Makes the consumer; to be run on the same thread. */
    JournalConsumer(JournalSettings settings, Deliveries deliveries, DrainOutlet outlet, Lease lease) {
        this.settings = settings;
        this.deliveries = deliveries;
        this.outlet = outlet;
        this.consumer = new KafkaConsumer<>(settings.consumer());
        this.commits = new Commits(consumer, settings.topic().name(), deliveries, lease);
        this.lost = new LostPlaces(consumer);
        this.ends = new FirstEnds(consumer);
    }

    /** Drains until it is told to end. What was acknowledged is committed then, and the others of the group go on. */
    @Override
    public void run() {
        try {
            consumer.subscribe(List.of(settings.topic().name()), this);
            while (!ending) {
                turn();
            }
            commits.now(Commits.SHORT);
        } finally {
            ending = true;
            consumer.close(CloseOptions.timeout(Shutdown.CLOSE_TIMEOUT));
        }
    }

    /** Ends it soon, from any thread. What was delivered is not waited for. */
    void end() {
        ending = true;
        deliveries.abandon();
        nudge();
    }

    /** Lets it look again at once, from any thread. */
    void nudge() {
        LockSupport.unpark(thread);
    }

    private void turn() {
        boolean mayFetch = !deliveries.hasFetched();
        pauseAllBut(mayFetch);
        fetch(mayFetch ? LONGEST_POLL : Duration.ZERO);
        outlet.handOn();
        commits.soon();
        if (deliveries.hasFetched()) {
            LockSupport.parkNanos(this, IDLE_NANOS);
        }
    }

    private void pauseAllBut(boolean mayFetch) {
        Set<Integer> full = deliveries.full();
        Map<Boolean, List<TopicPartition>> assigned = consumer.assignment().stream()
                .collect(Collectors.partitioningBy(each -> mayFetch && !full.contains(each.partition())));
        consumer.resume(assigned.get(true));
        consumer.pause(assigned.get(false));
    }

    private void fetch(Duration limit) {
        try {
            int foreign = 0;
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(limit)) {
                foreign += fetched(record) ? 0 : 1;
            }
            told(foreign);
            tellIfCaughtUp();
        } catch (InvalidOffsetException gone) {
            lost.seek(gone);
        }
    }

    /** A broker that is away now is asked again. */
    private void tellIfCaughtUp() {
        try {
            if (ends.isReached()) {
                deliveries.caughtUp();
            }
        } catch (RetriableException away) {
            LOG.debug("topic {}: ends not known yet", settings.topic().name(), away);
        }
    }

    /** False if the record is not one that a journal appends. */
    private boolean fetched(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] payload = record.value();
        if (record.key() == null || payload == null) {
            deliveries.passed(record.partition(), record.offset());
            return false;
        }
        deliveries.fetched(
                new Entry(record.partition(), record.offset(), payload),
                record.leaderEpoch().orElse(0));
        return true;
    }

    private void told(int foreign) {
        if (foreign > 0) {
            LOG.warn(
                    "topic {}: {} records without a key or a value are of no journal and were passed over",
                    settings.topic().name(),
                    foreign);
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        deliveries.assign(commits.former(assigned));
        ends.assigned();
    }

    /** The next owner gets the partitions when this returns. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        Set<Integer> leaving = numbers(revoked);
        if (!ending) {
            CountDownLatch settled = deliveries.withdraw(leaving);
            outlet.handOn();
            await(settled);
            commits.now(ClientSettings.QUESTION_TIMEOUT);
        }
        deliveries.forget(leaving);
    }

    /** Others may have had them for long. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> gone) {
        Set<Integer> leaving = numbers(gone);
        LOG.warn(
                "topic {}: lost partitions {}; others go on there",
                settings.topic().name(),
                leaving);
        deliveries.withdraw(leaving);
        deliveries.forget(leaving);
        outlet.handOn();
    }

    private void await(CountDownLatch settled) {
        try {
            if (!settled.await(settings.withdrawTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn(
                        "topic {}: not all that was delivered of withdrawn partitions was settled within {}; others begin with it",
                        settings.topic().name(),
                        settings.withdrawTimeout());
            }
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    private static Set<Integer> numbers(Collection<TopicPartition> places) {
        return places.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }
}
