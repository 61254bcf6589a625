package io.reactivecache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.reactivecache.redis.RemoteUnavailableException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The reads of one connection, with an event loop and a server that do what the test says. */
class CombinedReadsTest {

    private static final int LIMIT = 10_000;
    private static final int MOST_KEYS = 64;
    private static final int MOST_COMMANDS = 16;

    private final HandLoop loop = new HandLoop();
    private final SentReads sent = new SentReads();
    private final List<String> heard = new ArrayList<>();
    private CombinedReads reads = reads(LIMIT);

    private CombinedReads reads(int limit) {
        return new CombinedReads(sent.connection(), loop, loop::isRunning, limit, KeyForm.PLAIN, Failures::unavailable);
    }

    @Test
    void readsIssuedTogetherAreOneCommandAndEachIsToldItsOwn() {
        read("a", "b", "c");
        assertThat(loop.calls()).isEqualTo(1);
        loop.turn();
        assertThat(sent.words()).containsExactly("MGET a b c");
        sent.answer(0, "1", null, "3");
        assertThat(heard).containsExactly("a=1", "a.", "b.", "c=3", "c.");
    }

    @Test
    void aLoneReadIsSentWhenTheEventLoopComesToItAndWaitsForNoOther() {
        read("a");
        loop.turn();
        assertThat(sent.words()).containsExactly("MGET a");
        assertThat(loop.calls()).isZero();
    }

    @Test
    void aReadIsSentWhileOthersAreUnderWay() {
        read("a");
        loop.turn();
        read("b");
        loop.turn();
        assertThat(sent.words()).containsExactly("MGET a", "MGET b");
        sent.answer(1, "2");
        sent.answer(0, "1");
        assertThat(heard).containsExactly("b=2", "b.", "a=1", "a.");
    }

    @Test
    void isReadWhenItIsAskedForAndOnce() {
        Mono<byte[]> read = get("a");
        StepVerifier.create(read, 0)
                .then(() -> assertThat(loop.calls()).isZero())
                .thenRequest(1)
                .then(() -> assertThat(loop.calls()).isEqualTo(1))
                .thenRequest(1)
                .then(loop::turn)
                .then(() -> assertThat(sent.words()).containsExactly("MGET a"))
                .thenCancel()
                .verify();
    }

    @Test
    void aKeyAskedForByManyIsToldToAll() {
        read("a", "b", "a");
        loop.turn();
        assertThat(sent.words()).containsExactly("MGET a b a");
        sent.answer(0, "1", "2", "1");
        assertThat(heard).containsExactly("a=1", "a.", "b=2", "b.", "a=1", "a.");
    }

    @Test
    void aCommandHasABoundedNumberOfKeys() {
        read(keys(MOST_KEYS + 1));
        loop.turn();
        assertThat(sent.sizes()).containsExactly(MOST_KEYS, 1);
        sent.echo(1);
        sent.echo(0);
        assertThat(heard).hasSize(2 * (MOST_KEYS + 1)).startsWith("k64=k64").endsWith("k63.");
    }

    @Test
    void theEventLoopIsLeftToOthersAfterABoundedNumberOfCommands() {
        read(keys(MOST_KEYS * MOST_COMMANDS + 1));
        loop.turn();
        assertThat(sent.commands()).hasSize(MOST_COMMANDS);
        loop.turn();
        assertThat(sent.commands()).hasSize(MOST_COMMANDS + 1);
        assertThat(sent.words()).last().isEqualTo("MGET k" + MOST_KEYS * MOST_COMMANDS);
        assertThat(loop.calls()).isZero();
    }

    @Test
    void whoCancelsBeforeItsReadWasSentIsNotAskedFor() {
        read("a");
        Disposable leaving = subscribe("b");
        read("c");
        leaving.dispose();
        loop.turn();
        assertThat(sent.words()).containsExactly("MGET a c");
        sent.echo(0);
        assertThat(heard).containsExactly("a=a", "a.", "c=c", "c.");
    }

    @Test
    void whoCancelsAfterItsReadWasSentHarmsNobody() {
        read("a");
        Disposable leaving = subscribe("b");
        read("c");
        loop.turn();
        leaving.dispose();
        sent.echo(0);
        assertThat(heard).containsExactly("a=a", "a.", "c=c", "c.");
    }

    @Test
    void whoCancelledHearsNothing() {
        Thrower leaving = new Thrower();
        get("a").subscribe(leaving);
        loop.turn();
        leaving.subscription.cancel();
        sent.echo(0);
        assertThat(leaving.heard).isZero();
    }

    @Test
    void nothingIsSentForWhoLeft() {
        subscribe("a").dispose();
        loop.turn();
        assertThat(sent.commands()).isEmpty();
        assertThat(sent.writes()).isZero();
    }

    @Test
    void aReplyAfterEverybodyLeftIsNobodys() {
        Disposable leaving = subscribe("a");
        loop.turn();
        leaving.dispose();
        sent.echo(0);
        assertThat(heard).isEmpty();
    }

    @Test
    void aReplyAfterTheTimeLimitIsNobodys() {
        read("a", "b");
        loop.turn();
        sent.commands().get(0).completeExceptionally(new RedisCommandTimeoutException("late"));
        sent.echo(0);
        assertThat(heard).containsExactly("a!LATE", "b!LATE");
        read("c");
        loop.turn();
        sent.echo(1);
        assertThat(heard).endsWith("c=c", "c.");
    }

    @Test
    void aConnectionThatBreaksEndsAllThatIsUnderWay() {
        read(keys(MOST_KEYS + 2));
        loop.turn();
        sent.commands().forEach(command -> command.completeExceptionally(new RedisException("Connection closed")));
        assertThat(heard).hasSize(MOST_KEYS + 2).allMatch(told -> told.endsWith("!AWAY"));
    }

    @Test
    void commandsThatAreDiscardedEndTheirReads() {
        read("a", "b");
        loop.turn();
        sent.commands().get(0).cancel();
        assertThat(heard).hasSize(2).allMatch(told -> told.endsWith("!AWAY"));
    }

    @Test
    void aConnectionThatTakesNoCommandEndsItsReads() {
        sent.close();
        read("a", "b");
        loop.turn();
        assertThat(heard).containsExactly("a!AWAY", "b!AWAY");
    }

    @Test
    void anEventLoopThatIsClosedEndsItsReads() {
        loop.close();
        read("a");
        read("b");
        assertThat(heard).containsExactly("a!AWAY", "b!AWAY");
    }

    @Test
    void aReplyThatIsTooShortIsARefusal() {
        read("a", "b");
        loop.turn();
        sent.reply(0, 1, "1");
        assertThat(heard).containsExactly("a!REFUSED", "b!REFUSED");
    }

    @Test
    void aReplyThatIsTooLongIsARefusal() {
        read("a");
        read("b");
        loop.turn();
        sent.reply(0, 3, "1", "2", "3");
        assertThat(heard).containsExactly("a!REFUSED", "b!REFUSED");
    }

    @Test
    void aSubscriberThatThrowsHarmsNobody() {
        read("a");
        get("b").subscribe(new Thrower());
        read("c");
        loop.turn();
        sent.echo(0);
        assertThat(heard).containsExactly("a=a", "a.", "c=c", "c.");
    }

    @Test
    void aSubscriberThatThrowsAtAFailureHarmsNobody() {
        read("a");
        get("b").subscribe(new Thrower());
        read("c");
        loop.turn();
        sent.commands().get(0).cancel();
        assertThat(heard).containsExactly("a!AWAY", "c!AWAY");
    }

    @Test
    void moreReadsThanMayWaitAreRefusedAtOnce() {
        reads = reads(2);
        read("a", "b", "c");
        assertThat(heard).containsExactly("c!BUSY");
        loop.turn();
        read("d");
        assertThat(heard).containsExactly("c!BUSY", "d!BUSY");
        sent.echo(0);
        read("e", "f", "g");
        assertThat(heard).endsWith("b=b", "b.", "g!BUSY");
    }

    @Test
    void whoLeftMakesRoom() {
        reads = reads(1);
        subscribe("a").dispose();
        loop.turn();
        Disposable leaving = subscribe("b");
        loop.turn();
        leaving.dispose();
        sent.echo(0);
        read("c");
        loop.turn();
        sent.echo(1);
        assertThat(heard).containsExactly("c=c", "c.");
    }

    @Test
    void whateverEndsReadsMakesRoom() {
        reads = reads(1);
        read("broken");
        loop.turn();
        sent.commands().get(0).completeExceptionally(new RedisException("Connection closed"));
        read("given up");
        reads.giveUp(Duration.ZERO);
        loop.turn();
        read("turned away");
        sent.close();
        loop.turn();
        loop.close();
        read("rejected", "rejected");
        assertThat(heard)
                .containsExactly("broken!AWAY", "given up!LATE", "turned away!AWAY", "rejected!AWAY", "rejected!AWAY");
    }

    @Test
    void readsTheEventLoopDoesNotComeToEndInTime() {
        read("a", "b");
        reads.giveUp(Duration.ofHours(1));
        assertThat(heard).isEmpty();
        reads.giveUp(Duration.ZERO);
        assertThat(heard).containsExactly("a!LATE", "b!LATE");
        loop.turn();
        assertThat(sent.commands()).isEmpty();
    }

    @Test
    void readsThatWereSentAreNotGivenUp() {
        read("a");
        loop.turn();
        reads.giveUp(Duration.ZERO);
        assertThat(heard).isEmpty();
        sent.echo(0);
        assertThat(heard).containsExactly("a=a", "a.");
    }

    @Test
    void aReadIssuedOutOfAnAnswerIsSentToo() {
        get("a").flatMap(value -> get("b")).subscribe(value -> heard.add("b"));
        loop.turn();
        sent.echo(0);
        loop.turn();
        sent.echo(1);
        assertThat(heard).containsExactly("b");
    }

    /** Asks twice, which is once too often, and throws, which no subscriber may. */
    private static final class Thrower implements CoreSubscriber<byte[]> {

        private Subscription subscription;
        private int heard;

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
            subscription.request(1);
            subscription.request(1);
        }

        @Override
        public void onNext(byte[] value) {
            hear();
        }

        @Override
        public void onError(Throwable failure) {
            hear();
        }

        @Override
        public void onComplete() {
            hear();
        }

        private void hear() {
            heard++;
            throw new IllegalStateException("thrown");
        }
    }

    private void read(String... keys) {
        for (String key : keys) {
            subscribe(key);
        }
    }

    private Disposable subscribe(String key) {
        return get(key).subscribe(
                        value -> heard.add(key + "=" + new String(value, UTF_8)),
                        failure -> heard.add(key + "!" + reason(failure)),
                        () -> heard.add(key + "."));
    }

    private Mono<byte[]> get(String key) {
        return reads.get(key.getBytes(UTF_8), Optional::ofNullable).flatMap(Mono::justOrEmpty);
    }

    private static Reason reason(Throwable failure) {
        assertThat(failure).isInstanceOf(RemoteUnavailableException.class);
        return ((RemoteUnavailableException) failure).reason();
    }

    private static String[] keys(int number) {
        return IntStream.range(0, number).mapToObj(i -> "k" + i).toArray(String[]::new);
    }
}
