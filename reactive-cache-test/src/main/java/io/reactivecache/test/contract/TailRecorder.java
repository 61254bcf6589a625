package io.reactivecache.test.contract;

import io.reactivecache.Position;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogEvent.Appended;
import io.reactivecache.spi.LogEvent.Reset;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.test.Eventually;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.util.retry.Retry;

/** Subscribes to a tail and keeps what it delivers. */
public final class TailRecorder extends BaseSubscriber<LogEvent> {

    private static final Eventually SOON = Eventually.within(Duration.ofSeconds(30));

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final List<LogEvent> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger retries = new AtomicInteger();
    private final long demand;
    private volatile @Nullable Throwable error;

    private TailRecorder(long demand) {
        this.demand = demand;
    }

    /**
     * Subscribes, and asks for everything.
     *
     * @param log the log
     * @param from where the tail begins
     * @return the recorder, to be cancelled
     */
    public static TailRecorder of(InvalidationLog log, Optional<LogPositions> from) {
        return of(log, from, Long.MAX_VALUE);
    }

    /**
     * Subscribes.
     *
     * @param log the log
     * @param from where the tail begins
     * @param demand how many events it asks for; none if 0
     * @return the recorder, to be cancelled
     */
    public static TailRecorder of(InvalidationLog log, Optional<LogPositions> from, long demand) {
        TailRecorder recorder = new TailRecorder(demand);
        log.tail(from).subscribe(recorder);
        return recorder;
    }

    /**
     * Subscribes, asks for everything, and tails anew a moment after the tail has errored, as a cache does.
     *
     * @param log the log
     * @return the recorder, to be cancelled
     */
    public static TailRecorder following(InvalidationLog log) {
        return following(log, Retry.fixedDelay(Long.MAX_VALUE, PAUSE));
    }

    /**
     * Subscribes, asks for everything, and tails anew when the tail has errored.
     *
     * @param log the log
     * @param retry when
     * @return the recorder, to be cancelled
     */
    public static TailRecorder following(InvalidationLog log, Retry retry) {
        TailRecorder recorder = new TailRecorder(Long.MAX_VALUE);
        log.tail(Optional.empty())
                .doOnError(failure -> recorder.retries.incrementAndGet())
                .retryWhen(retry)
                .subscribe(recorder);
        return recorder;
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        request(demand);
    }

    @Override
    protected void hookOnNext(LogEvent event) {
        events.add(event);
    }

    @Override
    protected void hookOnError(Throwable thrown) {
        error = thrown;
    }

    /**
     * Everything that has come so far.
     *
     * @return a copy, in the order of arrival
     */
    public List<LogEvent> events() {
        return List.copyOf(events);
    }

    /**
     * The resets that have come so far.
     *
     * @return a copy, in the order of arrival
     */
    public List<Reset> resets() {
        return events.stream()
                .filter(Reset.class::isInstance)
                .map(Reset.class::cast)
                .toList();
    }

    /**
     * The records that have come so far.
     *
     * @return a copy, in the order of arrival
     */
    public List<Appended> records() {
        return events.stream()
                .filter(Appended.class::isInstance)
                .map(Appended.class::cast)
                .toList();
    }

    /**
     * The payloads of the records, as UTF-8.
     *
     * @return a copy, in the order of arrival
     */
    public List<String> texts() {
        return records().stream().map(TailRecorder::text).toList();
    }

    static String text(Appended record) {
        return new String(record.payload(), StandardCharsets.UTF_8);
    }

    /**
     * How often a tail that is followed has errored so far.
     *
     * @return 0 or more
     */
    public int retries() {
        return retries.get();
    }

    /**
     * Tells whether the records since each reset follow each other without a gap, from where the reset said.
     *
     * @return true if no record is missing without a reset that says so
     */
    public boolean isWithoutGap() {
        Map<Integer, Long> reached = new HashMap<>();
        for (LogEvent event : events) {
            if (event instanceof Reset reset) {
                begin(reached, reset.positions());
            } else if (event instanceof Appended record && !isNext(reached, record.position())) {
                return false;
            }
        }
        return true;
    }

    private static void begin(Map<Integer, Long> reached, LogPositions positions) {
        for (int partition = 0; partition < positions.partitions(); partition++) {
            reached.put(partition, positions.offset(partition));
        }
    }

    private static boolean isNext(Map<Integer, Long> reached, Position position) {
        Long before = reached.put(position.partition(), position.offset());
        return before != null && before + 1 == position.offset();
    }

    /**
     * Tells whether a reset, or a record and all before it, has come that reflects the end of each partition.
     *
     * @param end the end of the log
     * @return true if nothing of it is to come
     */
    public boolean hasReached(LogPositions end) {
        Map<Integer, Position> last = new HashMap<>();
        for (LogEvent event : events) {
            if (event instanceof Appended record) {
                last.put(record.position().partition(), record.position());
            } else if (event instanceof Reset reset) {
                IntStream.range(0, reset.positions().partitions())
                        .forEach(partition ->
                                last.put(partition, reset.positions().position(partition)));
            }
        }
        return IntStream.range(0, end.partitions())
                .allMatch(partition ->
                        last.containsKey(partition) && last.get(partition).reflects(end.position(partition)));
    }

    /**
     * Waits until that many events have come.
     *
     * @param count how many, those that came before included
     * @return this
     */
    public TailRecorder await(int count) {
        SOON.holds(count + " events", () -> failed() || events.size() >= count);
        return alive();
    }

    /**
     * Waits until a record with that text has come.
     *
     * @param text the payload, as UTF-8
     * @return this
     */
    public TailRecorder awaitText(String text) {
        SOON.holds("record " + text, () -> failed() || texts().contains(text));
        return alive();
    }

    /**
     * Waits until that many resets have come.
     *
     * @param count how many, those that came before included
     * @return this
     */
    public TailRecorder awaitResets(int count) {
        SOON.holds(count + " resets", () -> failed() || resets().size() >= count);
        return alive();
    }

    /**
     * Waits for a reset into an epoch. The log may have been found in others on the way there.
     *
     * @param epoch which
     * @return the first such reset
     */
    public Reset awaitResetInto(long epoch) {
        SOON.holds(
                "reset into epoch " + epoch, () -> failed() || resetInto(epoch).isPresent());
        return alive().resetInto(epoch).orElseThrow();
    }

    private Optional<Reset> resetInto(long epoch) {
        return resets().stream()
                .filter(reset -> reset.positions().epoch() == epoch)
                .findFirst();
    }

    private boolean failed() {
        return error != null;
    }

    private TailRecorder alive() {
        Throwable thrown = error;
        if (thrown != null) {
            throw new AssertionError("tail: ended (expected: open)", thrown);
        }
        return this;
    }
}
