package io.reactivecache.internal.writebehind;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.fixture.HandJournal;
import io.reactivecache.fixture.Heard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/**
 * Random schedules of everything that can happen to a few keys, in one thread. The values of a key are numbered in the order in which
 * they were accepted. Each seed is another schedule; a failure tells it.
 */
final class SchedulesTest {

    private static final int SEEDS = Integer.getInteger("schedules.seeds", 1_000);
    private static final int STEPS = 120;
    private static final int KEYS = 4;
    private static final Duration END = Duration.ofMinutes(30);

    private final Map<String, Integer> accepted = new HashMap<>();
    private final Map<String, Integer> kept = new HashMap<>();
    private final Map<String, Integer> applied = new HashMap<>();
    private final HandJournal journal = new HandJournal();

    @Test
    void writesOfAKeyAreAppliedInTheirOrderAndTheNewestLast() {
        for (int seed = 0; seed < SEEDS; seed++) {
            new SchedulesTest().run(new Random(seed), "seed " + seed);
        }
    }

    private void run(Random random, String seed) {
        for (int life = random.nextInt(3); life >= 0; life--) {
            boolean isLast = life == 0;
            try (Scene scene = new Scene(
                    settings -> settings.batchSize(3).batches(2).maxRecords(50).attempts(50), journal)) {
                journal.deliver();
                live(scene, random);
                if (isLast) {
                    scene.writer = writes -> Mono.empty();
                    journal.deliver();
                    scene.pass(END);
                }
                checkOrder(scene, seed);
                if (isLast) {
                    checkEnd(scene, seed);
                }
            }
        }
    }

    private void live(Scene scene, Random random) {
        scene.writer = writes -> outcome(scene, random);
        for (int step = 0; step < STEPS; step++) {
            step(scene, random, "key" + random.nextInt(KEYS));
        }
    }

    private static Mono<Void> outcome(Scene scene, Random random) {
        Mono<Void> outcome = random.nextInt(3) == 0 ? Mono.error(new IllegalStateException("refused")) : Mono.empty();
        return random.nextBoolean()
                ? outcome
                : Mono.delay(Duration.ofMillis(random.nextInt(300)), scene.time).then(outcome);
    }

    private void step(Scene scene, Random random, String key) {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> put(scene, key);
            case 3, 4, 5 -> keep(scene, key);
            case 6 -> journal.hold();
            case 7 -> journal.deliver();
            case 8 -> through(scene, random, key);
            default -> scene.pass(Duration.ofMillis(random.nextInt(200)));
        }
        if (random.nextInt(50) == 0) {
            journal.breakOff();
        }
    }

    private void put(Scene scene, String key) {
        if (Heard.of(scene.eventual(key, next(key))).isEmpty()) {
            checkFound(scene, key);
        }
    }

    /** It may have filled a batch and be applied already. */
    private void checkFound(Scene scene, String key) {
        String value = accepted.get(key).toString();
        assertThat(scene.written.contains(key + '=' + value) ? value : scene.found(key))
                .isEqualTo(value);
    }

    private void keep(Scene scene, String key) {
        if (Heard.of(scene.deferred(key, next(key))).isEmpty()) {
            kept.put(key, accepted.get(key));
            checkFound(scene, key);
        }
    }

    /** An IMMEDIATE write begins in its turn: what is accepted before it begins is older. */
    private void through(Scene scene, Random random, String key) {
        Mono<Void> written = Mono.defer(() -> {
            String value = next(key);
            return outcome(scene, random).doOnSuccess(done -> scene.written.add(key + '=' + value));
        });
        Heard.of(scene.engine.exclusively(key, written));
    }

    private String next(String key) {
        return String.valueOf(accepted.merge(key, 1, Integer::sum));
    }

    private void checkOrder(Scene scene, String seed) {
        Map<String, List<Integer>> ofKeys = new HashMap<>();
        for (String write : scene.written) {
            String[] parts = write.split("=");
            ofKeys.computeIfAbsent(parts[0], key -> new ArrayList<>()).add(Integer.valueOf(parts[1]));
            applied.put(parts[0], Integer.valueOf(parts[1]));
        }
        ofKeys.forEach((key, values) -> assertThat(values).as(seed + " " + key).isSorted());
    }

    private void checkEnd(Scene scene, String seed) {
        assertThat(scene.letters.all()).as(seed).isEmpty();
        assertThat(journal.entries()).as(seed).isEmpty();
        assertThat(scene.engine.records()).as(seed).isZero();
        kept.forEach((key, value) ->
                assertThat(applied.getOrDefault(key, 0)).as(seed + " " + key).isGreaterThanOrEqualTo(value));
    }
}
