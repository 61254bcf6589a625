package io.reactivecache.kafka;

import io.reactivecache.spi.DeadLetter;
import io.reactivecache.spi.Token;
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
    private final long end;
    private LetterIndex index;
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
        consumer.assign(List.of(place));
        this.end = only(consumer.endOffsets(List.of(place)));
        this.index = indexed(only(consumer.beginningOffsets(List.of(place))));
    }

    private static long only(Map<TopicPartition, Long> offsets) {
        return offsets.values().iterator().next();
    }

    /** The next letter, oldest first; empty at the end. */
    Optional<DeadLetter> next() {
        Optional<DeadLetter> found = nextOfStretch();
        while (found.isEmpty() && index.end() < end) {
            index = indexed(index.end());
            found = nextOfStretch();
        }
        return found;
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

    private Optional<DeadLetter> nextOfStretch() {
        Optional<DeadLetter> found = Optional.empty();
        Optional<ConsumerRecord<byte[], byte[]>> next = read(index.end());
        while (next.isPresent() && found.isEmpty()) {
            found = letter(next.get());
            next = found.isPresent() ? next : read(index.end());
        }
        return found;
    }

    private Optional<DeadLetter> letter(ConsumerRecord<byte[], byte[]> record) {
        Optional<Token> token = LetterFormat.token(record.key()).filter(each -> index.isLast(each, record.offset()));
        return token.flatMap(each -> LetterFormat.letter(each, record.value()));
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
