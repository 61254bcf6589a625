package io.reactivecache.internal.writebehind;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Durability;
import io.reactivecache.config.WriteBehindConfig;
import io.reactivecache.fixture.HandClock;
import io.reactivecache.fixture.HandJournal;
import io.reactivecache.fixture.HandLetters;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.Tokens;
import io.reactivecache.internal.entry.WriteFormat;
import io.reactivecache.internal.entry.WriteTerms;
import io.reactivecache.spi.CacheMeter;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** One write of a thousand is refused for ever, by a writer that takes the same time for whatever it is given. */
final class PoisonTest {

    private static final int WRITES = 150_000;
    private static final int EVERY = 1_000;
    /** Others come behind them, as under a load that goes on. */
    private static final int MEASURED = WRITES / 20 * 19;

    private static final int POISONED = WRITES / EVERY;

    /** Four parts of 500, of 125, of 32 and of 8, the last two, and what is tried again alone. */
    private static final int CALLS_FOR_EACH = 4 * 4 + 2 + 2;

    private static final double MOST_OF = 0.9;
    private static final Duration EACH_CALL = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofMinutes(5);

    /**
     * What came of a run.
     *
     * @param millis when those were written that are measured
     */
    private record Run(long millis, int calls, int written, List<String> letters, long dead) {}

    private static final class Writer {

        private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
        private final boolean isRefusing;
        private int calls;
        private int written;
        private long millis;

        private Writer(boolean isRefusing) {
            this.isRefusing = isRefusing;
        }

        private Mono<Void> write(List<Pending<String, String>> writes) {
            calls++;
            return Mono.delay(EACH_CALL, time).then(Mono.fromCallable(() -> written(writes)));
        }

        private Void written(List<Pending<String, String>> writes) throws ConnectException {
            if (isRefusing && writes.stream().anyMatch(write -> isPoison(write.key()))) {
                throw new ConnectException("refused");
            }
            written += writes.size();
            millis = written < MEASURED ? time.now(TimeUnit.MILLISECONDS) : millis;
            return null;
        }
    }

    private static boolean isPoison(String key) {
        return Integer.parseInt(key) % EVERY == EVERY / 2;
    }

    @Test
    void theOthersAreWrittenAlmostAsFastAndThatOneEndsAmongTheDeadLetters() {
        Run clean = run(false);
        Run poisoned = run(true);

        assertThat(poisoned.written()).isEqualTo(WRITES - POISONED);
        assertThat(poisoned.letters()).hasSize(POISONED).allMatch(PoisonTest::isPoison);
        assertThat(poisoned.dead()).isEqualTo(POISONED);
        assertThat((double) clean.millis() / poisoned.millis()).isGreaterThan(MOST_OF);
        assertThat(poisoned.calls() - clean.calls()).isLessThanOrEqualTo(POISONED * CALLS_FOR_EACH);
    }

    private static Run run(boolean isRefusing) {
        Writer writer = new Writer(isRefusing);
        HandLetters letters = new HandLetters();
        Counters counters = new Counters();
        WriteBehind<String, String> engine = engine(writer, letters, counters);
        Tokens tokens = new Tokens();
        for (int i = 0; i < WRITES; i++) {
            String key = String.valueOf(i);
            engine.accept(new Pending<>(
                            key, key, Optional.of("1"), tokens.next(), Durability.EVENTUAL, WriteTerms.NONE, 1))
                    .subscribe();
        }
        engine.start();
        writer.time.advanceTimeBy(LONG);
        List<String> dead = new ArrayList<>();
        letters.all()
                .forEach(letter -> dead.add(WriteFormat.decode(letter.payload()).key()));
        return new Run(writer.millis, writer.calls, writer.written, dead, counters.get(CacheMeter.BEHIND_DEAD));
    }

    private static WriteBehind<String, String> engine(Writer writer, HandLetters letters, Counters counters) {
        WriteBehindConfig config = WriteBehindConfig.builder()
                .maxRecords(WRITES)
                .maxBytes(Long.MAX_VALUE)
                .build();
        return new WriteBehind<>(new WriteBehindParts<>(
                config,
                Optional.of(new HandJournal()),
                letters,
                Scene.format(),
                writer::write,
                write -> Mono.empty(),
                write -> Mono.empty(),
                WriteBehindParts::isAlwaysPoison,
                writer.time,
                new HandClock(),
                counters));
    }
}
