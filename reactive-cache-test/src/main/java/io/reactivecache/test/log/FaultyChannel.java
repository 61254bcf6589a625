package io.reactivecache.test.log;

import io.reactivecache.spi.lossy.LossyChannel;
import io.reactivecache.spi.lossy.LossyLink;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * A channel within the process that loses, repeats, changes and reorders messages, and breaks connections, on demand.
 *
 * <p>Messages are handed over by the thread that publishes, or by one that was handing over messages to the same subscriber
 * already. A subscriber bounds nothing: it is for tests.
 */
public final class FaultyChannel implements LossyChannel {

    private final Set<FaultyLink> links = ConcurrentHashMap.newKeySet();
    private volatile Function<byte[], List<byte[]>> change = List::of;
    private volatile boolean away;

    /** A sound channel without subscribers. */
    public FaultyChannel() {}

    @Override
    public Mono<LossyLink> subscribe(Consumer<byte[]> receiver) {
        Objects.requireNonNull(receiver, "receiver");
        return here(() -> {
            FaultyLink link = new FaultyLink(receiver, links::remove);
            links.add(link);
            return link;
        });
    }

    @Override
    public Mono<Void> publish(byte[] message) {
        Objects.requireNonNull(message, "message");
        return here(() -> {
                    change.apply(message).forEach(changed -> links.forEach(link -> link.deliver(changed)));
                    return message;
                })
                .then();
    }

    private <T> Mono<T> here(Supplier<T> step) {
        return Mono.defer(() ->
                away ? Mono.error(new IllegalStateException("channel: away (expected: here)")) : Mono.just(step.get()));
    }

    /**
     * Delivers other messages than were published, from now on.
     *
     * @param changed what is delivered for each message: itself, others, several or none
     */
    public void deliverInstead(Function<byte[], List<byte[]>> changed) {
        change = Objects.requireNonNull(changed, "changed");
    }

    /** Breaks all connections. */
    public void cut() {
        links.forEach(FaultyLink::lose);
    }

    /** Lets no message through on the present connections from now on, and tells nobody. */
    public void silence() {
        links.forEach(FaultyLink::silence);
    }

    /**
     * Refuses to publish and to subscribe, or does so no longer.
     *
     * @param refuses true to refuse
     */
    public void setAway(boolean refuses) {
        away = refuses;
    }

    /**
     * How many connections are open.
     *
     * @return those that nobody closed
     */
    public int connections() {
        return links.size();
    }
}
