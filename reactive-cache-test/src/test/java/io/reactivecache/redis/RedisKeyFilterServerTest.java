package io.reactivecache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** The filter against a real server, where that has Bloom filters. */
@RedisTest
class RedisKeyFilterServerTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private static RedisRemoteStore store;
    private static Plain plain;

    @BeforeAll
    static void connect(RedisServer server) {
        store = RedisRemoteStore.create(server.uri());
        store.available().filter(present -> present).blockFirst(LONG);
        plain = new Plain(server.uri());
    }

    @AfterAll
    static void disconnect() {
        store.dispose();
        plain.close();
    }

    @Test
    void thereIsAFilterIfTheServerKnowsTheCommandAndOtherwiseNone() {
        assertThat(filter().isPresent()).isEqualTo(knowsTheCommand());
    }

    @Test
    void holdsWhatWasAddedAndFewOthers() {
        RedisKeyFilter filter = present();
        List<String> keys = IntStream.range(0, 1_000).mapToObj(i -> "k" + i).toList();
        StepVerifier.create(filter.clear().then(filter.add(keys)))
                .expectComplete()
                .verify(LONG);

        assertThat(keys).allMatch(key -> ask(filter, key));
        assertThat(IntStream.range(0, 1_000).filter(i -> ask(filter, "x" + i)).count())
                .isLessThan(50);
    }

    private static RedisKeyFilter present() {
        Optional<RedisKeyFilter> filter = filter();
        assumeThat(filter)
                .as("skipped: this Redis has no Bloom filters (BF.EXISTS is unknown)")
                .isPresent();
        return filter.orElseThrow();
    }

    private static Optional<RedisKeyFilter> filter() {
        return RedisKeyFilter.on(store, "orders", 1_000, 0.01).blockOptional(LONG);
    }

    /** A command that is not known is a null in the answer. */
    private static boolean knowsTheCommand() {
        return plain.commands().commandInfo("BF.EXISTS").stream().anyMatch(known -> known instanceof List<?>);
    }

    private static boolean ask(RedisKeyFilter filter, String key) {
        return Boolean.TRUE.equals(filter.mightContain(key).block(LONG));
    }
}
