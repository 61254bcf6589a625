package io.reactivecache.test.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.KeyWrite;
import io.reactivecache.Source;
import io.reactivecache.spi.Codecs;
import io.reactivecache.spi.KeyFilter;
import io.reactivecache.spi.KeyFilterLostException;
import io.reactivecache.test.CacheAssertions;
import io.reactivecache.test.RecordingLoader;
import io.reactivecache.test.RecordingWriter;
import io.reactivecache.test.TestCache;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.test.StepVerifier;

/** The wrappers of small ports; those with a contract are tried by it besides. */
final class FaultyPortsTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Fault AWAY = Fault.fail(() -> new IllegalStateException("away"));

    private final RecordingLoader<String, String> rows = new RecordingLoader<String, String>().answers("a", "1");
    private final RecordingWriter<String, String> written = new RecordingWriter<>();

    @Test
    void aLoaderFailsForAllKeysOrForOne() {
        FaultyLoader<String, String> loader = new FaultyLoader<>(rows);
        StepVerifier.create(loader.load("a")).expectNext("1").expectComplete().verify(LONG);
        StepVerifier.create(loader.bulk(rows.bulk()).load(Set.of("a", "b")))
                .expectNext(Map.of("a", "1"))
                .expectComplete()
                .verify(LONG);
        loader.keys().set("b", AWAY);
        StepVerifier.create(loader.load("a")).expectNext("1").expectComplete().verify(LONG);
        away(loader.load("b"));
        away(loader.bulk(rows.bulk()).load(Set.of("a", "b")));
        loader.set(AWAY);
        away(loader.load("a"));

        assertThat(rows.loads("b")).isEqualTo(1);
    }

    @Test
    void aWriterFailsForAllKeysOrForOne() {
        FaultyWriter<String, String> writer = new FaultyWriter<>(written);
        List<KeyWrite<String, String>> batch = List.of(new KeyWrite<>("b", Optional.of("2"), UUID.randomUUID()));
        StepVerifier.create(writer.write("a", "1")
                        .then(writer.delete("c"))
                        .then(writer.bulk(written).writeAll(batch)))
                .expectComplete()
                .verify(LONG);
        writer.keys().set("b", AWAY);
        away(writer.write("b", "3"));
        away(writer.bulk(written).writeAll(batch));
        writer.set(AWAY);
        away(writer.delete("a"));

        assertThat(written.value("a")).contains("1");
        assertThat(written.value("b")).contains("2");
        assertThat(written.keys()).containsExactly("a", "c", "b");
    }

    @Test
    void aCodecCorruptsWhatIsWrittenOrRead() {
        FaultyCodec<String> codec = new FaultyCodec<>(Codecs.strings());
        byte[] sound = codec.encode("abc");
        codec.corruptWritten(Corruption.truncate(1));
        assertThat(codec.decode(codec.encode("abc"))).isEqualTo("a");
        codec.corruptRead(Corruption.fail(() -> new IllegalStateException("unreadable")));

        assertThatThrownBy(() -> codec.decode(sound)).hasMessage("unreadable");
        assertThat(codec.id()).isEqualTo(Codecs.strings().id());
        assertThat(codec.schema()).isEqualTo(Codecs.strings().schema());
        assertThat(codec.fingerprint()).isEqualTo(Codecs.strings().fingerprint());
    }

    @Test
    void aFilterFailsOrSaysThatItHasLostItsKeys() {
        FaultyKeyFilter filter = new FaultyKeyFilter(KeyFilter.NONE);
        StepVerifier.create(filter.mightContain("a"))
                .expectNext(true)
                .expectComplete()
                .verify(LONG);
        filter.lose();
        StepVerifier.create(filter.mightContain("a"))
                .expectError(KeyFilterLostException.class)
                .verify(LONG);
        StepVerifier.create(filter.clear().then(filter.add(List.of("a"))).then(filter.mightContain("a")))
                .expectNext(true)
                .expectComplete()
                .verify(LONG);
        filter.set(AWAY);

        away(filter.mightContain("a"));
        away(filter.add(List.of("a")));
        away(filter.clear());
    }

    @Test
    void aRemoteValueThatIsCorruptedIsLoadedAnew() {
        try (TestCache<String, String> test = TestCache.builder(String.class, String.class)
                .remote()
                .codec(Codecs.strings())
                .settings(cache -> cache.ttl(ttl -> ttl.local(Duration.ofSeconds(1))))
                .build()) {
            test.loader().answers("a", "1");
            CacheAssertions.assertThat(test).answers("a").from(Source.LOADED);
            test.advance(Duration.ofSeconds(1));
            CacheAssertions.assertThat(test).answers("a").with("1").from(Source.REMOTE);
            test.advance(Duration.ofSeconds(1));
            test.remote().corrupt(Corruption.flip(7));

            CacheAssertions.assertThat(test).answers("a").with("1").from(Source.LOADED);
        }
    }

    private static void away(Publisher<?> operation) {
        StepVerifier.create(operation).expectErrorMessage("away").verify(LONG);
    }
}
