package io.reactivecache.test.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Effect;
import io.reactivecache.ReadOptions;
import io.reactivecache.internal.entry.Change;
import io.reactivecache.internal.entry.ChangeFormat;
import io.reactivecache.spi.Token;
import io.reactivecache.test.TestCache;
import io.reactivecache.test.fault.Fault;
import io.reactivecache.test.remote.RemoteOperation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change whose writer died before it could tell the remote tier, which answers reads, and refuses to be told of anything. */
final class UntoldChangeTest {

    private static final Duration LONG = Duration.ofMinutes(20);
    private static final String KEY = "key";

    private final TestCache<String, String> test = TestCache.builder(String.class, String.class)
            .name("orders")
            .remote()
            .build();

    @BeforeEach
    void changeWhatBothTiersHave() {
        test.loader().answers(KEY, "old");
        assertThat(test.cache().get(KEY).block()).isEqualTo("old");
        assertThat(inRemoteTier()).containsExactly("old");
        List.of(RemoteOperation.OPEN, RemoteOperation.FILL, RemoteOperation.CLOSE)
                .forEach(refused -> test.remote().set(refused, Fault.fail(IllegalStateException::new)));
        test.loader().answers(KEY, "new");
        Change change = new Change.OfKey("orders", KEY, new Token(3, 4), Effect.REMOVE, false);
        test.log().append(0, ChangeFormat.encode(change)).block();
    }

    @AfterEach
    void close() {
        test.close();
    }

    private List<String> inRemoteTier() {
        return test.cache()
                .with(ReadOptions.none().remoteOnly())
                .get(KEY)
                .flux()
                .collectList()
                .block();
    }

    @Test
    void theOldValueIsRefusedForAsLongAsTheRemoteTierCannotBeToldThatItIs() {
        for (Duration passed = Duration.ZERO; passed.compareTo(LONG) < 0; passed = passed.plusMinutes(1)) {
            test.advance(Duration.ofMinutes(1));
            assertThat(inRemoteTier()).isEmpty();
        }

        assertThat(test.cache().get(KEY).block()).isEqualTo("new");
    }

    @Test
    void onceItIsToldTheOldValueIsGoneAndMayBeForgotten() {
        test.advance(LONG);
        test.remote().heal();
        test.advance(LONG);

        assertThat(inRemoteTier()).isEmpty();
        assertThat(test.cache().get(KEY).block()).isEqualTo("new");
    }
}
