package io.reactivecache.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.MarkerTable;
import io.reactivecache.spi.MarkerTable.Content;
import io.reactivecache.spi.MarkerTable.Mark;
import io.reactivecache.spi.MarkerTable.Row;
import io.reactivecache.spi.Token;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What {@link MarkerTable} promises. Extend it with the table under test. */
public abstract class MarkerTableContract {

    private static final Token ALICE = new Token(0xA11CEL, -1);
    private static final Token BOB = new Token(0xB0BL, 1);
    private static final long EPOCH = 0x5EED_0000_0000_0001L;
    private static final String EVERYTHING = "RA";
    private static final int MANY = 2_000;
    private static final Duration SHORT = Duration.ofMillis(250);
    private static final Duration LONG = Duration.ofMinutes(1);

    private String cache;
    private MarkerTable table;

    /** The table under test, connected; asked for once before each test. */
    protected abstract MarkerTable table();

    /** Takes the table of a cache away, past the store. */
    protected abstract void lose(String cache);

    /** Makes the store unreachable until the test has ended; it is known when this returns. */
    protected abstract void goAway();

    /** Lets time pass for the store, a little more than given. Defaults to waiting for it. */
    protected void elapse(Duration time) {
        Mono.delay(time.plusMillis(50)).block();
    }

    @BeforeEach
    final void beginWithAnUnusedCache() {
        cache = "markers-" + UUID.randomUUID();
        table = table();
    }

    @Test
    void aTableThatIsAskedForIsMadeWithAMarkOfEverything() {
        Content made = read();

        assertThat(made.rows()).isEmpty();
        assertThat(made.marks()).extracting(Mark::marker).containsExactly(EVERYTHING);
        assertThat(read().seal()).isEqualTo(made.seal());
        assertThat(read().marks()).hasSize(1);
    }

    @Test
    void aTableThatIsWrittenFirstIsMadeSoToo() {
        open(ALICE, "RTfruit", 5);
        assertThat(read().marks()).extracting(Mark::marker).containsExactly(EVERYTHING);

        lose(cache);
        close(ALICE, "RTfruit");
        assertThat(read().marks()).extracting(Mark::marker).containsExactlyInAnyOrder(EVERYTHING, "RTfruit");
    }

    @Test
    void thatMarkIsKnownByItsTokenAndIsNoneOfAWrite() {
        close(ALICE, "RTfruit");

        assertThat(read().made()).isPresent();
        assertThat(read().announced()).extracting(Mark::token).containsExactly(ALICE);
        open(read().maker(), EVERYTHING, -1);
        assertThat(read().made()).isEmpty();
        assertThat(read().marks()).extracting(Mark::token).containsExactly(ALICE);
        assertThat(row().positions()).isEqualTo(LogPositions.of(EPOCH, -1));
    }

    @Test
    void theMarkOfATableIsNotRemovedByWhoHasReadAnotherOne() {
        Content before = read();
        lose(cache);
        read();
        open(before.maker(), EVERYTHING, -1);

        assertThat(read().made()).isPresent();
    }

    /** What was told to a table is lost with it. */
    @Test
    void aCheckpointIsNotNotedInAnotherTableThanTheOneThatWasTold() {
        long told = read().seal();
        lose(cache);

        assertThat(done(table.checkpoint(cache, told, LogPositions.of(EPOCH, 5))))
                .isFalse();
        assertThat(read().checkpoint()).isEmpty();
        note(LogPositions.of(EPOCH, 4));
        assertThat(done(table.checkpoint(cache, told, LogPositions.of(EPOCH, 5))))
                .isFalse();
        assertThat(read().checkpoint()).contains(LogPositions.of(EPOCH, 4));
    }

    @Test
    void theCheckpointOfEachPartitionIsTheLatest() {
        assertThat(read().checkpoint()).isEmpty();
        note(LogPositions.of(EPOCH, 5, -1, Long.MAX_VALUE - 1));
        note(LogPositions.of(EPOCH, 7, -1, 9));
        note(LogPositions.of(EPOCH, 6, 0, 9));

        assertThat(read().checkpoint()).contains(LogPositions.of(EPOCH, 7, 0, Long.MAX_VALUE - 1));
        assertThat(read().rows()).isEmpty();
    }

    @Test
    void aCheckpointOfAnotherLogTakesItsPlace() {
        note(LogPositions.of(EPOCH, 5));
        note(LogPositions.of(EPOCH + 1, 2));
        assertThat(read().checkpoint()).contains(LogPositions.of(EPOCH + 1, 2));

        note(LogPositions.of(EPOCH + 1, 1, 1));
        assertThat(read().checkpoint()).contains(LogPositions.of(EPOCH + 1, 1, 1));
    }

    @Test
    void theCheckpointIsLostWithTheTableAndNotWithRowsThatAreTooMany() {
        note(LogPositions.of(EPOCH, 5));
        for (int i = 0; i < MANY; i++) {
            open(ALICE, "RTfruit" + i, 3);
        }
        open(ALICE, EVERYTHING, 4);
        assertThat(read().checkpoint()).contains(LogPositions.of(EPOCH, 5));

        lose(cache);
        assertThat(read().checkpoint()).isEmpty();
    }

    @Test
    void aTableThatWasLostIsAnotherOne() {
        Content before = read();
        open(ALICE, "RTfruit", 5);
        lose(cache);
        Content after = read();

        assertThat(after.seal()).isNotEqualTo(before.seal());
        assertThat(after.rows()).isEmpty();
        assertThat(after.marks()).extracting(Mark::marker).containsExactly(EVERYTHING);
    }

    @Test
    void theTableOfAnotherCacheIsAnother() {
        open(ALICE, "RTfruit", 5);
        String other = cache + "%:*";

        assertThat(done(table.read(other)).rows()).isEmpty();
        assertThat(done(table.read(other)).seal()).isNotEqualTo(read().seal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RTfruit", "RT", "XPcaf\u00e9 \ud83d\ude00", "RT\0a\0", "RT\n\r ", "RG\\*%:{}", "XT 12 RA"})
    void whatAMarkerSaysIsKeptAsItIs(String marker) {
        close(ALICE, marker);
        assertThat(mark(ALICE).marker()).isEqualTo(marker);
        open(ALICE, marker, 5, -1, Long.MAX_VALUE - 1);

        assertThat(row().marker()).isEqualTo(marker);
        assertThat(row().positions()).isEqualTo(LogPositions.of(EPOCH, 5, -1, Long.MAX_VALUE - 1));
        assertThat(done(table.drop(cache, row()))).isTrue();
        assertThat(read().rows()).isEmpty();
    }

    @Test
    void aLongMarkerIsKeptAsItIs() {
        whatAMarkerSaysIsKeptAsItIs("RP" + "\ud83d\ude00".repeat(512));
        whatAMarkerSaysIsKeptAsItIs("RT" + "x".repeat(200) + "\0" + "y".repeat(50));
    }

    @Test
    void aMarkIsThatOfItsWriteAndOpeningRemovesIt() {
        close(ALICE, "RTfruit");
        close(BOB, "RTfruit");
        open(ALICE, "RTfruit", 5);

        assertThat(read().marks()).extracting(Mark::token).contains(BOB).doesNotContain(ALICE);
        open(BOB, "RTfruit", 4);
        assertThat(read().marks()).extracting(Mark::marker).containsExactly(EVERYTHING);
        assertThat(row().positions()).isEqualTo(LogPositions.of(EPOCH, 5));
    }

    @Test
    void aRowIsRaisedPartitionByPartition() {
        open(ALICE, "RTfruit", 5, 1L << 40, -1);
        open(BOB, "RTfruit", 4, (1L << 40) + 1, 0);

        assertThat(row().positions()).isEqualTo(LogPositions.of(EPOCH, 5, (1L << 40) + 1, 0));
    }

    @Test
    void openingAgainChangesNothingButTheTime() {
        close(ALICE, "RTfruit");
        open(ALICE, "RTfruit", 5);
        open(ALICE, "RTfruit", 5);

        assertThat(row().positions()).isEqualTo(LogPositions.of(EPOCH, 5));
    }

    @Test
    void rowsOfAnotherEpochAreOthers() {
        open(ALICE, "RTfruit", 5);
        done(table.open(cache, BOB, "RTfruit", LogPositions.of(EPOCH + 1, 2)));

        assertThat(read().rows())
                .extracting(Row::positions)
                .containsExactlyInAnyOrder(LogPositions.of(EPOCH, 5), LogPositions.of(EPOCH + 1, 2));
    }

    @Test
    void agesAreThoseOfTheStore() {
        close(ALICE, "RTfruit");
        open(BOB, "RTfruit", 5);
        assertThat(mark(ALICE).age()).isLessThan(LONG);
        elapse(SHORT);

        assertThat(mark(ALICE).age()).isBetween(SHORT, LONG);
        assertThat(row().age()).isBetween(SHORT, LONG);
    }

    @Test
    void aRowIsYoungAgainWhenItIsRaised() {
        open(ALICE, "RTfruit", 5);
        Row before = row();
        elapse(SHORT);
        open(BOB, "RTfruit", 4);

        assertThat(row().raised()).isGreaterThan(before.raised());
        assertThat(row().positions()).isEqualTo(before.positions());
    }

    @Test
    void aRowIsDroppedAsItWasReadAndNotIfItWasRaisedSince() {
        open(ALICE, "RTfruit", 5);
        Row before = row();
        elapse(SHORT);
        open(BOB, "RTfruit", 5);
        assertThat(done(table.drop(cache, before))).isFalse();
        assertThat(read().rows()).hasSize(1);

        assertThat(done(table.drop(cache, row()))).isTrue();
        assertThat(done(table.drop(cache, before))).isFalse();
        assertThat(read().rows()).isEmpty();
    }

    @Test
    void ofTooManyThereIsOneOfEverything() {
        Flux.fromStream(IntStream.range(0, MANY).boxed())
                .concatMap(i -> table.close(cache, new Token(1, i), "RT" + i)
                        .then(table.open(cache, new Token(1, i), "RT" + i, LogPositions.of(EPOCH, i, MANY - i))))
                .blockLast(LONG);
        Content full = read();
        Row everything = full.rows().stream()
                .filter(row -> row.marker().equals(EVERYTHING))
                .findFirst()
                .orElseThrow();

        assertThat(full.rows()).hasSizeLessThanOrEqualTo(MANY / 2 + 1);
        assertThat(IntStream.range(0, MANY)).allMatch(i -> isKept(full, everything, i));
    }

    private static boolean isKept(Content full, Row everything, int i) {
        boolean own = full.rows().stream().anyMatch(row -> row.marker().equals("RT" + i));
        return own
                || everything.positions().offset(0) >= i
                        && everything.positions().offset(1) >= MANY - i;
    }

    @Test
    void oneSweepsAtATime() {
        assertThat(leads(ALICE, LONG)).isTrue();
        assertThat(leads(ALICE, SHORT)).isTrue();
        assertThat(leads(BOB, LONG)).isFalse();
        elapse(SHORT);

        assertThat(leads(BOB, LONG)).isTrue();
        assertThat(leads(ALICE, LONG)).isFalse();
    }

    @Test
    void nothingHappensBeforeSubscription() {
        read();
        table.close(cache, ALICE, "RTfruit");
        table.open(cache, ALICE, "RTfruit", LogPositions.of(EPOCH, 5));
        table.lead(cache, ALICE, LONG);

        assertThat(read().marks()).hasSize(1);
        assertThat(read().rows()).isEmpty();
        assertThat(leads(BOB, LONG)).isTrue();
    }

    @Test
    void everyOperationFailsWhileTheStoreIsAway() {
        open(ALICE, "RTfruit", 5);
        Row row = row();
        goAway();

        fails(table.close(cache, ALICE, "RTfruit"));
        fails(table.open(cache, ALICE, "RTfruit", LogPositions.of(EPOCH, 5)));
        fails(table.checkpoint(cache, 1, LogPositions.of(EPOCH, 5)));
        fails(table.read(cache));
        fails(table.drop(cache, row));
        fails(table.lead(cache, ALICE, LONG));
    }

    private static void fails(Mono<?> operation) {
        StepVerifier.create(operation).expectError().verify(LONG);
    }

    private void close(Token token, String marker) {
        done(table.close(cache, token, marker));
    }

    private void open(Token token, String marker, long... offsets) {
        done(table.open(cache, token, marker, LogPositions.of(EPOCH, offsets)));
    }

    private boolean leads(Token token, Duration time) {
        return done(table.lead(cache, token, time));
    }

    private void note(LogPositions checkpoint) {
        assertThat(done(table.checkpoint(cache, read().seal(), checkpoint))).isTrue();
    }

    private Content read() {
        return done(table.read(cache));
    }

    private Mark mark(Token token) {
        return read().marks().stream()
                .filter(mark -> mark.token().equals(token))
                .findFirst()
                .orElseThrow();
    }

    private Row row() {
        assertThat(read().rows()).hasSize(1);
        return read().rows().get(0);
    }

    @SuppressWarnings("NullAway") // what completes empty has no value
    private static <T> T done(Mono<T> step) {
        return step.block(LONG);
    }
}
