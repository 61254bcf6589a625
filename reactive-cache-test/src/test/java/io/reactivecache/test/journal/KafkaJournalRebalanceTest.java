package io.reactivecache.test.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.kafka.KafkaWriteJournal;
import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.spi.JournalEvent.Withdrawn;
import io.reactivecache.spi.WriteJournal;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.KafkaTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Partitions of a journal that go from one node to another. */
@KafkaTest
class KafkaJournalRebalanceTest {

    private static final int KEYS = 20;
    private static final int WRITES = 200;

    private final KafkaJournals journals;

    KafkaJournalRebalanceTest(KafkaServer kafka) {
        this.journals = new KafkaJournals(kafka.bootstrapServers());
    }

    @AfterEach
    void close() {
        journals.close();
    }

    private static Flux<Long> writes(WriteJournal journal, Duration every) {
        return Flux.range(0, WRITES)
                .delayElements(every)
                .concatMap(number -> Flux.range(0, KEYS)
                        .flatMap(key -> journal.append("key" + key, ("key" + key + ' ' + number).getBytes(UTF_8))));
    }

    /** A subscriber to whom all of the entries of all keys were delivered, and who applied none. */
    private MemberRecorder loaded(KafkaWriteJournal journal) {
        Flux.range(0, KEYS)
                .concatMap(key -> journal.append("key" + key, ("key" + key).getBytes(UTF_8)))
                .blockLast(MemberRecorder.LIMIT);
        return MemberRecorder.of(journal).await(KEYS);
    }

    private static List<Entry> of(Set<Integer> partitions, List<Entry> entries) {
        return entries.stream()
                .filter(entry -> partitions.contains(entry.partition()))
                .toList();
    }

    private static Set<Integer> awaitWithdrawn(MemberRecorder drain) {
        Eventually.within(MemberRecorder.LIMIT)
                .holds("withdrawn", () -> drain.withdrawn().size() == 2);
        return drain.withdrawn().stream().map(Withdrawn::partition).collect(Collectors.toSet());
    }

    @Test
    void anotherNodeGetsAPartitionOnceWhatWasDeliveredOfItIsAcknowledgedAndBeginsAfterThat() {
        KafkaWriteJournal first = journals.node();
        MemberRecorder drain = loaded(first);
        KafkaWriteJournal second = journals.node();
        MemberRecorder other = MemberRecorder.of(second);
        Set<Integer> moved = awaitWithdrawn(drain);
        assertThat(other.entries()).isEmpty();
        first.acknowledge(of(moved, drain.entries())).block();
        writeAgain(first);
        other.await(1);

        assertThat(other.texts()).containsOnly("again");
        assertThat(other.entries()).extracting(Entry::partition).isSubsetOf(moved);
    }

    private static void writeAgain(WriteJournal journal) {
        Flux.range(0, KEYS)
                .concatMap(key -> journal.append("key" + key, "again".getBytes(UTF_8)))
                .blockLast(MemberRecorder.LIMIT);
    }

    @Test
    void whatIsReleasedOfAPartitionGoesToTheOtherNodeInOrder() {
        KafkaWriteJournal first = journals.node();
        MemberRecorder drain = loaded(first);
        MemberRecorder other = MemberRecorder.of(journals.node());
        Set<Integer> moved = awaitWithdrawn(drain);
        List<Entry> leaving = of(moved, drain.entries());
        first.release(leaving).block();
        other.await(leaving.size());

        assertThat(sequences(other.entries())).isEqualTo(sequences(leaving));
    }

    @Test
    void whatWasAcknowledgedBehindAReleasedEntryIsNotDeliveredAgain() {
        KafkaWriteJournal first = journals.node();
        MemberRecorder drain = loaded(first);
        MemberRecorder other = MemberRecorder.of(journals.node());
        Set<Integer> moved = awaitWithdrawn(drain);
        List<Entry> foremost = moved.stream()
                .map(partition -> of(Set.of(partition), drain.entries()).get(0))
                .toList();
        first.acknowledge(of(moved, drain.entries()).stream()
                        .filter(entry -> !foremost.contains(entry))
                        .toList())
                .block();
        first.release(foremost).block();
        other.await(foremost.size());
        writeAgain(first);
        other.await(foremost.size() + 1);

        assertThat(sequences(other.entries().stream()
                        .filter(entry -> !MemberRecorder.text(entry).equals("again"))
                        .toList()))
                .isEqualTo(sequences(foremost));
    }

    private static List<String> sequences(List<Entry> entries) {
        return entries.stream()
                .map(entry -> entry.partition() + ":" + String.format("%09d", entry.sequence()))
                .sorted()
                .toList();
    }

    @Test
    void whatIsNeitherAcknowledgedNorReleasedIsWaitedForNoLongerThanTheWithdrawTimeout() {
        KafkaWriteJournal first = journals.node(settings -> settings.withdrawTimeout(Duration.ofSeconds(1)));
        MemberRecorder drain = loaded(first);
        MemberRecorder other = MemberRecorder.of(journals.node());
        List<Entry> leaving = of(awaitWithdrawn(drain), drain.entries());
        other.await(leaving.size());
        first.acknowledge(leaving).block();

        assertThat(sequences(other.entries())).isEqualTo(sequences(leaving));
    }

    @Test
    void nodesThatJoinAndLeaveUnderLoadApplyEachWriteOnceInTheOrderOfItsKey(@TempDir Path directory)
            throws IOException {
        try (Applied applied = new Applied(directory.resolve("applied"))) {
            Mono<Void> writing =
                    writes(journals.node(), Duration.ofMillis(40)).then().cache();
            writing.subscribe();
            DrainingNode staying = new DrainingNode(journals.node(), applied);
            for (int life = 0; life < 4; life++) {
                DrainingNode guest = new DrainingNode(journals.node(), applied);
                int before = applied.size();
                Eventually.within(MemberRecorder.LIMIT).holds("more applied", () -> applied.size() > before + 300);
                guest.leave();
            }
            writing.block(MemberRecorder.LIMIT);
            Eventually.within(MemberRecorder.LIMIT).holds("all applied", () -> applied.isComplete(KEYS, WRITES));
            staying.leave();

            applied.assertEachOnceInOrder();
        }
    }
}
