package io.reactivecache.internal.writebehind;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.fixture.Heard;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** How those go on who had to wait, when a batch that was in their way has landed. */
final class WaitingTest {

    private static final int MANY = 5_000;

    private final Sinks.Empty<Void> firstBatch = Sinks.empty();
    private final Scene scene = new Scene(settings -> settings.maxRecords(MANY).batchSize(MANY));

    @AfterEach
    void close() {
        scene.close();
    }

    /** As many writes as there is room for, in flight. */
    private void fill() {
        scene.writer = writes -> firstBatch.asMono();
        IntStream.range(0, MANY).forEach(i -> scene.put("key" + i, "1"));
        scene.batch();
        scene.writer = writes -> Mono.empty();
    }

    private static <T> List<Heard<T>> many(IntFunction<Mono<T>> wait) {
        return IntStream.range(0, MANY).mapToObj(i -> Heard.of(wait.apply(i))).toList();
    }

    @Test
    void manyWritesThatWaitForRoomDoNotGoOnInsideOfEachOther() {
        fill();
        List<Heard<Void>> eventual = many(i -> scene.eventual("more" + i, "1"));
        assertThat(scene.engine.waiting()).isEqualTo(MANY);
        firstBatch.tryEmitEmpty();
        scene.batch();

        assertThat(eventual).allMatch(Heard::isEmpty);
        assertThat(scene.written).hasSize(2 * MANY);
    }

    @Test
    void manyDeferredWritesThatWaitForRoomDoNotGoOnInsideOfEachOther() {
        fill();
        List<Heard<Void>> deferred = many(i -> scene.deferred("more" + i, "1"));
        firstBatch.tryEmitEmpty();
        scene.batch();

        assertThat(deferred).allMatch(Heard::isEmpty);
        assertThat(scene.written).hasSize(2 * MANY);
    }

    @Test
    void manyTurnsThatWaitForABatchDoNotRunInsideOfEachOther() {
        fill();
        List<Heard<Integer>> turns = many(i -> scene.engine.exclusively("key" + i, Mono.just(i)));
        firstBatch.tryEmitEmpty();
        scene.batch();

        assertThat(turns).allMatch(turn -> turn.values().size() == 1);
    }

    @Test
    void manyThatWaitUntilAllIsAppliedDoNotGoOnInsideOfEachOther() {
        scene.writer = writes -> firstBatch.asMono();
        scene.put("first", "1");
        scene.batch();
        scene.writer = writes -> Mono.empty();
        List<Heard<Void>> flushed = many(i -> scene.engine.flush().then(scene.eventual("more" + i, "1")));
        firstBatch.tryEmitEmpty();
        scene.batch();

        assertThat(flushed).allMatch(Heard::isEmpty);
    }
}
