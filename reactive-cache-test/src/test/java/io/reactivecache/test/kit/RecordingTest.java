package io.reactivecache.test.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.KeyWrite;
import io.reactivecache.test.RecordingLoader;
import io.reactivecache.test.RecordingWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.context.Context;

/** The loader and the writer for tests, each by itself. */
final class RecordingTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final RecordingLoader<String, String> loader = new RecordingLoader<>(time);
    private final RecordingWriter<String, String> writer = new RecordingWriter<>(time);

    @AfterEach
    void stop() {
        time.dispose();
    }

    @Test
    void nothingIsRecordedBeforeTheSubscription() {
        Mono<String> load = loader.load("a");
        Mono<Void> write = writer.write("a", "1");

        assertThat(loader.keys()).isEmpty();
        assertThat(writer.keys()).isEmpty();
        StepVerifier.create(load).expectComplete().verify(LONG);
        done(write);
        assertThat(loader.keys()).containsExactly("a");
        assertThat(writer.keys()).containsExactly("a");
    }

    @Test
    void aLoadThatHangsAnswersWhatWasRightWhenItBegan() {
        loader.answers("a", "1").hangs("a");

        StepVerifier.create(loader.load("a"))
                .then(() -> loader.answers("a", "2").release("a"))
                .expectNext("1")
                .expectComplete()
                .verify(LONG);
        StepVerifier.create(loader.load("a")).expectNext("2").expectComplete().verify(LONG);
        assertThat(loader.value("a")).contains("2");
        assertThat(loader.loads("a")).isEqualTo(2);
    }

    @Test
    void aKeyWithoutAValueAnswersNothing() {
        loader.answers("a", "1").hasNothing("a");

        StepVerifier.create(loader.load("a")).expectComplete().verify(LONG);
    }

    @Test
    void aBatchOfLoadsIsRecordedAndTakesAsLongAsItsSlowest() {
        loader.answers("a", "1").answers("b", "2").delays("b", Duration.ofSeconds(1));

        StepVerifier.create(loader.bulk().load(Set.of("a", "b", "c")))
                .then(() -> assertThat(loader.running()).isEqualTo(1))
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(1)))
                .expectNext(Map.of("a", "1", "b", "2"))
                .expectComplete()
                .verify(LONG);
        assertThat(loader.batches()).containsExactly(Set.of("a", "b", "c"));
        assertThat(loader.keys()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(loader.running()).isZero();
    }

    @Test
    void theContextOfEachCallIsRecorded() {
        Context context = Context.of("user", "u");

        StepVerifier.create(loader.load("a").contextWrite(context))
                .expectComplete()
                .verify(LONG);
        done(writer.write("a", "1").contextWrite(context));

        assertThat(loader.contexts()).singleElement().returns("u", seen -> seen.get("user"));
        assertThat(writer.contexts()).singleElement().returns("u", seen -> seen.get("user"));
    }

    @Test
    void aWriteThatFailsIsNotKeptAndOneThatFailsAfterwardsIs() {
        writer.fails("a", new IllegalStateException("full"));
        writer.failsAfterwards("b", new IllegalStateException("lost"));

        StepVerifier.create(writer.write("a", "1")).expectErrorMessage("full").verify(LONG);
        StepVerifier.create(writer.write("b", "2")).expectErrorMessage("lost").verify(LONG);
        assertThat(writer.value("a")).isEmpty();
        assertThat(writer.value("b")).contains("2");

        writer.heals("a");
        done(writer.write("a", "1"));
        assertThat(writer.value("a")).contains("1");
        assertThat(writer.writes("a")).isEqualTo(2);
    }

    @Test
    void aBatchIsKeptTogetherOrNotAtAll() {
        List<KeyWrite<String, String>> batch = List.of(write("a", Optional.of("1")), write("b", Optional.of("2")));
        writer.fails("b", new IllegalStateException("full"));
        StepVerifier.create(writer.writeAll(batch)).expectErrorMessage("full").verify(LONG);
        assertThat(writer.value("a")).isEmpty();

        writer.heals("b");
        done(writer.writeAll(batch));
        done(writer.writeAll(List.of(write("a", Optional.empty()))));

        assertThat(writer.value("a")).isEmpty();
        assertThat(writer.value("b")).contains("2");
        assertThat(writer.batches()).hasSize(3).startsWith(batch, batch);
        assertThat(writer.keys()).containsExactly("a", "b", "a", "b", "a");
    }

    @Test
    void aWriteHangsUntilItIsReleasedOrItsTimeHasPassed() {
        done(writer.write("a", "1"));
        writer.hangs("a").delays("b", Duration.ofSeconds(1));

        StepVerifier.create(writer.delete("a"))
                .then(() -> assertThat(writer.running()).isEqualTo(1))
                .then(() -> assertThat(writer.value("a")).contains("1"))
                .then(() -> writer.release("a"))
                .expectComplete()
                .verify(LONG);
        StepVerifier.create(writer.write("b", "2"))
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(1)))
                .expectComplete()
                .verify(LONG);
        assertThat(writer.value("a")).isEmpty();
        assertThat(writer.running()).isZero();
    }

    private static KeyWrite<String, String> write(String key, Optional<String> value) {
        return new KeyWrite<>(key, value, UUID.randomUUID());
    }

    private static void done(Mono<Void> work) {
        StepVerifier.create(work).expectComplete().verify(LONG);
    }
}
