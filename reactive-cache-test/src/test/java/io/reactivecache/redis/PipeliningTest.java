package io.reactivecache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads of who was answered by the event loop just now, which need not wait until it has answered everybody else. */
final class PipeliningTest {

    private static final int MOST_KEYS = 64;

    private final HandLoop loop = new HandLoop();
    private final SentReads sent = new SentReads();
    private final List<String> heard = new ArrayList<>();
    private final CombinedReads reads =
            new CombinedReads(sent.connection(), loop, loop::isRunning, 10_000, KeyForm.PLAIN, Failures::unavailable);

    /** Redis has the one half while the event loop has the other. */
    @Test
    void halfOfThoseWhoReadOnAreSentBeforeTheOthersAreAnswered() {
        readOn(40);
        loop.turn();
        loop.run(() -> sent.echo(0));
        assertThat(sent.sizes()).containsExactly(40, 20, 20);
        assertThat(heard).hasSize(40);
        loop.turn();
        assertThat(loop.calls()).isZero();
        assertThat(sent.writes()).isEqualTo(3);
        loop.run(() -> sent.echo(1));
        loop.run(() -> sent.echo(2));
        assertThat(heard).hasSize(80).endsWith("on38=on38", "on39=on39");
    }

    @Test
    void aHalfIsOfAllThatAreUnderWay() {
        readOn(20);
        loop.turn();
        readOn(40);
        loop.turn();
        loop.run(() -> sent.echo(0));
        assertThat(sent.commands()).hasSize(2);
        loop.run(() -> sent.echo(1));
        assertThat(sent.sizes()).containsExactly(20, 40, 30, 30);
    }

    @Test
    void theHalfOfVeryManyIsTwoCommands() {
        int many = 10 * MOST_KEYS;
        readOn(many);
        loop.turn();
        for (int command = 0; command < 2; command++) {
            int answered = command;
            loop.run(() -> sent.echo(answered));
            assertThat(sent.commands()).hasSize(10 + 2 * command);
        }
    }

    @Test
    void ofAFewNoneIsSentAhead() {
        readOn(Pipelining.LEAST - 1);
        loop.turn();
        loop.run(() -> sent.echo(0));
        assertThat(sent.commands()).hasSize(1);
        loop.turn();
        assertThat(sent.sizes()).containsExactly(7, 7);
    }

    /** There is nobody else, so nothing that Redis could do meanwhile. */
    @Test
    void whatOneReaderAsksForAtOnceIsSentTogether() {
        get("first")
                .flatMapMany(value -> Flux.range(0, MOST_KEYS))
                .flatMap(i -> get("k" + i), MOST_KEYS)
                .subscribe(value -> heard.add("read"));
        loop.turn();
        loop.run(() -> sent.echo(0));
        assertThat(sent.commands()).hasSize(1);
        loop.turn();
        assertThat(sent.sizes()).containsExactly(1, MOST_KEYS);
    }

    @Test
    void onOtherThreadsNoneIsSentAhead() {
        readOn(40);
        loop.turn();
        sent.echo(0);
        assertThat(sent.commands()).hasSize(1);
        loop.turn();
        assertThat(sent.commands()).hasSize(2);
    }

    /** Whoever reads again at once when a connection takes nothing would do it inside of that without end. */
    @Test
    void whoFailsWhileItIsSentAndReadsAgainWaitsForTheNextTurn() {
        sent.close();
        for (int i = 0; i < 40; i++) {
            get("k" + i)
                    .doOnError(failure -> heard.add("failed"))
                    .onErrorResume(failure -> get("again"))
                    .subscribe(value -> {}, failure -> heard.add("failed again"));
        }
        loop.turn();
        assertThat(heard).hasSize(40).containsOnly("failed");
        loop.turn();
        assertThat(heard).hasSize(80);
    }

    private void readOn(int readers) {
        for (int i = 0; i < readers; i++) {
            String next = "on" + i;
            get("k" + i)
                    .doOnNext(value -> heard.add("first"))
                    .flatMap(value -> get(next))
                    .subscribe(value -> heard.add(next + "=" + new String(value, UTF_8)));
        }
    }

    private Mono<byte[]> get(String key) {
        return reads.get(key.getBytes(UTF_8), value -> value);
    }
}
