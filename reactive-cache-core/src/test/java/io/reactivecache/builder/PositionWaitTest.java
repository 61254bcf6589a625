package io.reactivecache.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.LoadTimeoutException;
import io.reactivecache.Lookup;
import io.reactivecache.Position;
import io.reactivecache.ReactiveCache;
import io.reactivecache.ReadOptions;
import io.reactivecache.Source;
import io.reactivecache.fixture.Heard;
import io.reactivecache.fixture.Scene;
import io.reactivecache.fixture.ScriptedLoader;
import io.reactivecache.fixture.ScriptedLog;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogPositions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads that wait until this node has applied a position. */
final class PositionWaitTest {

    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final Duration MILLI = Duration.ofMillis(1);

    private final Scene scene = new Scene();
    private final ScriptedLog log = new ScriptedLog();
    private final ScriptedLoader loader = scene.loader();
    private ReactiveCache<String, String> cache;

    @BeforeEach
    void follow() {
        cache = scene.builder().ticker(scene.clock()).log(log).build();
        log.reset(-1);
        scene.load(cache, "key", "value");
        scene.hear(cache.invalidate("other"));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void isAnsweredByTheLocalTierAsSoonAsThePositionIsApplied() {
        Heard<Lookup<String>> heard = read(0, 0);
        assertThat(heard.isNothing()).isTrue();
        log.deliver(0);

        assertThat(heard.values()).singleElement().extracting(Lookup::source).isEqualTo(Source.LOCAL);
        assertThat(loader.begun()).isEqualTo(1);
    }

    @Test
    void doesNotWaitForWhatIsApplied() {
        log.deliver(0);

        assertThat(read(0, 0).values()).hasSize(1);
    }

    @Test
    void isLoadedAloneOnceItHasWaitedLongEnough() {
        Heard<Lookup<String>> heard = read(0, 0);
        scene.pass(WAIT.minus(MILLI));
        assertThat(loader.begun()).isEqualTo(1);
        scene.pass(MILLI);
        loader.last().brings("new");

        assertThat(heard.values()).singleElement().extracting(Lookup::value).isEqualTo("new");
        assertThat(scene.hear(cache.get("key")).values()).containsExactly("value");
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "0, 1", "0, -1"})
    void doesNotWaitForAPositionThisNodeIsNotOnItsWayTo(long epochs, int partition) {
        Position foreign = new Position(ScriptedLog.EPOCH + epochs, partition, 0);
        scene.hear(cache.with(ReadOptions.none().notBefore(foreign, WAIT)).get("key"));

        assertThat(loader.begun()).isEqualTo(2);
    }

    @Test
    void doesNotWaitBeforeTheLogIsFollowed() {
        ReactiveCache<String, String> unready =
                scene.builder().log(new ScriptedLog()).build();
        scene.hear(unready.with(ReadOptions.none().notBefore(position(0), WAIT)).get("key"));

        assertThat(loader.begun()).isEqualTo(2);
    }

    @Test
    void aLogThatBeginsAnewEndsTheWait() {
        Heard<Lookup<String>> heard = read(0, 0);
        log.emit(new LogEvent.Reset(LogPositions.of(ScriptedLog.EPOCH + 1, 5)));
        assertThat(loader.begun()).isEqualTo(2);
        loader.last().brings("new");

        assertThat(heard.values()).singleElement().extracting(Lookup::value).isEqualTo("new");
    }

    @Test
    void theTimeWaitedIsPartOfTheTimeTheReadMayTake() {
        Heard<String> heard = scene.hear(
                cache.with(ReadOptions.none().notBefore(position(0), WAIT).timeout(WAIT.plusSeconds(1)))
                        .get("key"));
        scene.pass(WAIT);
        scene.pass(Duration.ofSeconds(1));

        assertThat(heard.error()).isInstanceOf(LoadTimeoutException.class);
    }

    @Test
    void whoCancelsWaitsNoLonger() {
        Heard<Lookup<String>> heard = read(0, 0);
        heard.cancel();
        log.deliver(0);
        scene.pass(WAIT);

        assertThat(heard.isNothing()).isTrue();
        assertThat(loader.begun()).isEqualTo(1);
    }

    private Heard<Lookup<String>> read(int partition, long offset) {
        Position position = new Position(ScriptedLog.EPOCH, partition, offset);
        return scene.hear(
                cache.with(ReadOptions.none().notBefore(position, WAIT)).lookup("key"));
    }

    private static Position position(long offset) {
        return new Position(ScriptedLog.EPOCH, 0, offset);
    }
}
