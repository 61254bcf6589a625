package io.reactivecache.kafka;

import io.reactivecache.spi.DeadLetter;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the letters there are, twice: which record of each token is the last one shows only at the end. Blocks; not safe
 * for several threads.
 */
final class LettersReader {

    /** How many tokens are remembered while the topic is read; with more letters it is read more often. */
    private static final int ROOM = 100_000;

    private static final int FETCH_MILLIS = 10;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long MOST_EMPTY_POLLS = ClientSettings.QUESTION_TIMEOUT.dividedBy(POLL);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition place;
    private long end;
    private @Nullable LetterIndex index;
    private Iterator<ConsumerRecord<byte[], byte[]>> polled = Collections.emptyIterator();

    LettersReader(ClientSettings clients, String topic) {
        this(new KafkaConsumer<>(settings(clients)), new TopicPartition(topic, 0));
    }

    /** A broker that waits for records behind the last one holds up the second reading. */
    private static Map<String, Object> settings(ClientSettings clients) {
        Map<String, Object> settings = clients.consumer();
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_MILLIS);
        return settings;
    }

    private LettersReader(Consumer<byte[], byte[]> consumer, TopicPartition place) {
        this.consumer = consumer;
        this.place = place;
    }

    private static long only(Map<TopicPartition, Long> offsets) {
        return offsets.values().iterator().next();
    }

    /** The next letter, oldest first; empty at the end. The end is where it is at the first call. */
    Optional<DeadLetter> next() {
        LetterIndex stretch = index == null ? first() : index;
        Optional<DeadLetter> found = nextOf(stretch);
        while (found.isEmpty() && stretch.end() < end) {
            stretch = indexed(stretch.end());
            found = nextOf(stretch);
        }
        index = stretch;
        return found;
    }

    private LetterIndex first() {
        consumer.assign(List.of(place));
        end = only(consumer.endOffsets(List.of(place)));
        return indexed(only(consumer.beginningOffsets(List.of(place))));
    }

    private LetterIndex indexed(long from) {
        LetterIndex fresh = new LetterIndex(ROOM, end);
        seek(from);
        for (Optional<ConsumerRecord<byte[], byte[]>> next = read(end); next.isPresent(); next = read(end)) {
            ConsumerRecord<byte[], byte[]> record = next.get();
            LetterFormat.token(record.key())
                    .ifPresent(token -> fresh.add(token, record.offset(), record.value() != null));
        }
        seek(from);
        return fresh;
    }

    private Optional<DeadLetter> nextOf(LetterIndex stretch) {
        Optional<DeadLetter> found = Optional.empty();
        Optional<ConsumerRecord<byte[], byte[]>> next = read(stretch.end());
        while (next.isPresent() && found.isEmpty()) {
            found = letter(stretch, next.get());
            next = found.isPresent() ? next : read(stretch.end());
        }
        return found;
    }

    private static Optional<DeadLetter> letter(LetterIndex stretch, ConsumerRecord<byte[], byte[]> record) {
        return LetterFormat.token(record.key())
                .filter(token -> stretch.isLast(token, record.offset()))
                .flatMap(token -> LetterFormat.letter(token, record.value()));
    }

    private void seek(long offset) {
        consumer.seek(place, offset);
        polled = Collections.emptyIterator();
    }

    /** The next record before an offset. Where records were compacted away the offsets have gaps. */
    private Optional<ConsumerRecord<byte[], byte[]>> read(long before) {
        for (int empty = 0; !polled.hasNext(); empty++) {
            if (consumer.position(place) >= before) {
                return Optional.empty();
            }
            if (empty > MOST_EMPTY_POLLS) {
                throw new TimeoutException("no records within " + ClientSettings.QUESTION_TIMEOUT);
            }
            polled = consumer.poll(POLL).iterator();
        }
        return Optional.of(polled.next()).filter(record -> record.offset() < before);
    }

    /** An interrupt is the end of all threads, at which nobody waits for the brokers. */
    void close() {
        try {
            consumer.close(CloseOptions.timeout(Shutdown.CLOSE_TIMEOUT));
        } catch (InterruptException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
