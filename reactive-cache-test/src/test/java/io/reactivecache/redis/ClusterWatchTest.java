package io.reactivecache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** When a cluster is asked, and whom, in a time of its own. */
class ClusterWatchTest {

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration SHORTEST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Map<Integer, String> answers = new HashMap<>();
    private final List<Integer> asked = new ArrayList<>();
    private final List<SlotMap> maps = new ArrayList<>();
    private final ClusterWatch watch = new ClusterWatch(
            RedisRemoteStore.builder()
                    .cluster("redis://127.0.0.1:1")
                    .probeInterval(INTERVAL)
                    .reconnectBackoff(SHORTEST, LONGEST)
                    .scheduler(time)
                    .settings(),
            this::view);

    private Mono<ClusterView> view(ClusterNode node) {
        asked.add(node.port());
        return Mono.justOrEmpty(answers.get(node.port())).map(answer -> ClusterView.parse(answer, node, false));
    }

    /** Each of the servers has the slots between its number and the next, in thousands; the last one the rest. */
    private void answerAs(long epoch, int... servers) {
        for (int server : servers) {
            StringBuilder answer = new StringBuilder();
            for (int i = 0; i < servers.length; i++) {
                int end = i == servers.length - 1 ? 16_383 : (i + 1) * 1_000 - 1;
                answer.append("n%d 127.0.0.1:%d@1 %smaster - 0 0 %d connected %d-%d%n"
                        .formatted(
                                servers[i], servers[i], servers[i] == server ? "myself," : "", epoch, i * 1_000, end));
            }
            answers.put(server, answer.toString());
        }
    }

    private void begin() {
        watch.maps().subscribe(maps::add);
        time.advanceTimeBy(Duration.ZERO);
    }

    @AfterEach
    void end() {
        watch.dispose();
        time.dispose();
    }

    @Test
    void itAsksTheSeedsThenTheOthersThenOncePerInterval() {
        answerAs(1, 1, 2, 3);
        begin();
        assertThat(asked).containsExactly(1, 2, 3);
        assertThat(maps).extracting(map -> map.primaries().size()).containsExactly(3);

        time.advanceTimeBy(INTERVAL.multipliedBy(2));
        assertThat(asked).hasSize(9);
        assertThat(maps).hasSize(1);
    }

    @Test
    void aPrimaryThatIsLeftAndOneThatIsNewShowAtTheNextQuestion() {
        answerAs(1, 1, 2, 3);
        begin();
        answerAs(2, 1, 2, 4);
        time.advanceTimeBy(INTERVAL);

        assertThat(maps).hasSize(2);
        assertThat(maps.get(1).primaries()).extracting(ClusterNode::port).containsExactly(1, 2, 4);
    }

    @Test
    void whoFindsAKeyElsewhereHasItAskedAtOnce() {
        answerAs(1, 1, 2, 3);
        begin();
        time.advanceTimeBy(LONGEST);
        answerAs(2, 1, 2, 4);
        watch.hurry();
        time.advanceTimeBy(Duration.ZERO);

        assertThat(maps).hasSize(2);
    }

    /** The pauses double while nothing changes. */
    @Test
    void howeverManyFindAKeyElsewhereItIsNotAskedAllTheTime() {
        answerAs(1, 1, 2, 3);
        begin();
        asked.clear();
        for (int i = 0; i < 10_000; i++) {
            watch.hurry();
            time.advanceTimeBy(Duration.ofMillis(1));
        }

        assertThat(asked.size() / 3).isBetween(10, 15);
    }

    /** The one asked first may have answered before. */
    @Test
    void whatIsFoundWhileItIsAskedIsNotForgotten() {
        answerAs(1, 1, 2, 3);
        begin();
        answerAs(2, 1, 2, 4);
        watch.hurry();
        assertThat(maps).hasSize(1);
        time.advanceTimeBy(SHORTEST);

        assertThat(maps).hasSize(2);
    }

    @Test
    void withoutMostPrimariesNobodyKnowsAndTheSeedsAreAskedAgain() {
        answerAs(1, 1, 2, 3);
        begin();
        answers.remove(2);
        time.advanceTimeBy(INTERVAL);
        assertThat(maps).hasSize(1);

        answers.remove(3);
        time.advanceTimeBy(INTERVAL);
        assertThat(maps).hasSize(2).last().isSameAs(SlotMap.NONE);

        answerAs(5, 1, 5);
        time.advanceTimeBy(INTERVAL);
        assertThat(maps).hasSize(3);
        assertThat(maps.get(2).primaries()).extracting(ClusterNode::port).containsExactly(1, 5);
    }

    @Test
    void itEndsWhenItIsDisposed() {
        answerAs(1, 1, 2, 3);
        begin();
        watch.dispose();
        asked.clear();
        time.advanceTimeBy(INTERVAL.multipliedBy(3));

        assertThat(asked).isEmpty();
    }
}
