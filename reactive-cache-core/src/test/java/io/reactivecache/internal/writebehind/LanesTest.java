package io.reactivecache.internal.writebehind;

import static io.reactivecache.Priority.HIGH;
import static io.reactivecache.Priority.LOW;
import static io.reactivecache.Priority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Durability;
import io.reactivecache.Priority;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

final class LanesTest {

    private static final class Key extends Lanes.Place<Key> {
        private final Priority priority;

        Key(Priority priority) {
            this.priority = priority;
        }
    }

    private final Lanes<Key> lanes = new Lanes<>();

    private Key put(Priority priority) {
        Key key = new Key(priority);
        lanes.put(key, priority);
        return key;
    }

    @Test
    void ofThirteenEightAreHighFourNormalOneLow() {
        for (int i = 0; i < 100; i++) {
            List.of(Priority.values()).forEach(this::put);
        }
        Map<Priority, Integer> taken = new EnumMap<>(Priority.class);
        for (int i = 0; i < 13; i++) {
            taken.merge(lanes.poll().priority, 1, Integer::sum);
        }

        assertThat(taken).isEqualTo(Map.of(HIGH, 8, NORMAL, 4, LOW, 1));
    }

    @Test
    void anEmptyLaneLeavesItsShareToTheOthers() {
        Key first = put(LOW);
        Key second = put(LOW);

        assertThat(lanes.poll()).isSameAs(first);
        assertThat(lanes.poll()).isSameAs(second);
        assertThat(lanes.poll()).isNull();
    }

    @Test
    void aKeyIsInOneLaneAndMovesToAMoreUrgentOneOnly() {
        Key key = put(NORMAL);
        lanes.put(key, LOW);
        lanes.put(key, NORMAL);
        lanes.put(key, HIGH);

        assertThat(lanes.takeFresh()).isEqualTo(1);
        assertThat(lanes.poll()).isSameAs(key);
        assertThat(lanes.poll()).isNull();
    }

    @Test
    void aKeyIsTakenOutFromAnywhere() {
        Key first = put(HIGH);
        Key middle = put(HIGH);
        Key last = put(HIGH);
        lanes.remove(middle);
        lanes.remove(middle);
        lanes.remove(first);
        Key another = put(HIGH);

        assertThat(lanes.poll()).isSameAs(last);
        assertThat(lanes.poll()).isSameAs(another);
        lanes.put(middle, LOW);
        assertThat(lanes.poll()).isSameAs(middle);
        assertThat(lanes.poll()).isNull();
    }

    @Test
    void noLaneStarvesUnderTheOthers() {
        try (Scene scene = new Scene(settings -> settings.batchSize(10))) {
            scene.engine
                    .accept(scene.write("low", "1", Durability.EVENTUAL, LOW))
                    .subscribe();
            for (int i = 0; i < 100; i++) {
                scene.engine
                        .accept(scene.write("high" + i, "1", Durability.EVENTUAL, HIGH))
                        .subscribe();
            }
            scene.batch();

            assertThat(scene.begun.get(0)).contains("low=1");
        }
    }

    @Test
    void anUrgentWriteIsNotBehindThoseThatCameBefore() {
        try (Scene scene = new Scene(settings -> settings.batchSize(10).batches(1))) {
            scene.writer = writes -> Mono.delay(Scene.BATCH, scene.time).then();
            for (int i = 0; i < 200; i++) {
                scene.put("key" + i, "1");
            }
            scene.engine
                    .accept(scene.write("urgent", "1", Durability.EVENTUAL, HIGH))
                    .subscribe();
            scene.pass(Scene.BATCH.multipliedBy(2));

            assertThat(scene.begun.subList(0, 2).toString()).contains("urgent=1");
        }
    }
}
