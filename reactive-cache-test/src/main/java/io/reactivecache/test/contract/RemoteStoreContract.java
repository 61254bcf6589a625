package io.reactivecache.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.spi.RemoteRead;
import io.reactivecache.spi.Ticket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What {@link io.reactivecache.spi.RemoteStore} promises, operation by operation. Extend it with the store under test. */
public abstract class RemoteStoreContract extends RemoteStoreWriteContract {

    @Test
    void nothingHappensBeforeSubscription() {
        Ticket ticket = ticket();
        fill("a", 5);
        store.fill(key, entry("b", 6), ticket);
        store.close(key, ALICE, LONG);
        store.open(key, ALICE, at(EPOCH, 7), LONG);
        store.store(key, ALICE, entry("c", 8), ticket, LONG);
        assertThat(value()).isEqualTo("a");
    }

    @Test
    void everySubscriptionIsAnOperation() {
        Mono<RemoteRead> read = store.read(key, LONG);
        assertThat(done(read).entry()).isEmpty();
        fill("a", 5);
        assertThat(done(read).entry()).isPresent();
    }

    @Test
    void cancellingEndsTheWait() {
        StepVerifier.create(store.read(key, LONG), 0).thenCancel().verify();
        StepVerifier.create(store.available()).expectNext(true).thenCancel().verify();
        assertThat(isEmpty()).isTrue();
    }

    @Test
    void availableSaysNowAndGoesOn() {
        StepVerifier.create(store.available())
                .expectSubscription()
                .expectNext(true)
                .expectNoEvent(Duration.ofMillis(50))
                .thenCancel()
                .verify();
    }
}
