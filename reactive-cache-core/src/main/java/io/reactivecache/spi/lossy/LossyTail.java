package io.reactivecache.spi.lossy;

import io.reactivecache.spi.LogEvent;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.concurrent.Queues;

/**
 * One tail of one subscriber. Whatever decides on its events comes by the channel, and so in one order: records, and the probes
 * by which the tail hears of time and of the end of the log.
 */
final class LossyTail {

    private static final int MAX_WAITING = 4_096;

    private final LossyChannel channel;
    private final Probes probes;
    private final LossySequence sequence;
    private final Sinks.Many<LogEvent> events = Sinks.many()
            .unicast()
            .onBackpressureBuffer(Queues.<LogEvent>get(MAX_WAITING).get());

    LossyTail(LossyChannel channel, Probes probes) {
        this.channel = channel;
        this.probes = probes;
        this.sequence = new LossySequence(probes.tail(), probes::begun);
    }

    /** The events, without end, for one subscriber. */
    Flux<LogEvent> events() {
        return events.asFlux().takeUntilOther(follow());
    }

    private Mono<Void> follow() {
        return Mono.usingWhen(
                channel.subscribe(this::receive),
                link -> Mono.firstWithSignal(lost(link), probes.send()),
                link -> Mono.fromRunnable(link::close));
    }

    private static Mono<Void> lost(LossyLink link) {
        return link.lost().then(Mono.error(LinkLostException::closed));
    }

    private void receive(byte[] bytes) {
        Optional<LossyMessage> message = LossyFormat.read(bytes);
        boolean wasBroken = sequence.isBroken();
        boolean isRoom = sequence.receive(message).stream().allMatch(this::emit);
        if (!isRoom) {
            sequence.breakOff(); // and goes on when there is room with a later probe
        } else if (sequence.isBroken() && !wasBroken) {
            probes.ask();
        }
        message.ifPresent(this::hear);
    }

    private boolean emit(LogEvent event) {
        return events.tryEmitNext(event).isSuccess();
    }

    private void hear(LossyMessage message) {
        if (message instanceof LossyMessage.Probe probe) {
            probes.heard(probe);
        }
    }
}
