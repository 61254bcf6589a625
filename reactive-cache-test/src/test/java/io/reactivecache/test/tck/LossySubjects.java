package io.reactivecache.test.tck;

import io.reactivecache.spi.InProcessPositionCounter;
import io.reactivecache.spi.lossy.LossyLink;
import io.reactivecache.spi.lossy.LossyLog;
import io.reactivecache.spi.lossy.LossyTails;
import io.reactivecache.test.log.FaultyChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import reactor.core.scheduler.Schedulers;

/** A log over a channel that keeps nothing, and its parts. */
record LossySubjects() implements Suite {

    private static final Duration INTERVAL = Duration.ofMillis(20);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final byte[] MESSAGE = {1};

    @Override
    public List<Subject> subjects() {
        return Stream.of(
                        new LogSubjects("lossy log", () -> log(here()), Optional.empty()).subjects(),
                        counter(),
                        channel())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Subject> counter() {
        return List.of(
                Subject.one("counter in process, next", () -> new InProcessPositionCounter(1).next(0)),
                Subject.one("counter in process, end", () -> new InProcessPositionCounter(1).end()));
    }

    private static List<Subject> channel() {
        return List.of(
                Subject.one("faulty channel, subscribe", () -> here().subscribe(message -> {}))
                        .failing(() -> away().subscribe(message -> {})),
                Subject.none("faulty channel, publish", () -> here().publish(MESSAGE))
                        .failing(() -> away().publish(MESSAGE)),
                Subject.none("faulty channel, lost", () -> cut().lost()),
                Subject.endless("lossy tails", n -> LogSubjects.tail(log(here())))
                        .failing(() ->
                                tails(away(), new InProcessPositionCounter(1)).tail()));
    }

    private static LossyLog log(FaultyChannel channel) {
        InProcessPositionCounter counter = new InProcessPositionCounter(1);
        return new LossyLog(channel, counter, tails(channel, counter));
    }

    private static LossyTails tails(FaultyChannel channel, InProcessPositionCounter counter) {
        return new LossyTails(channel, counter, INTERVAL, TIMEOUT, Schedulers.parallel());
    }

    private static LossyLink cut() {
        FaultyChannel channel = here();
        LossyLink link = channel.subscribe(message -> {}).block();
        channel.cut();
        return link;
    }

    private static FaultyChannel here() {
        return new FaultyChannel();
    }

    private static FaultyChannel away() {
        FaultyChannel channel = here();
        channel.setAway(true);
        return channel;
    }
}
