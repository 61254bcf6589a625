package io.reactivecache.internal.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.reactivecache.Effect;
import io.reactivecache.EntryPredicate;
import io.reactivecache.spi.Token;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

final class ChangeFormatPropertiesTest {

    @Provide
    Arbitrary<Change> changes() {
        Arbitrary<String> texts = Arbitraries.strings().withCharRange('!', '~').ofMaxLength(40);
        Arbitrary<Token> tokens = Combinators.combine(
                        Arbitraries.longs().withoutEdgeCases(),
                        Arbitraries.longs().withoutEdgeCases())
                .as(Token::new);
        Arbitrary<Effect> effects = Arbitraries.of(Effect.class);
        Arbitrary<Boolean> closed = Arbitraries.of(true, false);
        Arbitrary<String> unicode = Arbitraries.strings().all().ofMinLength(1).ofMaxLength(40);
        Arbitrary<EntryPredicate> predicates = Arbitraries.of(EntryPredicate.Kind.values())
                .flatMap(kind -> unicode.map(text -> predicate(kind, text)));
        Arbitrary<Change> wide = Combinators.combine(texts, effects, predicates, tokens, closed)
                .as((cache, effect, predicate, token, told) ->
                        new Change.Wide(cache, new MarkerId(effect, predicate), token, told));
        Arbitrary<Change> ofKey =
                Combinators.combine(texts, texts, tokens, effects, closed).as(Change.OfKey::new);
        Arbitrary<Duration> times = Arbitraries.longs().greaterOrEqual(0).map(Duration::ofMillis);
        Arbitrary<Change> fenced =
                Combinators.combine(texts, texts, tokens, times).as(Change.Fenced::new);
        return Arbitraries.oneOf(ofKey, wide, fenced);
    }

    private static EntryPredicate predicate(EntryPredicate.Kind kind, String text) {
        String valid = text.replaceAll("[\\\\\\ud800-\\udfff]", "x");
        return new EntryPredicate(kind, kind == EntryPredicate.Kind.ALL ? "" : valid);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void readsBackWhatItWrote(@ForAll("changes") Change change) {
        assertThat(ChangeFormat.decode(ChangeFormat.encode(change))).isEqualTo(change);
    }

    @Property(tries = 100_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void damagedRecordsAreRefusedOrStillSayTheSame(@ForAll("changes") Change change, @ForAll Random random) {
        byte[] damaged = damaged(ChangeFormat.encode(change), random);
        try {
            assertThat(ChangeFormat.decode(damaged)).isEqualTo(change);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageStartingWith("record: ");
        } catch (RuntimeException other) {
            fail("only a refusal may leave the format", other);
        }
    }

    private static byte[] damaged(byte[] record, Random random) {
        int length = random.nextInt(4) == 0 ? random.nextInt(record.length + 8) : record.length;
        byte[] damaged = Arrays.copyOf(record, length);
        for (int i = random.nextInt(4); i > 0 && length > 0; i--) {
            damaged[random.nextInt(length)] = (byte) random.nextInt();
        }
        return damaged;
    }
}
