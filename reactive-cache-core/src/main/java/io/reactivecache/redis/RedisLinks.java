package io.reactivecache.redis;

import io.lettuce.core.cluster.SlotHash;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The links of a store, all to one life of Redis. A name has one link, chosen by its hash slot: so what is sent for a key keeps
 * its order, a ticket comes back to the link that gave it, and names with the same hash tag go together. While that link is lost
 * no other takes its place, as that would void both.
 */
final class RedisLinks implements Disposable {

    private final List<KeptLink> links = new CopyOnWriteArrayList<>();
    private final KeptLink first;
    private final Flux<Boolean> available;

    /** Begins to connect, now and without end. */
    RedisLinks(Mono<RedisLink> connect, RedisSettings settings) {
        LinkNews news = new LinkNews(settings.connections());
        IntStream.range(0, settings.connections())
                .forEach(i -> links.add(new KeptLink(connect, settings, news, this::leaveOthersThan)));
        this.first = links.get(0);
        this.available = links.size() == 1 ? first.available() : allAvailable();
    }

    /** Emits the link of a name; errors at once if there is none. */
    Mono<RedisLink> of(byte[] name) {
        return links.size() == 1
                ? first.current()
                : links.get(SlotHash.getSlot(name) % links.size()).current();
    }

    /** The same. */
    Mono<RedisLink> of(String name) {
        return of(name.getBytes(StandardCharsets.UTF_8));
    }

    /** Emits whether all links are there, now and at each change; who is slow misses changes. Completes when disposed. */
    Flux<Boolean> available() {
        return available;
    }

    private Flux<Boolean> allAvailable() {
        List<Flux<Boolean>> each = links.stream().map(KeptLink::available).toList();
        return Flux.combineLatest(each, states -> List.of(states).stream().allMatch(Boolean.TRUE::equals))
                .onBackpressureLatest()
                .distinctUntilChanged();
    }

    /** Guards that a change left in one life of Redis are not there in another. */
    private void leaveOthersThan(RedisLink link) {
        links.forEach(kept -> kept.leaveUnlessOf(link.generation()));
    }

    /** Gives the links up and looks for no others. */
    @Override
    public void dispose() {
        links.forEach(KeptLink::dispose);
    }
}
