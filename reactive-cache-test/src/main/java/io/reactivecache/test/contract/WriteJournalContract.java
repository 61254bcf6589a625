package io.reactivecache.test.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.spi.WriteJournal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * What every {@link WriteJournal} promises, as tests. Extend it, open the journal, and override the hooks for what it can do;
 * the tests of hooks that are not overridden are skipped.
 */
public abstract class WriteJournalContract extends WriteJournalContinuityContract {

    private static final int THREADS = 8;
    private static final int EACH = 50;

    /** For subclasses. */
    protected WriteJournalContract() {}

    @Test
    void itIsAvailable() {
        assertThat(journal.available().filter(Boolean::booleanValue).blockFirst(LIMIT))
                .isTrue();
    }

    @Test
    void nothingIsAppendedBeforeSubscriptionAndOneEntryByEach() {
        Mono<Long> append = journal.append("k", bytes("twice"));
        append("k", "first");
        append.block(LIMIT);
        append.block(LIMIT);

        assertThat(DrainRecorder.of(journal).await(3).texts()).containsExactly("first", "twice", "twice");
    }

    @Test
    void payloadsArriveAsTheyWereAppended() {
        byte[] allOctets = new byte[256];
        IntStream.range(0, 256).forEach(i -> allOctets[i] = (byte) i);
        journal.append("k", allOctets).block(LIMIT);
        journal.append("k", new byte[0]).block(LIMIT);

        assertThat(DrainRecorder.of(journal).await(2).entries())
                .extracting(Entry::payload)
                .containsExactly(allOctets, new byte[0]);
    }

    @Test
    void whatComesIsDeliveredBehindWhatWasThere() {
        append("k", "k0");
        DrainRecorder drain = DrainRecorder.of(journal).await(1);
        append("k", "k1");
        append("k", "k2");

        assertThat(drain.await(3).texts()).containsExactly("k0", "k1", "k2");
        assertThat(drain.entries()).extracting(Entry::sequence).isSorted().doesNotHaveDuplicates();
        assertThat(drain.entries())
                .extracting(Entry::partition)
                .containsOnly(drain.entries().get(0).partition());
    }

    @Test
    void whoeverAppendsLearnsWhichEntryItIs() {
        Map<String, Long> appended = new ConcurrentHashMap<>();
        Flux.range(0, EACH)
                .map(i -> "k" + i)
                .flatMap(
                        text -> journal.append("k", bytes(text)).doOnNext(sequence -> appended.put(text, sequence)),
                        THREADS)
                .blockLast(LIMIT);
        Map<String, Long> delivered = DrainRecorder.of(journal).await(EACH).entries().stream()
                .collect(Collectors.toMap(entry -> new String(entry.payload(), UTF_8), Entry::sequence));

        assertThat(delivered).isEqualTo(appended).hasSize(EACH);
    }

    @Test
    void onlyAsMuchIsDeliveredAsWasAskedFor() {
        IntStream.range(0, 10).forEach(i -> append("k", "k" + i));
        DrainRecorder drain = DrainRecorder.of(journal, 3).await(3);
        append("k", "k10");
        assertThat(drain.entries()).hasSize(3);
        drain.request(9);

        assertThat(drain.await(11).texts())
                .isEqualTo(IntStream.range(0, 11).mapToObj(i -> "k" + i).toList());
    }

    @Test
    void anEmptyJournalIsCaughtUpWithAtOnceAndSaysSoOnce() {
        DrainRecorder drain = DrainRecorder.of(journal).awaitCaughtUp();
        append("k", "k0");

        assertThat(drain.await(1).caughtUp()).containsExactly(0);
    }

    @Test
    void eachSubscriberHearsBehindWhatWasThereThatThisWasAll() {
        append("k", "k0");
        append("k", "k1");
        DrainRecorder first = DrainRecorder.of(journal).awaitCaughtUp();
        acknowledge(first.entries().subList(0, 1));
        append("k", "k2");
        first.await(3).cancel();
        DrainRecorder second = DrainRecorder.of(journal).awaitCaughtUp();

        assertThat(first.caughtUp()).containsExactly(2);
        assertThat(second.texts()).containsExactly("k1", "k2");
        assertThat(second.caughtUp()).containsExactly(2);
    }

    @Test
    void nobodyHearsThatThisWasAllBeforeHeHasAskedForAllOfIt() {
        IntStream.range(0, 3).forEach(i -> append("k", "k" + i));
        DrainRecorder drain = DrainRecorder.of(journal, 2).await(2);
        append("k", "k3");
        assertThat(drain.caughtUp()).isEmpty();
        drain.request(1);
        assertThat(drain.await(3).caughtUp()).isEmpty();
        drain.request(2);

        assertThat(drain.await(4).awaitCaughtUp().caughtUp().get(0)).isBetween(3, 4);
    }

    @Test
    void whatWasNotAcknowledgedIsDeliveredToTheNextSubscriber() {
        append("k", "k0");
        append("k", "k1");
        append("k", "k2");
        DrainRecorder first = DrainRecorder.of(journal).await(3);
        acknowledge(List.of(first.entries().get(1)));
        journal.release(first.entries().subList(2, 3)).block(LIMIT);
        first.cancel();

        assertThat(DrainRecorder.of(journal).await(2).texts()).containsExactly("k0", "k2");
    }

    @Test
    void acknowledgingTwiceIsNoError() {
        append("k", "k0");
        append("k", "k1");
        DrainRecorder first = DrainRecorder.of(journal).await(2);
        acknowledge(first.entries().subList(0, 1));
        acknowledge(first.entries().subList(0, 1));
        first.cancel();

        assertThat(DrainRecorder.of(journal).await(1).texts()).containsExactly("k1");
    }

    @Test
    void anEntryIsKnownByItsPlaceAndItsPayloadNeedNotBeKept() {
        append("k", "k0");
        append("k", "k1");
        DrainRecorder first = DrainRecorder.of(journal).await(2);
        Entry entry = first.entries().get(0);
        acknowledge(List.of(new Entry(entry.partition(), entry.sequence(), new byte[0])));
        first.cancel();

        assertThat(DrainRecorder.of(journal).await(1).texts()).containsExactly("k1");
    }

    @Test
    void appendsOfOneKeyThatFollowEachOtherStayInOrderWhateverOthersDo() {
        Flux.range(0, THREADS)
                .flatMap(thread -> inOrder("key" + thread).subscribeOn(Schedulers.parallel()), THREADS)
                .blockLast(LIMIT);

        List<String> texts = DrainRecorder.of(journal).await(THREADS * EACH).texts();
        for (int thread = 0; thread < THREADS; thread++) {
            String key = "key" + thread;
            assertThat(texts.stream().filter(text -> text.startsWith(key)))
                    .isEqualTo(IntStream.range(0, EACH)
                            .mapToObj(i -> key + "-" + i)
                            .toList());
        }
    }

    private Mono<Void> inOrder(String key) {
        return Flux.range(0, EACH)
                .concatMap(i -> journal.append(key, bytes(key + "-" + i)))
                .then();
    }

    @Test
    @SuppressWarnings("NullAway") // that is what is tried
    void nullIsRefused() {
        assertThatNullPointerException().isThrownBy(() -> journal.append(null, new byte[0]));
        assertThatNullPointerException().isThrownBy(() -> journal.append("k", null));
    }
}
