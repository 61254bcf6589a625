package io.reactivecache.internal.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.fixture.Entries;
import io.reactivecache.internal.entry.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.test.publisher.TestPublisher;
import reactor.util.context.Context;

final class FlightTest {

    private static final Entry<String> ENTRY = Entries.entry("value", new Position(1, 0, 0), 0, 100);

    private final TestPublisher<Entry<String>> load = TestPublisher.create();

    @Test
    void isCancelledWhenTheLastCallerCancels() {
        Flight<String> flight = started(true);
        assertThat(flight.join()).isTrue();
        assertThat(flight.join()).isTrue();
        flight.leave(true);
        load.assertWasNotCancelled();
        flight.leave(true);

        load.assertWasCancelled();
        assertThat(flight.isAbandoned()).isTrue();
        assertThat(flight.join()).isFalse();
    }

    @Test
    void goesOnWhenTheLastCallerCancelsUnlessItMayBeAbandoned() {
        Flight<String> flight = started(false);
        flight.join();
        flight.leave(true);

        load.assertWasNotCancelled();
        assertThat(flight.isAbandoned()).isFalse();
        assertThat(flight.join()).isTrue();
    }

    @Test
    void goesOnIfSomebodyWasAnsweredOtherwise() {
        Flight<String> flight = started(true);
        flight.join();
        flight.join();
        flight.leave(false);
        flight.leave(true);

        load.assertWasNotCancelled();
        assertThat(flight.isAbandoned()).isFalse();
    }

    @Test
    void goesOnIfItIsExpected() {
        Flight<String> flight = started(true);
        flight.join();
        flight.expect();
        flight.leave(true);

        load.assertWasNotCancelled();
    }

    /** The last caller cancels when the load has ended but nobody was told yet. */
    @Test
    void aFlightThatHasEndedIsNotAbandonedWhoeverLeavesIt() {
        List<Boolean> abandoned = new ArrayList<>();
        AtomicReference<Flight<String>> self = new AtomicReference<>();
        Flight<String> flight = new Flight<>(Context.empty(), true, null, (brought, failure) -> {
            self.get().leave(true);
            abandoned.add(self.get().isAbandoned());
        });
        self.set(flight);
        load.mono().subscribe(flight.outcome());
        flight.join();
        load.emit(ENTRY);

        assertThat(abandoned).containsExactly(false);
    }

    @Test
    void answersWhatWasOfferedLast() {
        Flight<String> flight = started(true);
        assertThat(flight.stale()).isNull();
        flight.offer(ENTRY);
        assertThat(flight.stale()).isSameAs(ENTRY);
        flight.offer(null);

        assertThat(flight.stale()).isNull();
    }

    private Flight<String> started(boolean mayBeAbandoned) {
        Flight<String> flight = new Flight<>(Context.empty(), mayBeAbandoned, null, (brought, failure) -> {});
        load.mono().subscribe(flight.outcome());
        return flight;
    }
}
