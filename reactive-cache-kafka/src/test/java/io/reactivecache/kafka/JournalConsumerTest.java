package io.reactivecache.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.spi.JournalEvent;
import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.spi.JournalEvent.Withdrawn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/** What a consumer does that hears of its partitions, without a broker. */
class JournalConsumerTest {

    private static final TopicPartition PLACE = new TopicPartition("writes", 1);

    private final JournalSettings settings = new JournalSettings(
            new ClientSettings("localhost:1", Duration.ofSeconds(1), new ClientProperties(Map.of())),
            TopicSettings.kept("writes", 4, 1, Duration.ofDays(1)),
            Duration.ofDays(1),
            "writes",
            10,
            10,
            Duration.ofSeconds(30),
            Duration.ofMillis(100),
            Duration.ofSeconds(1));
    private final Lease lease = new Lease(Duration.ofSeconds(30), () -> 0);
    private final Deliveries deliveries = new Deliveries(10, lease);
    private final DrainOutlet outlet = new DrainOutlet(deliveries);
    private final JournalConsumer consumer = new JournalConsumer(settings, deliveries, outlet, lease);
    private final List<JournalEvent> events = new ArrayList<>();

    private void drain() {
        Flux.<JournalEvent>push((FluxSink<JournalEvent> sink) -> outlet.open(sink))
                .subscribe(events::add);
        lease.renew(lease.now());
        deliveries.assign(Map.of(1, Progress.NONE));
        deliveries.fetched(new Entry(1, 10, new byte[] {1}), 0);
        outlet.handOn();
        deliveries.fetched(new Entry(1, 11, new byte[] {1}), 0);
    }

    @AfterEach
    void close() {
        consumer.end();
        consumer.run();
    }

    @Test
    void whatWasDeliveredOfAPartitionThatIsLostIsWithdrawnAndTheRestIsNotDelivered() {
        drain();
        consumer.onPartitionsLost(Set.of(PLACE));
        outlet.handOn();

        assertThat(events).hasSize(2).last().isEqualTo(new Withdrawn(1));
    }

    @Test
    void nothingIsCommittedOfAPartitionThatIsLost() {
        drain();
        consumer.onPartitionsLost(Set.of(PLACE));
        deliveries.acknowledge(List.of((Entry) events.get(0)));

        assertThat(deliveries.marks()).isEmpty();
    }
}
