package io.reactivecache.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.InvalidEntryException;
import io.reactivecache.Position;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class StoredEntryTest {

    private static final Duration TTL = Duration.ofSeconds(10);
    private static final String SECRET = "secret";

    @Test
    void whatIsLeftIsTheTtlWithoutTheAge() {
        StoredEntry entry = new StoredEntry(
                new Position(1, 0, 1),
                Duration.ofSeconds(11),
                TTL,
                TTL,
                Duration.ZERO,
                Set.of(),
                Optional.empty(),
                Optional.empty());

        assertThat(entry.remaining()).isEqualTo(Duration.ofSeconds(-1));
    }

    @Test
    void tagsAreCopiedAndCannotBeChanged() {
        Set<String> given = new HashSet<>(Set.of("a"));
        StoredEntry entry = entry(given, Optional.empty());
        given.clear();

        assertThat(entry.tags()).containsExactly("a");
        assertThatThrownBy(() -> entry.tags().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void whatIsAtItsLimitIsKept() {
        Set<String> tags =
                IntStream.range(0, 64).mapToObj(Integer::toString).collect(Collectors.toCollection(HashSet::new));
        tags.remove("0");
        tags.add("ä".repeat(127) + "a");

        assertThat(entry(tags, Optional.of("€".repeat(341) + "a")).tags()).hasSize(64);
        assertThat(entry(Set.of("😀".repeat(63) + "abc"), Optional.of("v")).tags())
                .hasSize(1);
    }

    @Test
    void whatIsBeyondItsLimitIsRefusedWithoutItsContent() {
        Set<String> tags = IntStream.range(0, 65).mapToObj(i -> SECRET + i).collect(Collectors.toSet());

        refused(() -> entry(tags, Optional.empty()), "tags", "tags: 65 (expected: <= 64)");
        refused(
                () -> entry(Set.of("ä".repeat(128)), Optional.empty()),
                "tag",
                "tag: 256 bytes (expected: 0 to 255 bytes)");
        refused(
                () -> entry(Set.of("😀".repeat(64)), Optional.empty()),
                "tag",
                "tag: 256 bytes (expected: 0 to 255 bytes)");
        refused(
                () -> entry(Set.of(), Optional.of(SECRET + "v".repeat(1019))),
                "validator",
                "validator: 1025 bytes (expected: 1 to 1024 bytes)");
        refused(() -> entry(Set.of(), Optional.of("")), "validator", "validator: 0 bytes (expected: 1 to 1024 bytes)");
    }

    @Test
    void textThatIsNoUnicodeIsRefused() {
        refused(
                () -> entry(Set.of(SECRET + "\ud800"), Optional.empty()),
                "tag",
                "tag: an unpaired surrogate (expected: valid Unicode)");
        refused(
                () -> entry(Set.of(), Optional.of("\udc00" + SECRET)),
                "validator",
                "validator: an unpaired surrogate (expected: valid Unicode)");
    }

    @Test
    void aValueIsFreshForNoLongerThanItsTtl() {
        assertThat(fresh(TTL).freshFor()).isEqualTo(TTL);
        assertThat(fresh(Duration.ZERO).freshFor()).isZero();
        refused(() -> fresh(TTL.plusNanos(1)), "freshFor", "freshFor: PT10.000000001S (expected: 0 to ttl PT10S)");
        refused(() -> fresh(Duration.ofNanos(-1)), "freshFor", "freshFor: PT-0.000000001S (expected: 0 to ttl PT10S)");
    }

    @Test
    void numbersOfAPayloadHaveTheirRanges() {
        assertThat(new Payload(255, 255, 65_535, -1, new byte[0]).fingerprint()).isEqualTo(-1);
        refused(() -> new Payload(256, 0, 0, 0, new byte[0]), "codec", "codec: 256 (expected: 0 to 255)");
        refused(() -> new Payload(-1, 0, 0, 0, new byte[0]), "codec", "codec: -1 (expected: 0 to 255)");
        refused(() -> new Payload(0, 256, 0, 0, new byte[0]), "compression", "compression: 256 (expected: 0 to 255)");
        refused(() -> new Payload(0, 0, 65_536, 0, new byte[0]), "schema", "schema: 65536 (expected: 0 to 65535)");
        assertThatNullPointerException().isThrownBy(() -> new Payload(0, 0, 0, 0, null));
    }

    private static void refused(ThrowingCallable attempt, String part, String message) {
        assertThatThrownBy(attempt)
                .isInstanceOfSatisfying(
                        InvalidEntryException.class,
                        refusal -> assertThat(refusal.part()).isEqualTo(part))
                .hasMessage(message)
                .hasNoCause();
    }

    private static StoredEntry fresh(Duration freshFor) {
        return new StoredEntry(
                new Position(1, 0, 1),
                Duration.ZERO,
                freshFor,
                TTL,
                Duration.ZERO,
                Set.of(),
                Optional.empty(),
                Optional.empty());
    }

    private static StoredEntry entry(Set<String> tags, Optional<String> validator) {
        return new StoredEntry(
                new Position(1, 0, 1), Duration.ZERO, TTL, TTL, Duration.ZERO, tags, validator, Optional.empty());
    }
}
