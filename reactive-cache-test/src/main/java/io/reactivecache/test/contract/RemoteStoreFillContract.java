package io.reactivecache.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.spi.Payload;
import io.reactivecache.spi.RemoteRead;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Ticket;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code read} and {@code fill} promise. */
abstract class RemoteStoreFillContract extends RemoteStoreSteps {

    @Test
    void nothingReadsAsEmpty() {
        assertThat(isEmpty()).isTrue();
    }

    @Test
    void readGivesBackWhatWasFilled() {
        assertThat(fill("a", 5)).isTrue();

        StoredEntry entry = read().entry().orElseThrow();
        assertThat(entry.stamp()).isEqualTo(at(EPOCH, 5));
        assertThat(entry.ttl()).isEqualTo(LONG);
        assertThat(entry.freshFor()).isEqualTo(LONG.dividedBy(2));
        assertThat(entry.loadTime()).isEqualTo(Duration.ofNanos(7_654_000));
        assertThat(entry.tags()).isEqualTo(TAGS);
        assertThat(entry.validator()).contains("W/\"1\"");
        assertThat(entry.age()).isBetween(Duration.ZERO, Duration.ofSeconds(5));
        assertThat(value()).isEqualTo("a");
    }

    @Test
    void readGivesBackWhatIsNeededToDecode() {
        fill("a", 5);

        Payload payload = read().entry().orElseThrow().payload().orElseThrow();
        assertThat(payload.codec()).isEqualTo(2);
        assertThat(payload.compression()).isEqualTo(3);
        assertThat(payload.schema()).isEqualTo(9);
        assertThat(payload.fingerprint()).isEqualTo(0xFEDC_BA98);
    }

    @Test
    void anAbsenceIsKeptAsAValueIs() {
        assertThat(fill(entry(at(EPOCH, 5), Duration.ZERO, LONG, Optional.empty()), ticket()))
                .isTrue();

        assertThat(isEmpty()).isFalse();
        assertThat(read().entry().orElseThrow().payload()).isEmpty();
        assertThat(fill("old", 4)).isFalse();
    }

    @Test
    void aValueGoesOnAgeing() {
        StoredEntry old = aged(Duration.ofSeconds(20), LONG);
        fill(old, ticket());
        elapse(SHORT);

        assertThat(read().entry().orElseThrow().age())
                .isBetween(old.age().plus(SHORT), old.age().plusSeconds(5));
    }

    @Test
    void aValueWhoseAgeExceedsItsTtlIsNone() {
        Duration ttl = Duration.ofSeconds(20).plus(SHORT);
        assertThat(fill(aged(Duration.ofSeconds(20), ttl), ticket())).isTrue();
        elapse(SHORT);

        assertThat(isEmpty()).isTrue();
    }

    @Test
    void marksAndTombstonesReadAsEmpty() {
        close(ALICE);
        assertThat(isEmpty()).isTrue();
        open(ALICE, 4);
        assertThat(isEmpty()).isTrue();
    }

    @Test
    void whatCannotBeReadIsDamaged() {
        damage(key);

        RemoteRead read = read();
        assertThat(read.damaged()).isTrue();
        assertThat(read.entry()).isEmpty();
    }

    @Test
    void whatCannotBeReadIsReplacedByAFill() {
        damage(key);
        assertThat(fill("a", 5)).isTrue();
        assertThat(value()).isEqualTo("a");
    }

    @Test
    void whatCannotBeReadIsReplacedByAWrite() {
        damage(key);
        open(ALICE, 4);
        assertThat(fill("old", 3)).isFalse();

        damage(key);
        assertThat(store(ALICE, "a", 5, close(ALICE))).isTrue();
        assertThat(value()).isEqualTo("a");
    }

    @Test
    void keysAreIndependent() {
        fill("a", 5);
        done(store.close(key + ':', ALICE, LONG));
        store.open(key.substring(1), ALICE, at(EPOCH, 9), LONG).block();
        assertThat(value()).isEqualTo("a");
    }

    @Test
    void fillReplacesAValueThatIsNotNewer() {
        assertThat(fill("a", 5)).isTrue();
        assertThat(fill("b", 5)).isTrue();
        assertThat(fill("c", 6)).isTrue();
        assertThat(value()).isEqualTo("c");
    }

    @Test
    void fillLeavesANewerValue() {
        fill("a", 5);
        assertThat(fill("old", 4)).isFalse();
        assertThat(value()).isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 0",
        "9, 10",
        "255, 256",
        "4294967295, 4294967296",
        "2147483647, 2147483648",
        "9007199254740992, 9007199254740993",
        "9223372036854775806, 9223372036854775807"
    })
    void offsetsAreComparedExactly(long lower, long higher) {
        fill("higher", higher);
        assertThat(fill("lower", lower)).isFalse();
        assertThat(fill("again", higher)).isTrue();
        open(ALICE, higher);
        assertThat(value()).isEqualTo("again");
        close(ALICE);
        open(ALICE, higher);
        assertThat(fill("lower", lower)).isFalse();
        open(BOB, lower);
        assertThat(fill("higher", higher)).isTrue();
    }

    @Test
    void fillPassesATombstoneItsStampReflects() {
        close(ALICE);
        open(ALICE, 7);
        assertThat(fill("old", 6)).isFalse();
        assertThat(isEmpty()).isTrue();
        assertThat(fill("a", 7)).isTrue();
        assertThat(value()).isEqualTo("a");
    }

    @Test
    void fillNeverPassesAMark() {
        close(ALICE);
        assertThat(fill("a", Long.MAX_VALUE)).isFalse();
        assertThat(isEmpty()).isTrue();
    }

    @Test
    void fillWithATicketOfAnotherSessionIsTurnedAway() {
        assertThat(fill(entry("a", 5), ofAnotherSession(ticket()))).isFalse();
        assertThat(isEmpty()).isTrue();
    }

    @Test
    void fillPastTheDeadlineOfItsTicketIsTurnedAway() {
        Ticket ticket = done(store.read(key, SHORT)).ticket();
        elapse(SHORT);
        assertThat(fill(entry("a", 5), ticket)).isFalse();
        assertThat(isEmpty()).isTrue();
    }

    @Test
    void fillReplacesAValueOfAnotherEpoch() {
        fill(entry("foreign", at(OTHER_EPOCH, 100), LONG), ticket());
        assertThat(fill("a", 5)).isTrue();
        assertThat(value()).isEqualTo("a");
    }

    @Test
    void aTombstoneOfAnotherEpochTurnsFillsAwayUntilItExpires() {
        store.open(key, ALICE, at(OTHER_EPOCH, 1), SHORT).block();
        assertThat(fill("a", 5)).isFalse();
        elapse(SHORT);
        assertThat(fill("a", 5)).isTrue();
    }

    @Test
    void aValueWithoutTimeLeftIsNotFilled() {
        assertThat(fill(aged(LONG, LONG), ticket())).isFalse();
        assertThat(fill(aged(LONG.plus(LONG), LONG), ticket())).isFalse();
        assertThat(isEmpty()).isTrue();
    }

    @Test
    void aRepeatedFillDoesNoHarm() {
        Ticket ticket = ticket();
        fill(entry("a", 5), ticket);
        fill("b", 6);
        assertThat(fill(entry("a", 5), ticket)).isFalse();
        assertThat(value()).isEqualTo("b");
    }
}
