package io.reactivecache.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.spi.Ticket;
import io.reactivecache.spi.Token;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a remote store does with keys that are held: closed for a time, whatever other writes do meanwhile. */
abstract class RemoteStoreHoldContract extends RemoteStoreFillContract {

    @Test
    void aHeldKeyHasNoValueTakesNoFillAndSaysSo() {
        fill("old", 4);
        hold(ALICE, LONG);
        assertThat(isEmpty()).isTrue();
        assertThat(read().held()).isTrue();
        assertThat(fill("old", 4)).isFalse();
        close(ALICE);
        assertThat(read().held()).isFalse();
    }

    @Test
    void noOtherWriteOpensAHeldKey() {
        hold(ALICE, LONG);
        Ticket ticket = close(BOB);
        open(BOB, 5);
        assertThat(store(BOB, "b", 5, ticket)).isFalse();
        assertThat(fill("b", 6)).isFalse();
        assertThat(read().held()).isTrue();
    }

    @Test
    void whoHoldsAKeyOpensItByClosingItOnceMore() {
        hold(ALICE, LONG);
        open(ALICE, 5);
        assertThat(fill("old", 6)).isFalse();
        close(ALICE);
        open(ALICE, 5);
        assertThat(fill("old", 4)).isFalse();
        assertThat(fill("a", 5)).isTrue();
    }

    @Test
    void aKeyThatAnotherWriteHasClosedMeanwhileStaysHeldToItsEnd() {
        hold(ALICE, SHORT);
        close(BOB, Duration.ofMillis(1));
        close(ALICE, Duration.ofMillis(1));
        open(ALICE, 5);
        open(BOB, 5);
        assertThat(fill("old", 6)).isFalse();
        elapse(SHORT);
        assertThat(fill("a", 6)).isTrue();
    }

    @Test
    void aHeldMarkLivesAtLeastAsLongAsThatOfTheWriteOverIt() {
        hold(ALICE, SHORT);
        close(BOB, LONG);
        elapse(SHORT);
        assertThat(fill("old", 6)).isFalse();
    }

    @Test
    void aValueStoredOnceAKeyIsNoLongerHeldStays() {
        hold(ALICE, LONG);
        assertThat(store(ALICE, "a", 5, close(ALICE))).isTrue();
        assertThat(value()).isEqualTo("a");
    }

    private void hold(Token token, Duration time) {
        done(store.close(key, token, true, time));
    }

    private void close(Token token, Duration time) {
        done(store.close(key, token, false, time));
    }
}
