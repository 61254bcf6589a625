package io.reactivecache.internal.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.reactivecache.Priority;
import io.reactivecache.WriteOptions.KeptBy;
import io.reactivecache.internal.entry.Keep.Form;
import io.reactivecache.spi.Payload;
import io.reactivecache.spi.Token;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

final class WriteFormatPropertiesTest {

    @Provide
    Arbitrary<KeptWrite> writes() {
        Arbitrary<String> texts = Arbitraries.strings().withCharRange('!', '~').ofMaxLength(40);
        Arbitrary<Form> forms = Combinators.combine(
                        Arbitraries.integers().between(0, 255).optional(),
                        Arbitraries.of(true, false).optional())
                .as(Form::new);
        Arbitrary<Keep> keeps = Combinators.combine(
                        Arbitraries.longs()
                                .between(1, Long.MAX_VALUE)
                                .map(Duration::ofNanos)
                                .optional(),
                        Arbitraries.doubles().between(0, 1).optional(),
                        texts.set().ofMaxSize(5).map(Set::copyOf),
                        Arbitraries.of(KeptBy.class),
                        forms)
                .as(Keep::new);
        Arbitrary<WriteTerms> terms =
                Combinators.combine(Arbitraries.of(Priority.class), keeps).as(WriteTerms::new);
        Arbitrary<Optional<Payload>> payloads = Arbitraries.bytes()
                .array(byte[].class)
                .ofMaxSize(50)
                .map(bytes -> new Payload(bytes.length, 3, 65_535 - bytes.length, bytes.length * 77, bytes))
                .optional();
        return Combinators.combine(texts, texts, payloads, terms, Arbitraries.longs())
                .as((cache, key, payload, given, at) ->
                        new KeptWrite(cache, key, new Token(at, ~at), payload, given, at));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void readsBackWhatItWrote(@ForAll("writes") KeptWrite write) {
        assertThat(WriteFormat.decode(WriteFormat.encode(write)))
                .usingRecursiveComparison()
                .isEqualTo(write);
    }

    @Property(tries = 50_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void damagedEntriesAreReadOrRefusedAndNothingElse(@ForAll("writes") KeptWrite write, @ForAll Random random) {
        byte[] damaged = damaged(WriteFormat.encode(write), random);
        try {
            WriteFormat.decode(damaged);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageStartingWith("write: ");
        } catch (RuntimeException other) {
            fail("only a refusal may leave the format", other);
        }
    }

    private static byte[] damaged(byte[] entry, Random random) {
        int length = random.nextInt(4) == 0 ? random.nextInt(entry.length + 8) : entry.length;
        byte[] damaged = Arrays.copyOf(entry, length);
        for (int i = 1 + random.nextInt(4); i > 0 && length > 0; i--) {
            damaged[random.nextInt(length)] = (byte) random.nextInt();
        }
        return damaged;
    }
}
